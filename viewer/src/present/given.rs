//! What a reader has from elsewhere to hold packages against, and which warnings count as failures.

use verifier_core::attestation::{Attestation, Envelope, PublicKey};
use verifier_core::digest::PrefixedDigest;
use verifier_core::trust::{self, Pin};
use verifier_core::{Denied, Limits, Options, Trust, catalog, digest};

use super::Text;
use crate::wire::wired;

wired! {
    /// What a package is judged by, on its way to the worker.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Given {
        /// Binding digests, of which the package has to have one.
        pub pins: Vec<String>,
        /// Attestations, as they were brought.
        pub attestations: Vec<String>,
        /// Keys that are trusted, in hexadecimal.
        pub keys: Vec<String>,
        /// Whether all warnings count as failures.
        pub deny_all: bool,
        /// Those of these checks do.
        pub denied: Vec<String>,
    }
}

wired! {
    /// What a package was judged by, for whoever reads the report. Of many things of a kind, the first.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Held {
        /// Binding digests.
        pub pins: Vec<String>,
        /// How many there were.
        pub pin_count: u64,
        /// Attestations.
        pub attestations: Vec<AttestationView>,
        /// How many there were.
        pub attestation_count: u64,
        /// Keys that were trusted.
        pub keys: Vec<String>,
        /// How many there were.
        pub key_count: u64,
        /// Whether all warnings counted as failures.
        pub deny_all: bool,
        /// Those of these checks did.
        pub denied: Vec<String>,
    }
}

wired! {
    /// An attestation, as it says of itself. Nothing of it is true because it says so.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AttestationView {
        /// Who attests.
        pub attestor: Text,
        /// What is claimed.
        pub claims: Text,
        /// When it was signed.
        pub signed_at: Text,
        /// The binding digest of the package that it is about.
        pub binding_digest: Text,
        /// Whether it comes in a DSSE envelope.
        pub is_dsse: bool,
        /// Its SHA-256, to tell it from others.
        pub sha256: String,
    }
}

/// Things of a kind that are named.
const NAMED: usize = 20;

impl Given {
    /// What goes for a package with the file name `name`, of everything that was brought.
    ///
    /// A digest that is for files of a name goes for those. Where there are only such, a file of another name is held
    /// against all of them: one that was renamed, or put among the others, is not to escape.
    #[must_use]
    pub fn of(brought: &[Brought], denied: &Denied, name: &str) -> Self {
        let name = name.rsplit('/').next().unwrap_or(name);
        let mut given = Self {
            deny_all: denied.all,
            denied: denied.checks.iter().map(|&check| check.to_owned()).collect(),
            ..Self::default()
        };
        let mut pins: Vec<&Pin> = Vec::new();
        for it in brought {
            match &it.what {
                What::Pins(all) => pins.extend(all),
                What::Attestation { text, .. } => given.attestations.push(text.clone()),
                What::Keys(keys) => given.keys.extend(keys.iter().map(ToString::to_string)),
            }
        }
        let fits = |pin: &Pin| pin.name.as_deref().is_none_or(|it| it == name);
        let any = pins.iter().any(|pin| fits(pin));
        given.pins = pins.iter().filter(|pin| !any || fits(pin)).map(|pin| pin.digest.to_string()).collect();
        given
    }

    /// The options of a verification; `None` where they do not arrive as they were sent.
    #[must_use]
    pub fn options(&self) -> Option<Options> {
        let mut trust = Trust::default();
        trust.pins = self.pins.iter().map(|pin| PrefixedDigest::parse(pin)).collect::<Option<_>>()?;
        for text in &self.attestations {
            trust.attestations.push(Attestation::read(text.as_bytes(), &Limits::default()).ok()?);
        }
        for key in &self.keys {
            trust.keys.push(PublicKey::from_hex(key).ok()?);
        }
        let mut denied = Denied::default();
        denied.all = self.deny_all;
        for check in &self.denied {
            denied.checks.push(catalog::entry(check)?.name);
        }
        Some(Options::default().with_trust(trust).with_denied(denied))
    }

    /// What is said of it in a report.
    #[must_use]
    pub fn held(&self) -> Held {
        let first = |texts: &[String]| texts.iter().take(NAMED).cloned().collect();
        Held {
            pins: first(&self.pins),
            pin_count: self.pins.len() as u64,
            attestations: self
                .attestations
                .iter()
                .take(NAMED)
                .filter_map(|it| AttestationView::of(it))
                .collect(),
            attestation_count: self.attestations.len() as u64,
            keys: first(&self.keys),
            key_count: self.keys.len() as u64,
            deny_all: self.deny_all,
            denied: self.denied.clone(),
        }
    }
}

impl Held {
    /// Whether there was nothing to judge it by but itself.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.pin_count + self.attestation_count + self.key_count == 0 && !self.judges_warnings()
    }

    /// Whether some warnings counted as failures.
    #[must_use]
    pub fn judges_warnings(&self) -> bool {
        self.deny_all || !self.denied.is_empty()
    }
}

impl AttestationView {
    fn of(text: &str) -> Option<Self> {
        Some(Self::read(&Attestation::read(text.as_bytes(), &Limits::default()).ok()?, text))
    }

    fn read(attestation: &Attestation, text: &str) -> Self {
        let statement = &attestation.statement;
        Self {
            attestor: Text::of(&statement.attestor_id),
            claims: Text::of(&statement.claims.join(", ")),
            signed_at: Text::of(&statement.signed_at),
            binding_digest: Text::of(&statement.binding_digest),
            is_dsse: attestation.envelope == Envelope::Dsse,
            sha256: digest::of_bytes(text.as_bytes()).to_string(),
        }
    }
}

/// Something that was brought, and is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// Its number, in the order in which it came.
    pub id: u64,
    /// The name of its file, if it came in one.
    pub from: Option<String>,
    /// What it is.
    pub what: What,
}

/// What can be brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Digests.
    Pins(Vec<Pin>),
    /// An attestation.
    Attestation {
        /// As it was brought.
        text: String,
        /// What it says.
        view: Box<AttestationView>,
    },
    /// Keys.
    Keys(Vec<PublicKey>),
}

/// What a text seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An attestation, in either envelope.
    Attestation,
    /// Digests.
    Pins,
    /// Public keys.
    Keys,
    /// Numbers that can be either: only the reader knows.
    PinsOrKeys,
}

/// Why a text is not what it seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// The stable code.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where, in bytes from the start.
    pub offset: usize,
}

/// The longest text that is looked at, in bytes. Nothing that vouches for a package comes near it.
pub const LONGEST: usize = 1 << 20;

impl What {
    /// Reads a text as what it seems to be; numbers that can be either as digests.
    ///
    /// # Errors
    /// Where it is not.
    pub fn read(kind: Kind, text: &str) -> Result<Self, Misread> {
        let misread =
            |code| move |fault: trust::Fault| Misread { code, message: fault.message, offset: fault.offset };
        match kind {
            Kind::Pins | Kind::PinsOrKeys => {
                trust::pins(text.as_bytes()).map(Self::Pins).map_err(misread("PINS_INVALID"))
            }
            Kind::Keys => trust::keys(text.as_bytes()).map(Self::Keys).map_err(misread("KEY_INVALID")),
            Kind::Attestation => match Attestation::read(text.as_bytes(), &Limits::default()) {
                Ok(read) => Ok(Self::Attestation {
                    text: text.to_owned(),
                    view: Box::new(AttestationView::read(&read, text)),
                }),
                Err(refusal) => Err(Misread {
                    code: refusal.code.as_str(),
                    message: refusal.message,
                    offset: refusal.offset,
                }),
            },
        }
    }
}

impl Kind {
    /// What a text is, of the things that can be brought, by its content; `None` where it is none of them.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(bytes).ok().filter(|text| text.len() <= LONGEST)?;
        let begin = text.trim_start_matches('\u{feff}').trim_start();
        if begin.starts_with('{') {
            return is_attestation(text).then_some(Self::Attestation);
        }
        // Comments may stand before what it is.
        let mut lines =
            begin.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let first = lines.next()?;
        if first.starts_with("-----BEGIN ") {
            return Some(Self::Keys);
        }
        let word = first.split([' ', '\t']).next()?;
        if word
            .get(..PrefixedDigest::PREFIX.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(PrefixedDigest::PREFIX))
        {
            return Some(Self::Pins);
        }
        if trust::pin(word).is_err() {
            return None;
        }
        if lines.any(|line| line.starts_with("-----BEGIN ")) {
            return Some(Self::Keys);
        }
        // Half of all digests are no keys. And `sha256sum` writes two characters before a name.
        let summed =
            first.get(word.len()..).is_some_and(|rest| rest.starts_with("  ") || rest.starts_with(" *"));
        let is_key = !summed && trust::keys(bytes).is_ok();
        Some(if is_key { Self::PinsOrKeys } else { Self::Pins })
    }

    /// What a text is that was typed where one of these things belongs: one that is broken is still one of them.
    #[must_use]
    pub fn meant(text: &str) -> Option<Self> {
        Self::of(text.as_bytes()).or_else(|| {
            let text = text.trim();
            let digits = text.bytes().take_while(u8::is_ascii_hexdigit).count();
            if text.starts_with('{') {
                Some(Self::Attestation)
            } else if digits > 7 || text.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("sha")) {
                Some(Self::Pins)
            } else {
                None
            }
        })
    }
}

/// Whether a JSON text is an attestation rather than a package. One that cannot be read as JSON may be meant as one.
fn is_attestation(text: &str) -> bool {
    let has = |name| text.contains(name);
    // Only the few that may be one are read.
    if !has("\"signature") && !has("\"payloadType\"") && !has("\"attestation_version\"") {
        return false;
    }
    match verifier_core::json::Document::read(text.as_bytes(), &Limits::default()) {
        Ok(document) => {
            let has = |name| document.root().member(name).is_some();
            !has("control_bundle") && (has("payloadType") || has("payload") && has("signature"))
        }
        Err(_) => !text.split("\"control_bundle\"").skip(1).any(|rest| rest.trim_start().starts_with(':')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    const PACKAGE: &str = include_str!("../../../samples/good-reference.json");

    fn attestation() -> String {
        let payload = r#"{"attestation_version":"0.7","attestor":{"id":"a","key_id":"k"},"binding_digest":"sha256:00","claims":["control_bundle"],"signed_at":"now"}"#;
        format!("{{\"payload\":{payload},\"signature\":\"{}\"}}", "0".repeat(128))
    }

    /// Defends that what is dropped is told apart by its content, and that a package is never taken for anything else.
    #[test]
    fn things_are_told_apart_by_their_content() {
        let no_key = "02".to_owned() + &"00".repeat(31);
        assert!(PublicKey::from_hex(&no_key).is_err());
        for (text, kind) in [
            (PACKAGE.to_owned(), None),
            (PACKAGE.replacen("\"meta\"", "\"signature\": 1, \"payload\": 1, \"meta\"", 1), None),
            ("{}".to_owned(), None),
            (String::new(), None),
            ("Dear auditor".to_owned(), None),
            (attestation(), Some(Kind::Attestation)),
            (attestation().replace('}', ""), Some(Kind::Attestation)),
            ("{\"payloadType\":\"x\"}".to_owned(), Some(Kind::Attestation)),
            (format!("\u{feff}# pins\nSHA256:{KEY}\n"), Some(Kind::Pins)),
            ("sha256:12".to_owned(), Some(Kind::Pins)),
            (format!("{KEY}  a.json\n"), Some(Kind::Pins)),
            (no_key, Some(Kind::Pins)),
            (KEY.to_uppercase(), Some(Kind::PinsOrKeys)),
            (format!("{KEY} alice@example.com\n"), Some(Kind::PinsOrKeys)),
            ("-----BEGIN PRIVATE KEY-----".to_owned(), Some(Kind::Keys)),
            (format!("# mine\n{KEY}\n-----BEGIN PUBLIC KEY-----"), Some(Kind::Keys)),
        ] {
            assert_eq!(Kind::of(text.as_bytes()), kind, "{text}");
        }
        assert_eq!(Kind::of(&[0xff, 0xfe]), None);
        assert_eq!(Kind::meant(&KEY[1..]), Some(Kind::Pins));
        assert_eq!(Kind::meant("{"), Some(Kind::Attestation));
        assert_eq!(Kind::meant("hello"), None);
    }

    /// Defends that a digest with a name is for files of that name, and that no other file escapes it.
    #[test]
    fn digests_with_names_are_for_those_files() {
        let (one, two) = ("ab".repeat(32), "cd".repeat(32));
        let brought = |text: &str| {
            let what = What::read(Kind::Pins, text).expect("they are digests");
            vec![Brought { id: 0, from: None, what }]
        };
        let pins = |all: &[Brought], name| Given::of(all, &Denied::default(), name).pins.len();
        let named = brought(&format!("{one}  a.json\n{two}  b.json"));
        assert_eq!(Given::of(&named, &Denied::default(), "x/b.json").pins, [format!("sha256:{two}")]);
        assert_eq!(pins(&named, "c.json"), 2);
        let mixed = brought(&format!("{one}\n{two}  b.json"));
        assert_eq!((pins(&mixed, "b.json"), pins(&mixed, "c.json")), (2, 1));
    }

    /// Defends that what the page was given is what the worker judges by, and that nothing of it gets lost.
    #[test]
    fn what_was_given_arrives() {
        let what = |kind, text: &str| Brought {
            id: 0,
            from: None,
            what: What::read(kind, text).expect("it is one"),
        };
        let brought = [
            what(Kind::Pins, &format!("sha256:{KEY}")),
            what(Kind::Attestation, &attestation()),
            what(Kind::Keys, KEY),
        ];
        let mut denied = Denied::default();
        denied.checks.push("single_apply");
        let given = Given::of(&brought, &denied, "a.json");
        let options = given.options().expect("it arrives");
        assert_eq!(
            (options.trust.pins.len(), options.trust.attestations.len(), options.trust.keys.len()),
            (1, 1, 1)
        );
        assert_eq!(options.denied, denied);
        let held = given.held();
        assert!(!held.is_nothing() && held.judges_warnings() && Held::default().is_nothing());
        assert_eq!(held.attestations.first().map(|it| it.claims.shown.as_str()), Some("control_bundle"));
        let unknown = Given { denied: vec!["no_such_check".to_owned()], ..Given::default() };
        assert_eq!(unknown.options(), None);
    }

    /// Defends that what cannot be used says why and where, with the code that the command line gives.
    #[test]
    fn what_cannot_be_used_says_why() {
        let code = |kind, text: &str| What::read(kind, text).map_err(|it| (it.code, it.offset)).err();
        assert_eq!(code(Kind::Pins, &format!("{KEY}\n12")), Some(("PINS_INVALID", 65)));
        assert_eq!(code(Kind::Keys, "-----BEGIN PRIVATE KEY-----"), Some(("KEY_INVALID", 0)));
        assert_eq!(code(Kind::Attestation, "{\"payloadType\" 1}"), Some(("SYNTAX", 15)));
    }
}
