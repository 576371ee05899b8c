//! Where reports go.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::support::{Run, Scratch, command, finished, run, sample};

#[test]
fn a_reader_who_leaves_is_no_error() {
    let scratch = Scratch::new();
    let good = sample("tampered-run-substituted.json");
    for number in 0..400 {
        scratch.file(&format!("{number:04}.json"), &good);
    }
    let mut child = command()
        .args(["verify".as_ref(), scratch.0.as_os_str(), "--jobs".as_ref(), "2".as_ref()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    assert!(line.contains("FAILED"), "{line}");
    drop(reader);
    let run = finished(&child.wait_with_output().expect("it ends"));
    assert_eq!(run.stderr, "");
    // Not everything was judged, so success would be a lie.
    assert_eq!(run.status, 3);
}

#[test]
fn a_report_in_a_file_appears_whole_or_not_at_all() {
    let scratch = Scratch::new();
    let report = scratch.0.join("report.json");
    let verify = |sample: &str| {
        command()
            .args(["verify", sample, "--format", "json", "--output"])
            .arg(&report)
            .output()
            .map(|output| finished(&output))
            .expect("the binary runs")
    };
    let run = verify("samples/good-reference.json");
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert_eq!(scratch.names(), ["report.json"]);
    let first = fs::read_to_string(&report).expect("the report");
    assert!(first.ends_with("\"verdict\":\"verified\"}\n"));

    // A file that is there is replaced, and keeps its permissions.
    fs::set_permissions(&report, fs::Permissions::from_mode(0o640)).expect("permissions");
    assert_eq!(verify("samples/tampered-run-substituted.json").status, 1);
    assert!(fs::read_to_string(&report).expect("the report").contains("\"verdict\":\"failed\""));
    assert_eq!(fs::metadata(&report).expect("the report").permissions().mode() & 0o777, 0o640);

    // What a link points to is replaced, not the link.
    let link = scratch.0.join("link");
    std::os::unix::fs::symlink("report.json", &link).expect("a link");
    let output = command()
        .args(["verify", "samples/good-reference.json", "--format", "json", "--output"])
        .arg(&link)
        .output()
        .expect("the binary runs");
    assert_eq!(finished(&output).status, 0);
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    assert_eq!(fs::read_to_string(&report).expect("the report"), first);
    assert_eq!(scratch.names(), ["link", "report.json"]);
}

#[test]
fn an_output_that_cannot_be_written_is_an_error_and_leaves_nothing_behind() {
    let scratch = Scratch::new();
    for path in [scratch.0.join("missing/report.txt"), scratch.0.clone()] {
        let output = command()
            .args(["verify", "samples/good-reference.json", "--output"])
            .arg(&path)
            .output()
            .expect("the binary runs");
        let run = finished(&output);
        assert_eq!((run.status, run.stdout.as_str()), (3, ""), "{}", path.display());
        assert!(
            run.stderr.starts_with("error[OUTPUT]: ") && run.stderr.contains("\nhelp: "),
            "{}",
            run.stderr
        );
    }
    assert!(scratch.names().is_empty());
}

/// Evidence is never replaced by the report about it, whichever way both are named.
#[test]
fn an_output_that_is_an_input_is_refused() {
    let scratch = Scratch::new();
    let good = sample("good-reference.json");
    let package = scratch.file("package.json", &good);
    let link = scratch.0.join("link");
    std::os::unix::fs::symlink("package.json", &link).expect("a link");
    let folder = scratch.0.join("folder");
    fs::create_dir(&folder).expect("a folder");
    std::os::unix::fs::symlink("../package.json", folder.join("linked.json")).expect("a link");
    let old = folder.join("old.json");
    fs::write(&old, "{}").expect("a file");
    let roundabout = folder.join("../package.json");
    for (input, output) in [
        (&package, &package),
        (&package, &roundabout),
        (&package, &link),
        (&link, &package),
        (&scratch.0, &package),
        (&scratch.0, &old),
        (&folder, &package),
    ] {
        let run = run(["verify".as_ref(), input.as_os_str(), "-o".as_ref(), output.as_os_str()]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{} {}", input.display(), output.display());
        assert!(
            run.stderr.starts_with("error[USAGE]: ") && run.stderr.contains("\nhelp: "),
            "{}",
            run.stderr
        );
        assert_eq!(fs::read_to_string(&package).expect("the package"), good);
    }
    assert_eq!(scratch.names(), ["folder", "link", "package.json"]);

    // What the folder stands for does not include these.
    for output in [folder.join("new.json"), folder.join("report.txt"), folder.join("report.txt")] {
        let run = run(["verify".as_ref(), folder.as_os_str(), "-o".as_ref(), output.as_os_str()]);
        assert_eq!(run.status, 3, "{}", run.stderr);
        assert!(fs::read_to_string(&output).expect("a report").contains("old.json"));
        let _ = fs::remove_file(folder.join("new.json"));
    }
}

/// A package on standard input is a file too.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_standard_input_is_refused() {
    let scratch = Scratch::new();
    let good = sample("good-reference.json");
    let package = scratch.file("package.json", &good);
    let output = command()
        .args(["verify", "-", "-o"])
        .arg(&package)
        .stdin(fs::File::open(&package).expect("the package"))
        .output()
        .expect("the binary runs");
    assert_eq!(finished(&output).status, 2);
    assert_eq!(fs::read_to_string(&package).expect("the package"), good);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
    let output = command()
        .args(["verify", "samples/good-reference.json"])
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .expect("the binary runs");
    let run = finished(&output);
    assert_eq!(run.status, 3);
    assert!(run.stderr.starts_with("error[OUTPUT]: standard output cannot be written"), "{}", run.stderr);
    let run = run_to("/dev/full");
    assert_eq!(run.status, 3);
    // A device is written to as the report is made, so nothing can be promised about it.
    assert!(!run.stderr.contains("folder") && run.stderr.contains("directly"), "{}", run.stderr);
}

/// A device is written to, not replaced.
#[cfg(target_os = "linux")]
fn run_to(device: &str) -> Run {
    let run = run(["verify", "samples/good-reference.json", "--output", device]);
    assert!(!fs::metadata(device).expect("the device").is_file());
    run
}
