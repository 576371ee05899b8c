//! Inputs that are refused, and those that cannot be read at all.

use verifier_core::Code;

use super::{Explanation, remedy};

/// Why there is no report about an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadCode {
    NotFound,
    PermissionDenied,
    NoPackages,
    NotAFile,
    TooLarge,
    Unreadable,
}

impl ReadCode {
    pub const ALL: [Self; 6] = [
        Self::NotFound,
        Self::PermissionDenied,
        Self::NoPackages,
        Self::NotAFile,
        Self::TooLarge,
        Self::Unreadable,
    ];

    /// The code as it is printed; it never changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::PermissionDenied => "PERMISSION_DENIED",
            Self::NoPackages => "NO_PACKAGES",
            Self::NotAFile => "NOT_A_FILE",
            Self::TooLarge => "TOO_LARGE",
            Self::Unreadable => "UNREADABLE",
        }
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::NotFound => "There is no file or folder of this name.",
            Self::PermissionDenied => "The file or folder is there, but may not be read.",
            Self::NoPackages => "No file below the folder has a name that ends with .json.",
            Self::NotAFile => {
                "What has this name is not a file: it is a folder where one file is needed, or a pipe or device in a folder."
            }
            // The core has the same code.
            Self::TooLarge => "The input is longer than the limit.",
            Self::Unreadable => "The operating system could not read the input.",
        }
    }

    /// What to do about it.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::NotFound => "Check the spelling, and the folder that you are in.",
            Self::PermissionDenied => "Ask for the permission to read it, or run as a user who has it.",
            Self::NoPackages => {
                "Name the folder that holds the packages, or the files themselves. Links to folders are not \
                 followed."
            }
            Self::NotAFile => "Name a file. A pipe or device is read if it is named itself.",
            Self::TooLarge => {
                "Raise the limit with --max-bytes if you trust where the file comes from and have the memory."
            }
            Self::Unreadable => "Look at the medium or the network behind the path, and try again.",
        }
    }
}

/// Codes of refused inputs first, then of those that cannot be read.
pub fn explanations() -> Vec<Explanation> {
    let refused = Code::ALL.iter().map(|code| Explanation::new(code.as_str(), meaning(*code), remedy(*code)));
    // The core has the code for an input that is too large, too.
    let unread = ReadCode::ALL
        .iter()
        .filter(|code| **code != ReadCode::TooLarge)
        .map(|code| Explanation::new(code.as_str(), code.meaning(), code.remedy()));
    refused.chain(unread).collect()
}

/// What a code of the core means, in a sentence.
const fn meaning(code: Code) -> &'static str {
    match code {
        Code::NotUtf8 => "The input is not UTF-8.",
        Code::Syntax => "The input is not JSON as RFC 8259 defines it.",
        Code::DuplicateKey => "A key stands twice in one object.",
        Code::LoneSurrogate => "A \\u escape names half of a surrogate pair, which stands for no character.",
        Code::NumberTooLong => "An integer has more digits than the limit.",
        Code::NumberOverflow => "A number with a fraction or an exponent is too large for a binary64.",
        Code::TooDeep => "Arrays and objects are nested deeper than the limit.",
        Code::TooLarge => ReadCode::TooLarge.meaning(),
        Code::TooManyMembers => "The document has more members and elements than the limit.",
        Code::MissingMember => "A member that the format requires is not there.",
        Code::WrongType => "A value has a type that the format does not allow in its place.",
        Code::BadValue => "A value has the right type, and is not what its place requires.",
        _ => "The input was refused.",
    }
}
