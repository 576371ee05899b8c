//! The page of the viewer: everything put into it, and its content security policy.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::problem::Problem;
use crate::process;

/// What Trunk builds.
pub struct Parts {
    /// The page.
    pub html: String,
    /// The style sheet.
    pub style: String,
    /// The script that wasm-bindgen makes.
    pub glue: String,
    /// What has to be said of the software in it.
    pub notices: String,
}

/// Puts the parts into the page. `data` goes before the scripts; `boot` starts the program; `connect` is what of the
/// policy allows connections.
pub fn assemble(parts: &Parts, data: &str, boot: &str, connect: &str) -> Result<String, Problem> {
    for script in [&parts.glue, boot] {
        if script.contains("</script") || script.contains("<!--") {
            return Err(Problem::new(
                "a script of the viewer would end the element it stands in",
                "change it",
            ));
        }
    }
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}' 'sha256-{}' 'wasm-unsafe-eval'; style-src 'sha256-{}'; \
         worker-src blob:; img-src data:; {connect}base-uri 'none'; form-action 'none'",
        of_text(&parts.glue)?.base64,
        of_text(boot)?.base64,
        of_text(&parts.style)?.base64,
    );
    let mut page = without_comments(&parts.html);
    // The policy stands first, so that nothing comes before it.
    page = replaced(
        &page,
        "<meta charset=\"utf-8\">",
        "",
        &format!(
            "<meta charset=\"utf-8\">\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
        ),
    )?;
    page = replaced(&page, "<link rel=\"stylesheet\"", ">", &format!("<style>{}</style>", parts.style))?;
    // What Trunk builds the program by stays in the page, where it means nothing.
    page = replaced(&page, "<link data-trunk", ">", "")?;
    let notices = parts.notices.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    page = replaced(
        &page,
        "<pre id=\"notices\" tabindex=\"0\">",
        "</pre>",
        &format!("<pre id=\"notices\" tabindex=\"0\">{notices}</pre>"),
    )?;
    page = replaced(
        &page,
        "<script id=\"glue\"",
        "</script>",
        &format!("{data}<script id=\"glue\">{}</script>", parts.glue),
    )?;
    replaced(&page, "<script id=\"boot\"", "</script>", &format!("<script id=\"boot\">{boot}</script>"))
}

/// Replaces the one place that begins with `start` and ends with the next `end`.
fn replaced(page: &str, start: &str, end: &str, with: &str) -> Result<String, Problem> {
    let missing = || Problem::new(format!("index.html has no single `{start}`"), "put it back");
    let (before, rest) = page.split_once(start).ok_or_else(missing)?;
    let behind = rest.split_once(end).map(|(_, behind)| behind).ok_or_else(missing)?;
    if before.contains(start) {
        return Err(missing());
    }
    Ok(format!("{before}{with}{behind}"))
}

/// The page without its comments, which are about how it is built.
fn without_comments(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before.trim_end_matches([' ', '\n']));
        rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

/// A SHA-256 in the two ways in which it is written.
pub struct Digest {
    pub hex: String,
    pub base64: String,
}

/// The digest of a file.
pub fn digest(file: &Path) -> Result<Digest, Problem> {
    let printed = process::output(Command::new("sha256sum").arg("--").arg(file), REMEDY)?;
    parsed(&printed)
}

const REMEDY: &str = "sha256sum is needed, as Debian has it";

/// The digest of a text, which goes through a file: programs that are run here get no input.
fn of_text(text: &str) -> Result<Digest, Problem> {
    let file = std::env::temp_dir().join(format!("nexus-attest-page-{}", std::process::id()));
    super::files::write(&file, text)?;
    let digest = digest(&file);
    super::files::remove(&file)?;
    digest
}

fn parsed(printed: &str) -> Result<Digest, Problem> {
    let hex = printed.trim_start_matches('\\').get(..64).unwrap_or_default().to_owned();
    let bytes: Option<Vec<u8>> =
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect();
    match bytes {
        Some(bytes) if bytes.len() == 32 => Ok(Digest { base64: base64(&bytes), hex }),
        _ => Err(Problem::new(format!("sha256sum printed `{}`", printed.trim()), REMEDY)),
    }
}

/// Bytes in base64 (RFC 4648, section 4).
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = (0..3).fold(0, |word, at| word << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for digit in 0..4 {
            if digit <= chunk.len() {
                out.push(char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// The PATH with the folder of a program in front.
pub fn path_with(program: &Path) -> OsString {
    let mut path = program.parent().map(|folder| folder.as_os_str().to_owned()).unwrap_or_default();
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(texts, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    /// Defends that the policy names exactly what stands in the page.
    #[test]
    fn the_page_holds_its_parts_and_their_digests() {
        let parts = Parts {
            html: "<head><meta charset=\"utf-8\"><!-- x --><link rel=\"stylesheet\" href=\"s.css\"/>\
                   <link data-trunk rel=\"rust\"></head><body>\
                   <pre id=\"notices\" tabindex=\"0\"></pre><script id=\"glue\" src=\"viewer.js\"></script><script id=\"boot\">old</script></body>"
                .to_owned(),
            style: "a{}".to_owned(),
            glue: "let wasm_bindgen;".to_owned(),
            notices: "A <B>".to_owned(),
        };
        let page = assemble(&parts, "<data>", "boot()", "").unwrap_or_else(|problem| panic!("{problem}"));
        assert!(
            page.contains("<style>a{}</style>")
                && page.contains("<data><script id=\"glue\">let wasm_bindgen;</script>")
        );
        assert!(
            page.contains("<script id=\"boot\">boot()</script>")
                && !page.contains("old")
                && !page.contains("<!--")
        );
        assert!(page.contains("A &lt;B&gt;</pre>"));
        // printf 'boot()' | openssl dgst -sha256 -binary | base64
        let boot = of_text("boot()").unwrap_or_else(|problem| panic!("{problem}")).base64;
        assert!(page.contains(&format!("'sha256-{boot}'")) && page.contains("default-src 'none'"));
        assert!(assemble(&parts, "", "'</script>'", "").is_err());
    }
}
