//! Packages that come with the page. All but the first are made from it, because the page is to be small.

/// A package that comes with the page.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The name of its file.
    pub name: &'static str,
    /// What was changed in the sound one, and to what.
    changed: &'static [(&'static str, &'static str)],
}

/// A sound one.
pub const GOOD: Example = Example { name: "example-sound.json", changed: &[] };
/// Somebody put other words into an approval.
pub const TAMPERED: Example = Example {
    name: "example-tampered-approval.json",
    changed: &[("\"comment\": \"ok ✓\"", "\"comment\": \"ok, skip the tests\"")],
};
/// Somebody put the digest of another run into the router section.
pub const RESEALED: Example = Example {
    name: "example-other-run.json",
    changed: &[("\"run_id\": \"run-1-1\"\n  }", "\"run_id\": \"run-9-9\"\n  }")],
};
/// Somebody sent half of it.
pub const BROKEN: Example =
    Example { name: "example-no-package.json", changed: &[("\"control_bundle\": {", "")] };

/// The sound one.
const SOUND: &str = include_str!("../../../samples/good-template.json");

impl Example {
    /// The package.
    #[must_use]
    pub fn text(&self) -> String {
        self.changed.iter().fold(SOUND.to_owned(), |text, (from, to)| text.replacen(from, to, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use verifier_core::{Options, Verdict, verify};

    /// Defends that each example shows what it is there to show.
    #[test]
    fn examples_are_what_they_say() {
        let verdict = |example: Example| verify(example.text().as_bytes(), &Options::default()).verdict();
        assert_eq!(verdict(GOOD), Verdict::Verified);
        assert_eq!(verdict(TAMPERED), Verdict::Failed);
        assert_eq!(verdict(RESEALED), Verdict::Failed);
        assert_eq!(verdict(BROKEN), Verdict::Malformed);
        let report = verify(TAMPERED.text().as_bytes(), &Options::default());
        assert!(
            report
                .seal_checks()
                .iter()
                .filter(|check| !check.ok())
                .all(|it| it.name == "control_bundle_digest")
        );
    }
}
