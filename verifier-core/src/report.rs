//! The report: what was checked, and what came of it.

use std::borrow::Cow;

use crate::canonical::{self, Value};
use crate::json::{Kind, Node, Refusal};

/// What came of a check, a layer included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// There is nothing of the kind to check.
    NotApplicable,
    /// It holds.
    Pass,
    /// It could not be established; that is neither a pass nor a sign of a change.
    Inconclusive,
    /// It holds, but a careful auditor asks about it.
    Warn,
    /// It does not hold.
    Fail,
}

impl Outcome {
    /// The outcome as it is written in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Pass => "pass",
            Self::Inconclusive => "inconclusive",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// The answer to the question whether the package can be relied on, as far as it was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every check that was run holds, and none asks for attention. Which questions they ask, the layers say.
    Verified,
    /// Nothing failed, but something warns or could not be established.
    Attention,
    /// A check failed.
    Failed,
    /// The input is not a package; see [`Report::error`].
    Malformed,
}

impl Verdict {
    /// The verdict as it is written in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Attention => "attention",
            Self::Failed => "failed",
            Self::Malformed => "malformed",
        }
    }
}

/// A value that a check compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// A string: its text.
    Text(String),
    /// A value of another type, which should have been a string: its canonical form.
    Json(String),
}

impl Evidence {
    /// The value to show: the text of a string, the canonical form of anything else.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Json(text) => text,
        }
    }
}

impl From<Node<'_, '_>> for Evidence {
    fn from(node: Node<'_, '_>) -> Self {
        match (node.kind(), node.as_str()) {
            (Kind::String, Some(text)) => Self::Text(text.into_owned()),
            _ => Self::Json(canonical::to_string(node)),
        }
    }
}

impl From<String> for Evidence {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Evidence {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Evidence {
    /// A number, as JSON has it.
    fn from(number: u64) -> Self {
        Self::Json(number.to_string())
    }
}

impl From<&Value> for Evidence {
    fn from(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text.clone()),
            _ => Self::Json(value.to_canonical()),
        }
    }
}

/// A check that was run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// Its stable name, an entry of the [catalog](crate::catalog).
    pub name: &'static str,
    /// What came of it.
    pub outcome: Outcome,
    /// What the other value was held against, if two were compared.
    pub expected: Option<Evidence>,
    /// The value that was held against it.
    pub actual: Option<Evidence>,
    /// What was done, in one line.
    pub detail: Option<Cow<'static, str>>,
    /// JSON pointers to what the check is about; each stands for everything below it.
    pub at: Vec<Cow<'static, str>>,
    /// Whether the reader gave nothing that it could be asked with. What it says then does not weigh on the
    /// verdict.
    pub unasked: bool,
    /// Whether it warns, and fails because the reader wants this warning to count as a failure.
    pub denied: bool,
}

impl Check {
    /// Whether the check holds. Only a failure does not.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.outcome != Outcome::Fail
    }
}

/// Checks that answer one question together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layer {
    /// Its stable name.
    pub name: &'static str,
    /// The checks, in the order in which they are run.
    pub checks: Vec<Check>,
}

impl Layer {
    /// The gravest outcome of its checks.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.checks.iter().map(|check| check.outcome).max().unwrap_or(Outcome::NotApplicable)
    }
}

/// What the report is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Subject {
    /// SHA-256 of the input as it was given, in lower-case hex, as `sha256sum` prints it.
    pub sha256: String,
    /// Length of the input in bytes.
    pub bytes: usize,
    /// The version of the package, its default included; none if it is no string.
    pub package_version: Option<String>,
    /// The decision; none if its id is no string.
    pub decision_id: Option<String>,
    /// The stored binding digest.
    pub binding_digest: Option<String>,
    /// The mode of the router section; none if it is no string.
    pub router_mode: Option<String>,
}

/// What [`verify`](crate::verify()) found. Only the verifier makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub(crate) subject: Subject,
    pub(crate) layers: Vec<Layer>,
    pub(crate) error: Option<Refusal>,
}

impl Report {
    /// The version of the report's own format, `report_version`.
    pub const VERSION: &'static str = "1";

    /// The JSON Schema (draft 2020-12) of the report.
    pub const SCHEMA: &'static str = include_str!("../report.schema.json");

    /// What the report is about.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The layers that were checked, in order; none for a malformed input.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Why the input is not a package, if it is not.
    #[must_use]
    pub fn error(&self) -> Option<&Refusal> {
        self.error.as_ref()
    }

    /// The five or six seal checks, in order; none for a malformed input.
    #[must_use]
    pub fn seal_checks(&self) -> &[Check] {
        self.layers.iter().find(|layer| layer.name == "seal").map_or(&[], |layer| &layer.checks)
    }

    /// Whether all seal checks hold: what `ok` means in the reference implementation. It says less than
    /// [`Report::verdict`].
    #[must_use]
    pub fn ok(&self) -> bool {
        self.error.is_none() && self.seal_checks().iter().all(Check::ok)
    }

    /// The verdict over all layers.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.error.is_some() {
            return Verdict::Malformed;
        }
        let asked = self.layers.iter().flat_map(|layer| &layer.checks).filter(|check| !check.unasked);
        match asked.map(|check| check.outcome).max() {
            Some(Outcome::Fail) => Verdict::Failed,
            Some(Outcome::Warn | Outcome::Inconclusive) => Verdict::Attention,
            Some(Outcome::Pass | Outcome::NotApplicable) | None => Verdict::Verified,
        }
    }

    /// The report as one line of canonical JSON, without a line feed. The same input and options give
    /// the same bytes, everywhere.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::report(self)
    }
}

/// The report as JSON. Members are written in ascending order of their keys, so what is written is
/// canonical; a test holds it against the canonical writer.
mod json {
    use super::{Check, Evidence, Layer, Refusal, Report, Subject};
    use crate::json::write_canonical;

    pub(super) fn report(report: &Report) -> String {
        let mut out = Vec::with_capacity(4096);
        object(&mut out, |object| {
            let checks = report.seal_checks();
            let passed = checks.iter().filter(|check| check.ok()).count();
            object.member("checks", |out| array(out, checks, seal_check));
            if let Some(error) = report.error() {
                object.member("error", |out| refusal(out, error));
            }
            object.member("failed", |out| number(out, checks.len() - passed));
            object.member("layers", |out| layers(out, &report.layers));
            object.member("ok", |out| boolean(out, report.ok()));
            object.member("passed", |out| number(out, passed));
            object.member("report_version", |out| string(out, Report::VERSION));
            object.member("subject", |out| subject(out, &report.subject));
            object.member("total", |out| number(out, checks.len()));
            object.member("verdict", |out| string(out, report.verdict().as_str()));
        });
        // Only text and canonical JSON was written.
        String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    /// A check as the reference implementation reports it: the values compared only where they differ.
    fn seal_check(out: &mut Vec<u8>, check: &Check) {
        object(out, |object| {
            let values = (!check.ok()).then_some(check);
            object.optional("actual", values.and_then(|check| check.actual.as_ref()), evidence);
            object.optional("detail", check.detail.as_deref(), string);
            object.optional("expected", values.and_then(|check| check.expected.as_ref()), evidence);
            object.member("name", |out| string(out, check.name));
            object.member("ok", |out| boolean(out, check.ok()));
        });
    }

    fn layers(out: &mut Vec<u8>, layers: &[Layer]) {
        // A handful: each is put where it belongs.
        let mut ordered: Vec<&Layer> = Vec::with_capacity(layers.len());
        for layer in layers {
            let place = ordered.iter().take_while(|before| before.name < layer.name).count();
            ordered.insert(place, layer);
        }
        object(out, |object| {
            for layer in ordered {
                object.member(layer.name, |out| self::layer(out, layer));
            }
        });
    }

    fn layer(out: &mut Vec<u8>, layer: &Layer) {
        object(out, |object| {
            object.member("checks", |out| array(out, &layer.checks, layer_check));
            object.member("outcome", |out| string(out, layer.outcome().as_str()));
        });
    }

    fn layer_check(out: &mut Vec<u8>, check: &Check) {
        object(out, |object| {
            object.optional("actual", check.actual.as_ref(), evidence);
            object.member("at", |out| array(out, &check.at, |out, pointer| string(out, pointer)));
            object.optional("detail", check.detail.as_deref(), string);
            object.optional("expected", check.expected.as_ref(), evidence);
            object.member("name", |out| string(out, check.name));
            object.member("ok", |out| boolean(out, check.ok()));
            object.member("outcome", |out| string(out, check.outcome.as_str()));
        });
    }

    fn refusal(out: &mut Vec<u8>, error: &Refusal) {
        object(out, |object| {
            object.member("code", |out| string(out, error.code.as_str()));
            object.member("message", |out| string(out, &error.message));
            object.member("offset", |out| number(out, error.offset));
            object.member("pointer", |out| string(out, &error.pointer));
        });
    }

    fn subject(out: &mut Vec<u8>, subject: &Subject) {
        object(out, |object| {
            object.member("binding_digest", |out| nullable(out, subject.binding_digest.as_deref()));
            object.member("bytes", |out| number(out, subject.bytes));
            object.member("decision_id", |out| nullable(out, subject.decision_id.as_deref()));
            object.member("package_version", |out| nullable(out, subject.package_version.as_deref()));
            object.member("router_mode", |out| nullable(out, subject.router_mode.as_deref()));
            object.member("sha256", |out| string(out, &subject.sha256));
        });
    }

    struct Object<'o> {
        out: &'o mut Vec<u8>,
        begun: bool,
    }

    impl Object<'_> {
        fn member(&mut self, key: &str, value: impl FnOnce(&mut Vec<u8>)) {
            if self.begun {
                self.out.push(b',');
            }
            self.begun = true;
            string(self.out, key);
            self.out.push(b':');
            value(self.out);
        }

        fn optional<T: ?Sized>(
            &mut self,
            key: &str,
            value: Option<&T>,
            write: impl FnOnce(&mut Vec<u8>, &T),
        ) {
            if let Some(value) = value {
                self.member(key, |out| write(out, value));
            }
        }
    }

    fn object(out: &mut Vec<u8>, members: impl FnOnce(&mut Object<'_>)) {
        out.push(b'{');
        members(&mut Object { out, begun: false });
        out.push(b'}');
    }

    fn array<T>(out: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
        out.push(b'[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            write(out, item);
        }
        out.push(b']');
    }

    fn evidence(out: &mut Vec<u8>, evidence: &Evidence) {
        match evidence {
            Evidence::Text(text) => string(out, text),
            Evidence::Json(json) => out.extend_from_slice(json.as_bytes()),
        }
    }

    fn nullable(out: &mut Vec<u8>, text: Option<&str>) {
        match text {
            Some(text) => string(out, text),
            None => out.extend_from_slice(b"null"),
        }
    }

    fn string(out: &mut Vec<u8>, text: &str) {
        write_canonical(text, out);
    }

    fn number(out: &mut Vec<u8>, number: usize) {
        out.extend_from_slice(number.to_string().as_bytes());
    }

    fn boolean(out: &mut Vec<u8>, value: bool) {
        out.extend_from_slice(if value { b"true" } else { b"false" });
    }
}
