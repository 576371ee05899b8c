//! What the reader brings to hold packages against, and what is needed to sign.

use super::Explanation;

/// What there is to say about each code.
pub fn explanations() -> Vec<Explanation> {
    [
        (
            "PINS_INVALID",
            "A file of digests has a line that is none.",
            "Correct the line: `HEX  NAME` or `sha256:HEX  NAME`, the NAME may be left out.",
        ),
        (
            "KEY_INVALID",
            "A file of keys holds something else, or a key that proves nothing.",
            "Get the key again from its owner: 64 hexadecimal digits, or PEM. Only Ed25519 is known.",
        ),
        (
            "KEY_EXISTS",
            "A file of the name of the key, or of its public part, is there already. Nothing was written.",
            "Choose another name. Keys are never replaced: what they signed could no longer be told.",
        ),
        (
            "PASSPHRASE_NEEDED",
            "A passphrase is needed, and there is no terminal to ask for it.",
            "Give it in a file with --passphrase-file, which nobody else may read.",
        ),
        (
            "PASSPHRASE_WRONG",
            "The key cannot be decrypted with this passphrase.",
            "Try again. If the passphrase is lost, so is the key: make a new one and tell those who trust the old one.",
        ),
        (
            "PASSPHRASE_INVALID",
            "The passphrase is empty, was typed differently the second time, or is not text.",
            "Choose one of at least one character. A passphrase file has it in its first line.",
        ),
        (
            "RANDOM_UNAVAILABLE",
            "The operating system gave no random numbers. No key was made.",
            "Look at what limits this process. A key from anything less would be worth nothing.",
        ),
        (
            "PACKAGE_NOT_SOUND",
            "The package is malformed or fails a check, so it was not attested.",
            "Look at it with `nexus-attest verify`. Where you mean to state something about a package that fails, say \
             so with --force-attest-failed-package.",
        ),
    ]
    .into_iter()
    .map(|(code, means, remedy)| Explanation::new(code, means, remedy))
    .collect()
}
