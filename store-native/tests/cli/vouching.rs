//! What a reader brings to hold packages against, and how it is made: digests, keys, attestations.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Value, json};
use store_native::keys::{PrivateKey, public_to_pem};
use verifier_core::digest;

use crate::support::{Run, Scratch, run};

const GOOD: &str = "samples/good-reference.json";
const PIN: &str = "sha256:222c094342f1d222ac96fe2bcd494e2ea6a338759ed3a658f802bbd13c42e9e1";
const OTHER_PIN: &str = "sha256:ce82a30d7657f45b6da5302a391502a0cd7875bc41b1a497526cc0f104f5b9fe";

/// A report as JSON, and the exit status.
fn verified<A: AsRef<OsStr>>(arguments: &[A]) -> (Value, i32) {
    let arguments = arguments.iter().map(AsRef::as_ref);
    let run = run(["verify", "--format", "json"].map(OsStr::new).into_iter().chain(arguments));
    (serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr)), run.status)
}

fn outcome(report: &Value, check: &str) -> String {
    let checks = report["layers"]["authenticity"]["checks"].as_array().expect("checks");
    let check = checks.iter().find(|it| it["name"] == check).expect("the check");
    check["outcome"].as_str().expect("an outcome").to_owned()
}

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors")
}

/// Defends what a pin may look like, and what comes of it.
#[test]
fn pins_match_or_fail() {
    for (pins, expected, status) in [
        (&[PIN][..], "pass", 0),
        (&[&PIN[7..]], "pass", 0),
        (&[&PIN.to_uppercase().replace("SHA256", "sha256")], "pass", 0),
        (&[OTHER_PIN], "fail", 1),
        (&[OTHER_PIN, PIN], "pass", 0),
    ] {
        let pins = pins.iter().flat_map(|pin| ["--pin", pin]);
        let (report, found) = verified(&pins.chain([GOOD]).collect::<Vec<_>>());
        assert_eq!((outcome(&report, "pinned_digest").as_str(), found), (expected, status));
        assert_eq!(report["ok"], true, "the seal is another question");
    }
    for pin in ["", "sha256:", "sha512:ab", &PIN[..70], &format!("{PIN}0"), &PIN.replace('f', "g")] {
        let run = run(["verify", GOOD, "--pin", pin]);
        assert!(run.status == 2 && run.stderr.contains("--pin"), "{pin}: {}", run.stderr);
    }
}

/// Defends whoever takes the digest of the file for that of the package.
#[test]
fn the_digest_of_the_file_is_no_pin_and_is_told_as_that() {
    let file =
        digest::of_bytes(crate::support::sample("good-reference.json").as_bytes()).prefixed().to_string();
    let run = run(["verify", GOOD, "--pin", &file]);
    assert!(run.status == 1 && run.stdout.contains("is that of the file"), "{}", run.stdout);
}

/// Defends files of digests: a line with a name is for the input of that name, one without for all; and a file
/// that no line names is not let through.
#[test]
fn files_of_digests_are_for_the_inputs_that_they_name() {
    let scratch = Scratch::new();
    let pins = |text: &str| scratch.file("pins", text);
    for (text, expected) in [
        (format!("{PIN}  good-reference.json"), "pass"),
        (format!("{}  exports/good-reference.json\n", &PIN[7..]), "pass"),
        (format!("{OTHER_PIN}  good-reference.json\n{PIN}  other.json"), "fail"),
        (format!("# all\n{OTHER_PIN}\n{PIN}\n"), "pass"),
        (format!("{OTHER_PIN}\r\n"), "fail"),
        // Nobody said what this one is.
        (format!("{OTHER_PIN}  other.json"), "fail"),
        (format!("{PIN}  renamed.json"), "pass"),
        // One for all, and one for another.
        (format!("{OTHER_PIN}\n{PIN}  other.json"), "fail"),
    ] {
        let file = pins(&text);
        let (report, _) = verified(&["--pins".as_ref(), file.as_os_str(), GOOD.as_ref()]);
        assert_eq!(outcome(&report, "pinned_digest"), expected, "{text}");
    }
    for (text, place) in [
        ("", "line 1, column 1"),
        ("# nothing\n", "line 1, column 1"),
        ("x  good-reference.json", "line 1, column 1"),
        (&*format!("{PIN}\n\n  {PIN}0\n"), "line 3, column 3"),
    ] {
        let file = pins(text);
        let run = run(["verify".as_ref(), GOOD.as_ref(), "--pins".as_ref(), file.as_os_str()]);
        assert_eq!((run.status, run.stdout.as_str()), (3, ""), "{text}");
        // Lines break where the path has it.
        let told = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("error[PINS_INVALID]") && told.contains(place), "{}", run.stderr);
    }
    let missing = run(["verify", GOOD, "--pins", "no/such/file"]);
    assert!(missing.status == 3 && missing.stderr.contains("error[NOT_FOUND]"), "{}", missing.stderr);
}

/// Defends which warnings count: those that were named, and no others.
#[test]
fn denied_warnings_fail() {
    let scratch = Scratch::new();
    let added = crate::support::sample("good-reference.json").replacen('{', "{\"note\":1,", 1);
    let path = scratch.file("added.json", added);
    let path = path.as_os_str();
    for (deny, verdict, status) in [
        (&[][..], "attention", 0),
        (&["--deny", "unsealed_members"], "failed", 1),
        (&["--deny", "warnings"], "failed", 1),
        (&["--deny", "policy_stable"], "attention", 0),
        (&["--deny", "policy_stable", "--deny", "unsealed_members"], "failed", 1),
    ] {
        let arguments: Vec<&OsStr> = deny.iter().map(OsStr::new).chain([path]).collect();
        let (report, found) = verified(&arguments);
        assert_eq!((report["verdict"].as_str(), found), (Some(verdict), status), "{deny:?}");
    }
    let unknown = run(["verify", GOOD, "--deny", "unsealed"]);
    assert!(unknown.status == 2 && unknown.stderr.contains("`unsealed_members`"), "{}", unknown.stderr);
}

/// Every attestation that the reference implementation made, through the command line.
#[test]
fn attestations_of_the_reference_are_judged_as_it_judges_them() {
    let scratch = Scratch::new();
    let mut signed = 0;
    for entry in fs::read_dir(vectors().join("attestations")).expect("the attestations") {
        let text = fs::read(entry.expect("an entry").path()).expect("a file");
        let file: Value = serde_json::from_slice(&text).expect("JSON");
        let package =
            vectors().join(format!("packages/{}.json", file["package"].as_str().expect("a package")));
        let key = scratch.file("key.pub", file["public_key_hex"].as_str().expect("a key"));
        for case in file["cases"].as_array().expect("cases") {
            let attestation = scratch.file("attestation.json", case["attestation"].to_string());
            let arguments = [
                "--attestation".as_ref(),
                attestation.as_os_str(),
                "--trust".as_ref(),
                key.as_os_str(),
                package.as_os_str(),
            ];
            if case["label"] == "changed /signature"
                && case["attestation"]["signature"].as_str().is_none_or(|s| s.len() != 128)
            {
                let run = run(["verify".as_ref()].into_iter().chain(arguments));
                assert!(run.status == 3 && run.stderr.contains("/signature"), "{}", run.stderr);
                continue;
            }
            let found = outcome(&verified(&arguments).0, "attestation");
            if case["label"] == "as signed" {
                signed += 1;
                assert_eq!(found, "pass", "{case}");
            }
            if case["expected"]["ok"] == false {
                assert_ne!(found, "pass", "{case}");
            }
        }
    }
    assert_eq!(signed, 6);
}

/// The seed of the first example of RFC 8032.
const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
}

fn key(scratch: &Scratch) -> (PathBuf, PathBuf, VerifyingKey) {
    let private = PrivateKey::from_seed(&bytes(SEED).try_into().expect("32 bytes"));
    let public = private.public().expect("a key");
    let path = scratch.file("key", private.to_pem(None).expect("PEM").as_bytes());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("permissions");
    let pem = scratch.file("key.pem", public_to_pem(&public).expect("PEM"));
    (path, pem, VerifyingKey::from_bytes(public.bytes()).expect("a key"))
}

fn attested(key: &Path, package: &str, options: &[&str]) -> Run {
    let arguments = ["attest", package, "--attestor", "auditor@example.com", "--key"].map(OsStr::new);
    run(arguments.into_iter().chain([key.as_os_str()]).chain(options.iter().map(OsStr::new)))
}

/// Defends the format of what is signed, put together here from its description: the bytes, the signature, the id,
/// and that the same is signed each time.
#[test]
fn what_is_attested_is_what_the_format_says() {
    let scratch = Scratch::new();
    let (private, trusted, key) = key(&scratch);
    let options = [
        "--claim",
        "reviewed",
        "--claim",
        "compliant ✓",
        "--claim",
        "\u{10000}",
        "--claim",
        "\u{ffee}",
        "--key-id",
        "key-1",
        "--signed-at",
        "2026-11-22T20:53:09.529828Z",
    ];
    let run = attested(&private, GOOD, &options);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for said in
        [PIN, "compliant ✓", "auditor@example.com", "key-1", "2026-11-22T20:53:09.529828+00:00", "verified"]
    {
        assert!(run.stderr.contains(said), "{said} is not in {}", run.stderr);
    }
    let attestation: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let payload = json!({
        "attestation_version": "0.7",
        "attestor": {"id": "auditor@example.com", "key_id": "key-1"},
        "binding_digest": PIN,
        // By code point, which is not by code unit.
        "claims": ["compliant ✓", "reviewed", "\u{ffee}", "\u{10000}"],
        "signed_at": "2026-11-22T20:53:09.529828+00:00",
    });
    assert_eq!(attestation["payload"], payload);
    // Members by their names, no white space, nothing escaped that need not be: as serde_json writes it.
    let signed = payload.to_string();
    let signature = bytes(attestation["signature"].as_str().expect("a signature"));
    let signature = Signature::from_slice(&signature).expect("64 bytes");
    assert!(key.verify_strict(signed.as_bytes(), &signature).is_ok());
    let id = format!("att_{}", &digest::of_bytes(&signature.to_bytes()).to_string()[..16]);
    assert_eq!(attestation["attestation_id"], id);
    assert_eq!(attestation["meta"]["public_key_hex"].as_str().map(bytes), Some(key.to_bytes().to_vec()));
    assert_eq!(attested(&private, GOOD, &options).stdout, run.stdout, "Ed25519 is deterministic");

    // The members are those that the reference writes, no more and no less.
    let vector = fs::read(vectors().join("attestations/00-plain-reference.json")).expect("a vector");
    let vector: Value = serde_json::from_slice(&vector).expect("JSON");
    let theirs = &vector["cases"][0]["attestation"];
    let names = |value: &Value| value.as_object().map(|members| members.keys().cloned().collect::<Vec<_>>());
    for pointer in ["", "/payload", "/payload/attestor", "/meta"] {
        assert_eq!(
            names(attestation.pointer(pointer).expect("ours")),
            names(theirs.pointer(pointer).expect("theirs"))
        );
    }

    let file = scratch.file("att.json", &run.stdout);
    let arguments =
        ["--attestation".as_ref(), file.as_os_str(), "--trust".as_ref(), trusted.as_os_str(), GOOD.as_ref()];
    let (report, status) = verified(&arguments);
    assert_eq!((outcome(&report, "attestation").as_str(), status), ("pass", 0));
    let other: &OsStr = "samples/good-template.json".as_ref();
    let (report, status) = verified(&[&arguments[..4], &[other]].concat());
    assert_eq!((outcome(&report, "attestation").as_str(), status), ("fail", 1));
}

/// The bytes of a text in base64 with padding.
fn from_base64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.trim_end_matches('=').chars().map(|digit| DIGITS.find(digit).expect("a digit"));
    let bits: Vec<usize> = digits.flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1)).collect();
    let byte = |bits: &[usize]| bits.iter().fold(0, |byte, bit| byte << 1 | bit);
    bits.chunks_exact(8).map(|bits| u8::try_from(byte(bits)).expect("8 bits")).collect()
}

/// Defends the second envelope, put together here from the descriptions of DSSE and in-toto.
#[test]
fn a_dsse_envelope_is_what_its_descriptions_say() {
    let scratch = Scratch::new();
    let (private, trusted, key) = key(&scratch);
    let options =
        ["--claim", "reviewed", "--key-id", "key-1", "--signed-at", "2026-11-22T20:53:09Z", "--dsse"];
    let run = attested(&private, GOOD, &options);
    let envelope: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let kind = "application/vnd.in-toto+json";
    assert_eq!(envelope["payloadType"], kind);
    let payload = from_base64(envelope["payload"].as_str().expect("a payload"));
    let mut signed = format!("DSSEv1 {} {kind} {} ", kind.len(), payload.len()).into_bytes();
    signed.extend_from_slice(&payload);
    let signatures = envelope["signatures"].as_array().expect("signatures");
    let signature = from_base64(signatures[0]["sig"].as_str().expect("a signature"));
    let signature = Signature::from_slice(&signature).expect("64 bytes");
    assert!(signatures.len() == 1 && key.verify_strict(&signed, &signature).is_ok());
    let statement: Value = serde_json::from_slice(&payload).expect("JSON");
    assert_eq!(statement["_type"], "https://in-toto.io/Statement/v1");
    assert_eq!(statement["subject"][0]["digest"]["sha256"], PIN[7..]);
    assert_eq!(statement["predicate"]["claims"], json!(["reviewed"]));

    let file = scratch.file("att.json", &run.stdout);
    let arguments =
        ["--attestation".as_ref(), file.as_os_str(), "--trust".as_ref(), trusted.as_os_str(), GOOD.as_ref()];
    assert_eq!(outcome(&verified(&arguments).0, "attestation"), "pass");
}

/// Defends packages that do not hold against being vouched for by accident.
#[test]
fn a_package_that_fails_is_attested_on_demand_alone() {
    let scratch = Scratch::new();
    let (private, trusted, _) = key(&scratch);
    let failing = "samples/tampered-run-substituted.json";
    let refused = attested(&private, failing, &["--claim", "seen"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    assert!(refused.stderr.contains("error[PACKAGE_NOT_SOUND]") && refused.stderr.contains("router_run"));
    let forced = attested(&private, failing, &["--claim", "seen", "--force-attest-failed-package"]);
    assert!(forced.status == 0 && forced.stderr.contains("warning: "), "{}", forced.stderr);
    let file = scratch.file("att.json", &forced.stdout);
    let arguments = [
        "--attestation".as_ref(),
        file.as_os_str(),
        "--trust".as_ref(),
        trusted.as_os_str(),
        failing.as_ref(),
    ];
    let (report, status) = verified(&arguments);
    assert_eq!((outcome(&report, "attestation").as_str(), status), ("pass", 1), "it fails all the same");
    let malformed = attested(
        &private,
        "samples/malformed-duplicate-key.json",
        &["--claim", "seen", "--force-attest-failed-package"],
    );
    assert_eq!((malformed.status, malformed.stdout.as_str()), (3, ""));
    for options in [&["--claim", " "][..], &[], &["--claim", "x", "--signed-at", "2026-11-22T20:53:09"]] {
        assert_eq!(attested(&private, GOOD, options).status, 2, "{options:?}");
    }
}

fn generated(scratch: &Scratch, name: &str, options: &[&str]) -> Run {
    let path = scratch.0.join(name);
    let arguments = ["keygen".as_ref(), "-o".as_ref(), path.as_os_str()];
    run(arguments.into_iter().chain(options.iter().map(OsStr::new)))
}

/// Defends secrets: a new key is its owner's alone whatever the mask is, is encrypted unless that was refused, and
/// replaces nothing.
#[test]
fn a_new_key_is_its_owners_alone() {
    let scratch = Scratch::new();
    let pass = scratch.file("pass", "correct horse ✓\nnot this\n");
    fs::set_permissions(&pass, fs::Permissions::from_mode(0o600)).expect("permissions");
    let pass = pass.to_str().expect("text");
    let path = scratch.0.join("k");
    let masked = std::process::Command::new("sh")
        .args([
            "-c",
            "umask 0; exec \"$0\" \"$@\"",
            env!("CARGO_BIN_EXE_nexus-attest"),
            "keygen",
            "--passphrase-file",
            pass,
            "-o",
        ])
        .arg(&path)
        .output()
        .expect("the shell runs");
    assert_eq!(masked.status.code(), Some(0), "{}", String::from_utf8_lossy(&masked.stderr));
    let mode = fs::metadata(&path).expect("the key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let pem = fs::read_to_string(&path).expect("the key");
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"), "{pem}");
    let public = fs::read_to_string(scratch.0.join("k.pub")).expect("the public key");
    assert_eq!(String::from_utf8_lossy(&masked.stdout), public);
    let key = PrivateKey::from_pem(&pem, Some("correct horse ✓")).expect("it is the passphrase");
    assert_eq!(format!("{}\n", key.public().expect("a key")), public);

    // Nothing is replaced, not even half of a pair.
    for (name, options) in [("k", &["--no-passphrase"][..]), ("k", &["--passphrase-file", pass])] {
        let again = generated(&scratch, name, options);
        assert!(again.status == 3 && again.stderr.contains("error[KEY_EXISTS]"), "{}", again.stderr);
    }
    scratch.file("half.pub", "");
    assert_eq!(generated(&scratch, "half", &["--no-passphrase"]).status, 3);
    std::os::unix::fs::symlink("nowhere", scratch.0.join("link")).expect("a link");
    assert_eq!(generated(&scratch, "link", &["--no-passphrase"]).status, 3);
    assert_eq!(fs::read_to_string(&path).expect("the key"), pem);
    assert_eq!(scratch.names(), ["half.pub", "k", "k.pub", "link", "pass"]);

    let plain = generated(&scratch, "plain", &["--no-passphrase"]);
    assert_eq!(plain.status, 0, "{}", plain.stderr);
    let text = fs::read_to_string(scratch.0.join("plain")).expect("the key");
    assert!(text.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    assert_ne!(plain.stdout, public, "each key is another");
    // Nobody is asked where nobody is.
    let asked = generated(&scratch, "asked", &[]);
    assert!(asked.status == 2 && asked.stderr.contains("error[PASSPHRASE_NEEDED]"), "{}", asked.stderr);
    assert!(!scratch.0.join("asked").exists());
    assert_eq!(generated(&scratch, "no/such/folder", &["--no-passphrase"]).status, 3);
}

/// Defends the passphrase: the right one opens the key, and nothing else does.
#[test]
fn a_wrong_passphrase_opens_nothing() {
    let scratch = Scratch::new();
    let private = PrivateKey::from_seed(&bytes(SEED).try_into().expect("32 bytes"));
    let key = scratch.file("key", private.to_pem(Some("right")).expect("PEM").as_bytes());
    for (content, code, status) in [
        (&b"right\r\n"[..], "", 0),
        (b"wrong\n", "PASSPHRASE_WRONG", 1),
        (b"\n", "PASSPHRASE_INVALID", 2),
        (b"", "PASSPHRASE_INVALID", 2),
        (b"\xff\n", "PASSPHRASE_INVALID", 2),
    ] {
        let pass = scratch.file("pass", content);
        let run = attested(&key, GOOD, &["--claim", "x", "--passphrase-file", pass.to_str().expect("text")]);
        assert_eq!(run.status, status, "{}", run.stderr);
        assert!(run.stderr.contains(code) && run.stdout.is_empty() == (status != 0), "{}", run.stderr);
        assert!(!run.stderr.contains("right"), "a passphrase is never shown: {}", run.stderr);
    }
    let run = attested(&key, GOOD, &["--claim", "x"]);
    assert!(run.status == 2 && run.stderr.contains("PASSPHRASE_NEEDED"), "{}", run.stderr);
    for content in ["", "not a key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
        let path = scratch.file("other", content);
        let run = attested(&path, GOOD, &["--claim", "x"]);
        assert!(run.status == 3 && run.stderr.contains("error[KEY_INVALID]"), "{}", run.stderr);
    }
}

/// Defends the package and the key against being replaced by the attestation, and the files that a report is held
/// against by the report.
#[test]
fn what_is_read_is_never_replaced() {
    let scratch = Scratch::new();
    let (private, _, _) = key(&scratch);
    let package = scratch.file("package.json", crate::support::sample("good-reference.json"));
    for path in [&private, &package] {
        let before = fs::read(path).expect("a file");
        let path_text = path.to_str().expect("text");
        let package = package.to_str().expect("text");
        assert_eq!(attested(&private, package, &["--claim", "x", "-o", path_text]).status, 2);
        assert_eq!(fs::read(path).expect("a file"), before);
    }
    let pins = scratch.file("pins", PIN);
    let arguments = [
        "verify".as_ref(),
        GOOD.as_ref(),
        "--pins".as_ref(),
        pins.as_os_str(),
        "-o".as_ref(),
        pins.as_os_str(),
    ];
    assert_eq!(run(arguments).status, 2);
    assert_eq!(fs::read_to_string(&pins).expect("the pins"), PIN);
}

/// Defends the report against the second thread that a large input gets: it is the same, to the byte.
#[test]
fn a_large_input_gives_the_same_report_from_two_threads() {
    let scratch = Scratch::new();
    let large = crate::support::sample("good-reference.json").replacen(
        "\"meta\"",
        &format!("\"padding\":\"{}\",\"meta\"", "x".repeat(3 << 20)),
        1,
    );
    let path = scratch.file("large.json", &large);
    let report = verifier_core::verify(large.as_bytes(), &verifier_core::Options::default()).to_json();
    let run = run(["verify".as_ref(), "--format".as_ref(), "json".as_ref(), path.as_os_str()]);
    assert_eq!(run.stdout, format!("{report}\n"));
}
