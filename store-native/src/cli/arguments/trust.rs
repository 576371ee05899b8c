//! What a reader has from elsewhere to hold packages against.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use verifier_core::catalog;
use verifier_core::digest::PrefixedDigest;
use verifier_core::trust::pin;

/// What a reader has from elsewhere.
#[derive(Debug, Args)]
#[command(next_help_heading = "Authenticity")]
pub struct TrustArguments {
    /// The binding digest that the package has to have, from elsewhere; may be given several times, and then the
    /// package has to have one of them
    #[arg(long = "pin", value_name = "sha256:HEX", value_parser = pin)]
    pub pins: Vec<PrefixedDigest>,

    /// A file of binding digests, one in a line: `HEX  NAME` or `sha256:HEX  NAME`. A line with a NAME is for the input
    /// with that file name, one without for all
    #[arg(long = "pins", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub pin_files: Vec<PathBuf>,

    /// An attestation, in the format's own envelope or in DSSE
    #[arg(long = "attestation", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub attestations: Vec<PathBuf>,

    /// Public keys that you trust: 64 hexadecimal digits and a name in a line, or PEM
    #[arg(long = "trust", value_name = "KEY.pub", value_hint = ValueHint::FilePath)]
    pub keys: Vec<PathBuf>,
}

impl TrustArguments {
    /// The files that are read.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.pin_files.iter().chain(&self.attestations).chain(&self.keys)
    }
}

/// A warning that counts as a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deny {
    /// All of them.
    Warnings,
    /// That of one check.
    Check(&'static str),
}

/// Reads the name of a check, or `warnings`.
pub fn deny(text: &str) -> Result<Deny, String> {
    if text == "warnings" {
        return Ok(Deny::Warnings);
    }
    if let Some(entry) = catalog::entry(text) {
        return Ok(Deny::Check(entry.name));
    }
    let known = catalog::checks().map(|entry| entry.name).chain(["warnings"]);
    let near = known
        .map(|known| (strsim::jaro_winkler(&text.to_ascii_lowercase(), known), known))
        .filter(|(nearness, _)| *nearness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Err(match near {
        Some((_, near)) => format!("there is no check of this name; did you mean `{near}`?"),
        None => "there is no check of this name; `nexus-attest explain` lists all of them".to_owned(),
    })
}
