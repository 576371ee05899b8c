use std::io::BufRead;
use verifier_core::{Options, verify};
fn main() {
    for line in std::io::stdin().lock().lines() {
        println!("{}", verify(line.unwrap().as_bytes(), &Options::default()).to_json());
    }
}
