//! The answers of an independent implementation of the format, embedded (`vectors/README.md`).

mod attestations;
mod bundles;
mod canonical;
mod packages;
mod report;
mod tampered;

pub use attestations::{AttestationRow, attestations};
pub use bundles::{bundles, router_bundles};
pub use canonical::{Answer, CanonicalRow, canonical};
pub use packages::{PackageRow, package, package_files, packages};
pub use report::{ExpectedCheck, ExpectedReport};
pub use tampered::{TamperedRow, tampered};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/vectors.rs"));
}
