//! A browser that is driven by its driver (W3C `WebDriver`), over HTTP on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::problem::Problem;
use crate::setup::Browser;

/// How long a page may take; generous, for slow machines.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser with one window.
pub struct Driver {
    process: Child,
    port: u16,
    session: String,
}

impl Driver {
    /// Starts the driver, and the browser without a window.
    pub fn start(browser: &Browser) -> Result<Self, Problem> {
        let mut process = Command::new(&browser.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| problem(&error.to_string()))?;
        let port = process.stdout.take().and_then(port).ok_or_else(|| problem("it names no port"))?;
        let mut driver = Self { process, port, session: String::new() };
        let capabilities = format!(
            "{{\"capabilities\":{{\"alwaysMatch\":{{\"goog:chromeOptions\":{{\"binary\":{},\"args\":[\"--headless=new\",\
             \"--no-sandbox\",\"--disable-gpu\",\"--disable-dev-shm-usage\",\"--no-first-run\"]}}}}}}}}",
            quoted(&browser.program.display().to_string())
        );
        let answer = driver.request("POST", "/session", &capabilities)?;
        driver.session = string_after(&answer, "\"sessionId\":").ok_or_else(|| problem(&answer))?;
        Ok(driver)
    }

    /// Opens an address.
    pub fn open(&self, url: &str) -> Result<(), Problem> {
        self.post("url", &format!("{{\"url\":{}}}", quoted(url))).map(drop)
    }

    /// Runs a script that returns a text.
    pub fn run(&self, script: &str) -> Result<String, Problem> {
        let answer = self.post("execute/sync", &format!("{{\"script\":{},\"args\":[]}}", quoted(script)))?;
        string_after(&answer, "\"value\":").ok_or_else(|| problem(&answer))
    }

    /// Waits until a script returns something else than an empty text.
    pub fn until(&self, script: &str) -> Result<(), Problem> {
        let start = Instant::now();
        while self.run(script)?.is_empty() {
            if start.elapsed() > PATIENCE {
                return Err(problem(&format!(
                    "after {} seconds still nothing: {script}",
                    PATIENCE.as_secs()
                )));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Chooses a file in a field for files.
    pub fn choose(&self, selector: &str, file: &str) -> Result<(), Problem> {
        let body = format!("{{\"using\":\"css selector\",\"value\":{}}}", quoted(selector));
        let answer = self.post("element", &body)?;
        let element = string_after(&answer, "\"element-6066-11e4-a52e-4f735466cecf\":")
            .ok_or_else(|| problem(&answer))?;
        self.post(&format!("element/{element}/value"), &format!("{{\"text\":{}}}", quoted(file))).map(drop)
    }

    fn post(&self, path: &str, body: &str) -> Result<String, Problem> {
        self.request("POST", &format!("/session/{}/{path}", self.session), body)
    }

    fn request(&self, method: &str, path: &str, body: &str) -> Result<String, Problem> {
        let (status, answer) =
            self.exchange(method, path, body).map_err(|error| problem(&error.to_string()))?;
        if status.contains(" 200 ") { Ok(answer) } else { Err(problem(&answer)) }
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> std::io::Result<(String, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )?;
        let mut reader = BufReader::new(stream);
        let (mut status, mut length) = (String::new(), 0);
        reader.read_line(&mut status)?;
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        Ok((status, String::from_utf8_lossy(&answer).into_owned()))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver ends its browser when it is told to; if it is not, ending the driver has to do.
        drop(self.exchange("DELETE", &format!("/session/{}", self.session), ""));
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The port that the driver says it listens on.
fn port(output: impl Read) -> Option<u16> {
    let mut lines = BufReader::new(output).lines();
    let line =
        lines.find_map(|line| line.ok().filter(|line| line.contains("started successfully on port")))?;
    line.trim_end_matches('.').rsplit(' ').next()?.parse().ok()
}

fn problem(what: &str) -> Problem {
    let what: String = what.chars().take(600).collect();
    Problem::new(
        format!("the browser or its driver: {what}"),
        "see whether chromium and chromedriver fit together",
    )
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            _ => out.push(character),
        }
    }
    out + "\""
}

/// The string that follows a key in a JSON text, its escapes decoded.
fn string_after(json: &str, key: &str) -> Option<String> {
    let (_, rest) = json.split_once(key)?;
    let mut units: Vec<u16> = Vec::new();
    let mut characters = rest.trim_start().strip_prefix('"')?.chars();
    loop {
        match characters.next()? {
            '"' => return String::from_utf16(&units).ok(),
            '\\' => match characters.next()? {
                'u' => {
                    let hex: String = characters.by_ref().take(4).collect();
                    units.push(u16::from_str_radix(&hex, 16).ok()?);
                }
                escaped => units.push(match escaped {
                    'n' => 10,
                    'r' => 13,
                    't' => 9,
                    'b' => 8,
                    'f' => 12,
                    other => u16::try_from(u32::from(other)).ok()?,
                }),
            },
            character => units.extend(character.encode_utf16(&mut [0; 2]).iter()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_and_decoded() {
        let json = r#"{"value":"a\"b\\c\n\u00e9\ud83d\ude80 é"}"#;
        assert_eq!(string_after(json, "\"value\":").as_deref(), Some("a\"b\\c\né🚀 é"));
        assert_eq!(string_after("{\"value\":null}", "\"value\":"), None);
        assert_eq!(quoted("a\"\\\n"), r#""a\"\\\n""#);
    }

    #[test]
    fn the_port_is_read() {
        let output = "Starting ...\nChromeDriver was started successfully on port 40123.\n";
        assert_eq!(port(output.as_bytes()), Some(40123));
    }
}
