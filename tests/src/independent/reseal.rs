//! Sealing a package.

use super::{Tree, Unwritable, canonical_text, control_digest, replace, sha256_hex};

/// Recomputes the control digest and the binding digest of a package and stores them. The digests of the
/// router section and of the link stay as they are.
///
/// # Errors
/// If the package holds something that has no canonical form.
///
/// # Panics
/// If it is no package.
pub fn reseal(package: &mut Tree) -> Result<(), Vec<Unwritable>> {
    let control = control_digest(package.member("control_bundle").expect("a package has a bundle"))?;
    store(package, "/control_bundle/integrity/canonical_digest", &control);
    store(package, "/binding/control_digest", &control);

    let binding = package.member("binding").expect("a package has a binding");
    let mut bound: Vec<_> = ["control_digest", "router_digest", "control_router_link_digest"]
        .into_iter()
        .map(|name| (name.to_owned(), binding.member(name).cloned().unwrap_or(Tree::Null)))
        .collect();
    let version = package.member("package_version").cloned();
    bound.push(("package_version".to_owned(), version.unwrap_or(Tree::String("0.6".to_owned()))));
    let text = canonical_text(&Tree::Object(bound))?;
    store(package, "/integrity/binding_digest", &sha256_hex(text.as_bytes()));
    Ok(())
}

fn store(package: &mut Tree, pointer: &str, hex: &str) {
    let stored = replace(package, pointer, Tree::String(format!("sha256:{hex}")));
    assert!(stored, "{pointer} is there");
}
