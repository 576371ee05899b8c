//! The name of a file as an argument of a command that is copied into a terminal.

/// As shells of Linux and macOS read it.
#[must_use]
pub fn posix(name: &str) -> String {
    let name = no_option(name);
    if is_plain(&name) { name } else { ["'", &name.replace('\'', r"'\''"), "'"].concat() }
}

/// As the two shells of Windows read it: no name of a file has a quotation mark in it there.
#[must_use]
pub fn windows(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { ["\"", name, "\""].concat() }
}

/// With a folder before it where it would pass for an option.
fn no_option(name: &str) -> String {
    if name.starts_with('-') { ["./", name].concat() } else { name.to_owned() }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends that a command can be copied as it stands, whatever a download was called.
    #[test]
    fn a_name_is_one_argument() {
        let plain = "nexus-attest-viewer.html";
        assert_eq!((posix(plain).as_str(), windows(plain).as_str()), (plain, plain));
        assert_eq!(posix("viewer (1).html"), "'viewer (1).html'");
        assert_eq!(windows("viewer (1).html"), "\"viewer (1).html\"");
        assert_eq!(posix("it's.html"), r"'it'\''s.html'");
        assert_eq!(posix("-c $(x).html"), "'./-c $(x).html'");
    }
}
