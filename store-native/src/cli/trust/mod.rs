//! What the reader has from elsewhere: read from the command line and from files.

mod attestations;
mod keys;
mod pins;

use std::collections::BTreeMap;
use std::path::Path;

use verifier_core::digest::PrefixedDigest;
use verifier_core::trust::Fault;
use verifier_core::{Limits, Options, Trust};

use super::arguments::TrustArguments;
use super::inputs::Input;
use super::place::{Placed, in_text};
use super::problem::Problem;
use super::status::Status;

pub use attestations::attestation;

/// What there is to hold inputs against.
#[derive(Debug, Default)]
pub struct Expectations {
    /// What goes for all inputs.
    trust: Trust,
    /// Digests for inputs with a certain file name.
    named: BTreeMap<String, Vec<PrefixedDigest>>,
}

impl Expectations {
    /// Reads what the arguments name.
    pub fn read(arguments: &TrustArguments, limits: &Limits) -> Result<Self, Problem> {
        let mut expectations = Self::default();
        expectations.trust.pins.clone_from(&arguments.pins);
        for path in &arguments.pin_files {
            for line in pins::read(path, limits)? {
                match line.name {
                    None => expectations.trust.pins.push(line.digest),
                    Some(name) => expectations.named.entry(name).or_default().push(line.digest),
                }
            }
        }
        for path in &arguments.attestations {
            expectations.trust.attestations.push(attestation(path, limits)?);
        }
        for path in &arguments.keys {
            expectations.trust.keys.extend(keys::read(path, limits)?);
        }
        Ok(expectations)
    }

    /// Whether there is nothing that a package could be held against.
    pub fn is_empty(&self) -> bool {
        self.trust.is_empty() && self.named.is_empty()
    }

    /// Whether keys were given and no attestation that they could have signed.
    pub fn has_idle_keys(&self) -> bool {
        !self.trust.keys.is_empty() && self.trust.attestations.is_empty()
    }

    /// The options for an input whose digest nobody gave by its name. Where only names were given it is held
    /// against all of them: a file that was renamed, or put among the others, is not to escape.
    pub fn general(&self, options: Options) -> Options {
        let mut trust = self.trust.clone();
        if trust.pins.is_empty() {
            trust.pins.extend(self.named.values().flatten());
        }
        options.with_trust(trust)
    }

    /// The options for `input`, if they differ from the general ones; `plain` are those without any expectation.
    pub fn of(&self, input: &Input, plain: &Options) -> Option<Options> {
        let named = self.named.get(input.path().file_name()?.to_str()?)?;
        let mut trust = self.trust.clone();
        trust.pins.extend(named);
        Some(plain.clone().with_trust(trust))
    }
}

/// Reads a file that is not an input itself.
fn content(path: &Path, limits: &Limits) -> Result<Vec<u8>, Problem> {
    Input::file(path)?.content(limits.bytes)
}

/// What is wrong in a file that is read line by line.
fn faulty(fault: &Fault, code: &'static str, path: &Path, bytes: &[u8], help: &'static str) -> Problem {
    let name = Input::File(path.to_owned()).shown();
    let Placed { what, excerpt } = in_text(&name, &fault.message, bytes, fault.offset);
    Problem { code, what, excerpt, status: Status::NotJudged, ..Problem::usage("", help) }
}
