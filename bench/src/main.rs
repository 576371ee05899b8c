//! Speed and memory of verification and of the store, as ratios against a reference in the same run.
//!
//! `cargo xtask bench` builds and runs this. Every figure is a ratio of two times (or of memory to the
//! size of the input) taken in turn on the same machine, so that it can be compared between machines.

mod generate;
mod layers;
mod measure;
mod memory;
mod parallel;
mod reference;
mod store;

use std::process::ExitCode;

use generate::{Spelling, package};
use measure::{ratio, times};
use sha2::{Digest, Sha256};
use store_native::threads::Threads;
use verifier_core::digest::RawDigest;
use verifier_core::{Options, verify, verify_joined};

const HELP: &str = "\
Measures verification against raw SHA-256 and against the obvious route through serde_json, and the store
against a bare INSERT and against itself at another size.

Usage: cargo xtask bench [--quick] [--store]
       cargo xtask bench --package EVENTS pretty|canonical > FILE

  --quick     leave out the largest package and the largest store, and measure fewer rounds
  --store     measure the store alone
  --package   print a package with so many events, as it is measured
  --help      print this text

Every line is a ratio taken in one run: the best of several rounds of either side, which took turns.";

/// A line of the table.
struct Line {
    what: String,
    ratio: f64,
    wanted: Option<Wanted>,
}

/// What a ratio should be.
enum Wanted {
    AtLeast(f64),
    AtMost(f64),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => run(&[verification, store::lines], false),
        ["--quick"] => run(&[verification, store::lines], true),
        ["--store"] => run(&[store::lines], false),
        ["--quick", "--store"] | ["--store", "--quick"] => run(&[store::lines], true),
        ["--help" | "-h"] => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        ["--package", events, spelling @ ("pretty" | "canonical")] => {
            let spelling = if *spelling == "pretty" { Spelling::PrettyUnsorted } else { Spelling::Canonical };
            match events.parse() {
                Ok(events @ 7..) => {
                    print!("{}", package(events, spelling));
                    ExitCode::SUCCESS
                }
                _ => {
                    eprintln!("error: a package has seven events or more, not {events:?}");
                    ExitCode::from(2)
                }
            }
        }
        ["--verify-and-report-memory", path] => memory::verify_and_report(path),
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// Something that is measured: with what it measured it returns why it could not measure the rest.
type Part = fn(bool) -> (Vec<Line>, Vec<String>);

fn run(parts: &[Part], quick: bool) -> ExitCode {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for part in parts {
        let (more, wrong) = part(quick);
        lines.extend(more);
        errors.extend(wrong);
    }
    for error in &errors {
        eprintln!("error: {error}");
    }
    print(&lines);
    if errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn verification(quick: bool) -> (Vec<Line>, Vec<String>) {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    small(&mut lines);
    let sizes: &[(usize, usize)] = if quick { &[(2_500, 15)] } else { &[(2_500, 31), (250_000, 9)] };
    for (events, rounds) in sizes {
        for spelling in [Spelling::PrettyUnsorted, Spelling::Canonical] {
            large(*events, spelling, *rounds, &mut lines);
        }
    }
    for result in [memory::lines(quick), parallel::lines(quick)] {
        match result {
            Ok(more) => lines.extend(more),
            Err(error) => errors.push(error),
        }
    }
    (lines, errors)
}

fn small(lines: &mut Vec<Line>) {
    progress("a small package");
    let text = package(7, Spelling::PrettyUnsorted);
    let options = Options::default();
    let rounds = times(
        401,
        [&|| sha(&text), &|| u64::from(layers::seal_alone(text.as_bytes(), &options)), &|| {
            u64::from(verify(text.as_bytes(), &options).ok())
        }],
    );
    lines.push(Line {
        what: format!("{} bytes: time of the seal alone / time of SHA-256", text.len()),
        ratio: ratio(&rounds, 1, 0),
        wanted: Some(Wanted::AtMost(12.0)),
    });
    lines.push(Line {
        what: "  of all layers / time of SHA-256".to_owned(),
        ratio: ratio(&rounds, 2, 0),
        wanted: None,
    });
}

fn large(events: usize, spelling: Spelling, rounds: usize, lines: &mut Vec<Line>) {
    let text = package(events, spelling);
    let name = format!("{:.1} MB, {spelling}", megabytes(text.len()));
    progress(&name);
    let options = Options::default();
    let digest_known =
        Options::default().with_input_digest(RawDigest::from_bytes(Sha256::digest(&text).into()));
    let rounds = times(
        rounds,
        [
            &|| sha(&text),
            &|| u64::from(layers::seal_alone(text.as_bytes(), &options)),
            &|| u64::from(layers::seal_alone(text.as_bytes(), &digest_known)),
            &|| sha(&text) + sha(&text),
            &|| u64::from(reference::verify(&text)),
            &|| u64::from(verify(text.as_bytes(), &options).ok()),
            &|| u64::from(verify_joined(text.as_bytes(), &options, &Threads).ok()),
        ],
    );
    let target = if spelling == Spelling::Canonical { 0.5 } else { 0.4 };
    let mut line = |what: &str, ratio: f64, wanted: Option<Wanted>| {
        lines.push(Line { what: format!("{name}: {what}"), ratio, wanted });
    };
    line("speed of the seal alone / SHA-256", ratio(&rounds, 0, 1), Some(Wanted::AtLeast(target)));
    line(
        "  of it, where the digest of the file is known",
        ratio(&rounds, 0, 2),
        Some(Wanted::AtLeast(target)),
    );
    line("  its bound: two digests of as many bytes", ratio(&rounds, 0, 3), None);
    line(
        "speed of the seal alone / serde_json, sorted, SHA-256",
        ratio(&rounds, 4, 1),
        Some(Wanted::AtLeast(4.0)),
    );
    // In a smaller one, starting a thread is a part of it.
    let cost = (events >= 250_000).then_some(Wanted::AtMost(1.25));
    line("time of all layers / the seal alone, two threads", ratio(&rounds, 6, 1), cost);
    line("  in one thread", ratio(&rounds, 5, 1), None);
}

/// A digest of the text, cut to a number that keeps the computation alive.
fn sha(text: &str) -> u64 {
    u64::from(Sha256::digest(text)[0])
}

#[allow(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Says on the error stream what is being measured, for it takes a while.
fn progress(what: &str) {
    eprintln!("measuring: {what}");
}

fn print(lines: &[Line]) {
    let width = lines.iter().map(|line| line.what.len()).max().unwrap_or(0);
    println!("{:width$}   ratio   wanted", "");
    for Line { what, ratio, wanted } in lines {
        let wanted = match wanted {
            None => String::new(),
            Some(Wanted::AtLeast(bound)) => {
                format!("at least {bound:.2}   {}", if ratio >= bound { "reached" } else { "NOT REACHED" })
            }
            Some(Wanted::AtMost(bound)) => {
                format!("at most {bound:.2}   {}", if ratio <= bound { "reached" } else { "NOT REACHED" })
            }
        };
        println!("{what:width$}  {ratio:6.2}   {wanted}");
    }
}
