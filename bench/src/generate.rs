//! Packages of any size, valid to the last digest, in two spellings.

use std::fmt::{self, Write};

use sha2::{Digest, Sha256};

/// How a package is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Indented, members in the order in which people write them.
    PrettyUnsorted,
    /// Canonical already.
    Canonical,
}

impl fmt::Display for Spelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PrettyUnsorted => "pretty, unsorted",
            Self::Canonical => "canonical",
        })
    }
}

const DECISION: &str = "2727688d-d762-4f88-8575-4368ce24d03a";
const RUN: &str = "f363da46-6ed5-445b-bc3c-3ec3eab7cc0d";

/// A value that knows both of its spellings. Members stand in the order for people.
enum Json {
    Text(String),
    Raw(String),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

/// A package of a decision with `events` events, at least seven. What the approvers do changes from event
/// to event without a rhythm, so that no shape of an event can be foretold from the last one.
pub fn package(events: usize, spelling: Spelling) -> String {
    let router_digest = format!("sha256:{}", hex(b"the record of the run"));
    let link = object_digest(&Json::Object(vec![
        ("decision_id", text(DECISION)),
        ("run_id", text(RUN)),
        ("router_request_digest", text(request())),
        ("router_result_digest", text(hex(b"the record of the run"))),
    ]));
    let mut bundle = vec![
        ("bundle_version", text("0.5")),
        (
            "decision",
            Json::Object(vec![
                ("decision_id", text(DECISION)),
                ("goal", text("Rotate production API keys")),
                ("mode", text("apply")),
                ("created_at", text(time(0))),
                ("status", text("COMPLETED")),
            ]),
        ),
        ("events", Json::List((0..events).map(|seq| event(seq, events)).collect())),
        ("template_snapshot", Json::Object(vec![("present", Json::Raw("false".into()))])),
        (
            "router_link",
            Json::Object(vec![
                ("run_id", text(RUN)),
                ("adapter_id", text("subprocess:mcpt:key-rotation")),
                ("router_request_digest", text(format!("sha256:{}", request()))),
                ("router_result_digest", text(router_digest.clone())),
                ("control_router_link_digest", text(link.clone())),
            ]),
        ),
    ];
    let control = digest_of_members(&bundle);
    bundle.push((
        "integrity",
        Json::Object(vec![("alg", text("sha256")), ("canonical_digest", text(control.clone()))]),
    ));
    bundle.push(("provenance", provenance("nexus-control.export_v0_5", "bundle", &control)));
    let binding = vec![
        ("control_digest", text(control)),
        ("router_digest", text(router_digest.clone())),
        ("control_router_link_digest", text(link)),
    ];
    let mut bound = vec![("package_version", text("0.6"))];
    bound.extend(binding.iter().map(|(key, value)| (*key, Json::Raw(canonical(value)))));
    let sealed = digest_of_members(&bound);
    let package = Json::Object(vec![
        ("package_version", text("0.6")),
        ("control_bundle", Json::Object(bundle)),
        (
            "router",
            Json::Object(vec![
                ("mode", text("reference")),
                ("ref", Json::Object(vec![("run_id", text(RUN)), ("digest", text(router_digest))])),
            ]),
        ),
        ("binding", Json::Object(binding)),
        ("integrity", Json::Object(vec![("alg", text("sha256")), ("binding_digest", text(sealed.clone()))])),
        ("provenance", provenance("nexus-control.audit_export_v0_6", "audit_package", &sealed)),
    ]);
    match spelling {
        Spelling::Canonical => canonical(&package),
        Spelling::PrettyUnsorted => {
            let mut out = String::new();
            write_pretty(&package, 0, &mut out);
            out.push('\n');
            out
        }
    }
}

fn event(seq: usize, events: usize) -> Json {
    let from_end = events - seq;
    let (kind, actor, payload) = match (seq, from_end) {
        (0, _) => (
            "DECISION_CREATED",
            "requester",
            vec![
                ("goal", text("Rotate production API keys")),
                ("plan", text("1. do\n2. check")),
                ("requested_mode", text("apply")),
                ("labels", Json::List(vec![text("prod")])),
            ],
        ),
        (1, _) => (
            "POLICY_ATTACHED",
            "requester",
            vec![
                ("min_approvals", Json::Raw("2".into())),
                ("allowed_modes", Json::List(vec![text("dry_run"), text("apply")])),
                ("require_adapter_capabilities", Json::List(vec![])),
                ("max_steps", Json::Raw("50".into())),
                ("labels", Json::List(vec![text("prod")])),
            ],
        ),
        (_, 4 | 5) => (
            "APPROVAL_GRANTED",
            ["approver0", "approver1"][seq % 2],
            vec![("expires_at", Json::Raw("null".into()))],
        ),
        (_, 3) => (
            "EXECUTION_REQUESTED",
            "scheduler",
            vec![
                ("adapter_id", text("subprocess:mcpt:key-rotation")),
                ("dry_run", Json::Raw("false".into())),
            ],
        ),
        (_, 2) => ("EXECUTION_STARTED", "scheduler", vec![("router_request_digest", text(request()))]),
        (_, 1) => (
            "EXECUTION_COMPLETED",
            "scheduler",
            vec![
                ("run_id", text(RUN)),
                ("response_digest", text(hex(b"the record of the run"))),
                ("steps_executed", Json::Raw("5".into())),
            ],
        ),
        _ => approval(seq),
    };
    let payload = Json::Object(payload);
    let digest = object_digest(&Json::Object(vec![
        ("event_type", text(kind)),
        ("payload", Json::Raw(canonical(&payload))),
    ]));
    let actor_type = if actor == "scheduler" { "system" } else { "human" };
    Json::Object(vec![
        ("event_id", text(format!("evt_{DECISION}_{seq}"))),
        ("decision_id", text(DECISION)),
        ("seq", Json::Raw(seq.to_string())),
        ("type", text(kind)),
        ("payload", payload),
        ("ts", text(time(seq))),
        (
            "actor",
            Json::Object(vec![("type", text(actor_type)), ("id", text(format!("{actor}@example.com")))]),
        ),
        ("digest", text(digest.trim_start_matches("sha256:"))),
    ])
}

/// A hundred events a second.
fn time(seq: usize) -> String {
    format!(
        "2026-11-22T{:02}:{:02}:{:02}.{:06}+00:00",
        12 + seq / 360_000 % 12,
        seq / 6_000 % 60,
        seq / 100 % 60,
        seq % 100 * 10_000 + noise(seq) % 10_000
    )
}

/// The number of the first event that is about an approval.
const FIRST_APPROVAL: usize = 2;

fn approval(seq: usize) -> (&'static str, &'static str, Vec<(&'static str, Json)>) {
    let approver = |seq: usize| ["approver0", "approver1", "a.much.longer.name"][noise(seq + 7) % 3];
    let is_granted = |seq: usize| noise(seq) % 4 != 3;
    // Only what was given can be taken back.
    if !is_granted(seq) && seq > FIRST_APPROVAL && is_granted(seq - 1) {
        let reason = text("Superseded by a later version of the plan");
        return ("APPROVAL_REVOKED", approver(seq - 1), vec![("reason", reason)]);
    }
    let approver = approver(seq);
    match noise(seq) % 4 {
        0 | 3 => ("APPROVAL_GRANTED", approver, vec![("expires_at", Json::Raw("null".into()))]),
        1 => (
            "APPROVAL_GRANTED",
            approver,
            vec![
                ("expires_at", text("2027-11-22T20:12:08.842655+00:00")),
                ("comment", text(format!("Reviewed the plan ✓ {}", noise(seq + 1) % 100_000))),
            ],
        ),
        _ => (
            "APPROVAL_GRANTED",
            approver,
            vec![
                ("expires_at", Json::Raw("null".into())),
                ("comment", text("Change 4711 was discussed\nand accepted")),
            ],
        ),
    }
}

/// The digest of what the router was asked to do.
fn request() -> String {
    object_digest(&Json::Object(vec![
        ("goal", text("Rotate production API keys")),
        ("plan", text("1. do\n2. check")),
        ("adapter_id", text("subprocess:mcpt:key-rotation")),
        ("dry_run", Json::Raw("false".into())),
        ("max_steps", Json::Raw("50".into())),
    ]))
    .trim_start_matches("sha256:")
    .to_owned()
}

/// The notes on the making, which no digest covers.
fn provenance(method: &str, output: &str, digest: &str) -> Json {
    let raw = digest.trim_start_matches("sha256:");
    let id = hex(format!("{DECISION}:{raw}").as_bytes());
    Json::Object(vec![(
        "records",
        Json::List(vec![Json::Object(vec![
            ("prov_id", text(format!("prov_{}", &id[..12]))),
            ("method_id", text(method)),
            ("inputs", Json::List(vec![text(format!("decision:{DECISION}"))])),
            ("outputs", Json::List(vec![text(format!("{output}:{digest}"))])),
        ])]),
    )])
}

/// A number that looks like chance, the same in every run (the finaliser of `MurmurHash3`).
fn noise(n: usize) -> usize {
    let mut x = n as u64 + 0x9e37_79b9_7f4a_7c15;
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    usize::try_from((x ^ (x >> 33)) & 0x7fff_ffff).unwrap_or(0)
}

/// H of `docs/format.md`, by the library alone.
pub fn hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn object_digest(value: &Json) -> String {
    format!("sha256:{}", hex(canonical(value).as_bytes()))
}

fn digest_of_members(members: &[(&'static str, Json)]) -> String {
    let mut out = String::new();
    write_members(members, &mut out);
    format!("sha256:{}", hex(out.as_bytes()))
}

fn canonical(value: &Json) -> String {
    let mut out = String::new();
    write_canonical(value, &mut out);
    out
}

fn write_canonical(value: &Json, out: &mut String) {
    match value {
        Json::Text(text) => write_text(text, out),
        Json::Raw(raw) => out.push_str(raw),
        Json::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => write_members(members, out),
    }
}

fn write_members(members: &[(&'static str, Json)], out: &mut String) {
    let mut sorted: Vec<&(&'static str, Json)> = members.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    out.push('{');
    for (index, (key, value)) in sorted.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_text(key, out);
        out.push(':');
        write_canonical(value, out);
    }
    out.push('}');
}

fn write_pretty(value: &Json, depth: usize, out: &mut String) {
    let line = |depth: usize, out: &mut String| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', 2 * depth));
    };
    match value {
        Json::Text(_) | Json::Raw(_) => write_canonical(value, out),
        Json::List(items) if items.is_empty() => out.push_str("[]"),
        Json::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                write_pretty(item, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                write_text(key, out);
                out.push_str(": ");
                write_pretty(value, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
    }
}

/// The texts of these packages hold no character that needs an escape but the line feed.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    out.push_str(&text.replace('\n', "\\n"));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use verifier_core::{Options, Verdict, verify};

    use super::*;

    /// Defends the bench against measuring something else: both spellings verify, here and on the
    /// reference route, and the canonical one is canonical.
    #[test]
    fn generated_packages_verify() {
        for events in [7, 8, 40, 400] {
            for spelling in [Spelling::PrettyUnsorted, Spelling::Canonical] {
                let text = package(events, spelling);
                let report = verify(text.as_bytes(), &Options::default());
                assert_eq!(report.verdict(), Verdict::Verified, "{}", report.to_json());
                assert!(crate::reference::verify(&text));
                let canonical =
                    verifier_core::canonical::canonicalize(text.as_bytes(), &Options::default().limits);
                assert_eq!(canonical.is_ok_and(|it| it == text.as_bytes()), spelling == Spelling::Canonical);
            }
        }
    }
}
