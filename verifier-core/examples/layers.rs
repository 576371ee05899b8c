use verifier_core::{Options, verify};
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let report = verify(&bytes, &Options::default());
        println!("{} {}", path.rsplit('/').next().unwrap(), report.verdict().as_str());
        for layer in report.layers() {
            for check in &layer.checks {
                if !matches!(check.outcome.as_str(), "pass" | "not_applicable") {
                    println!(
                        "   {} {} {:?} {:?}",
                        check.name,
                        check.outcome.as_str(),
                        check.detail,
                        check.at.first()
                    );
                }
            }
        }
    }
}
