//! The audit package, `package_version` 0.6 (`docs/format.md`, section 3): a decision bundle bound to a run.

use crate::bundle::{Bundle, read_provenance};
use crate::canonical::{self, Sink};
use crate::digest::{self, RawDigest};
use crate::json::{Document, Node, Refusal};
use crate::view::{Place, default_or, optional};

/// An audit package where it stands in a document. Its required members are there; their values have
/// whatever type they have, as in the reference implementation.
#[derive(Debug, Clone, Copy)]
pub struct Package<'d, 'a> {
    /// `package_version`, if present; absent means [`Package::VERSION`].
    pub version: Option<Node<'d, 'a>>,
    /// `control_bundle`: what was allowed.
    pub bundle: Bundle<'d, 'a>,
    /// `router`: what ran.
    pub router: Router<'d, 'a>,
    /// `binding`: the three digests that are bound.
    pub binding: Binding<'d, 'a>,
    /// `integrity.binding_digest`: the stored binding digest, a string.
    pub binding_digest: Node<'d, 'a>,
}

/// The router section of a package.
#[derive(Debug, Clone, Copy)]
pub struct Router<'d, 'a> {
    /// `mode`
    pub mode: Node<'d, 'a>,
    /// `bundle`, if present and not null.
    pub bundle: Option<Node<'d, 'a>>,
    /// `ref`, if present and truthy.
    pub reference: Option<Reference<'d, 'a>>,
}

/// A reference to a run.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'d, 'a> {
    /// `run_id`
    pub run_id: Node<'d, 'a>,
    /// `digest`
    pub digest: Node<'d, 'a>,
}

/// The digests of the parts of a package, as stored.
#[derive(Debug, Clone, Copy)]
pub struct Binding<'d, 'a> {
    /// `control_digest`
    pub control: Node<'d, 'a>,
    /// `router_digest`
    pub router: Node<'d, 'a>,
    /// `control_router_link_digest`
    pub link: Node<'d, 'a>,
}

impl<'d, 'a> Package<'d, 'a> {
    /// The `package_version` that an absent one stands for.
    pub const VERSION: &'static str = "0.6";

    /// Reads a document as a package.
    ///
    /// # Errors
    /// `MISSING_MEMBER` or `WRONG_TYPE` where the reference implementation cannot read the package.
    pub fn read(document: &'d Document<'a>) -> Result<Self, Refusal> {
        let root = Place::root(document.root());
        root.object()?;
        let bundle = Bundle::read(&root.required("control_bundle")?)?;
        let router = Router::read(&root.required("router")?)?;
        let binding = root.required("binding")?;
        binding.object()?;
        let integrity = root.required("integrity")?;
        integrity.object()?;
        let binding_digest = integrity.required("binding_digest")?;
        binding_digest.string()?;
        read_provenance(&root)?;
        Ok(Self {
            version: root.node.member("package_version"),
            bundle,
            router,
            binding: Binding {
                control: binding.required("control_digest")?.node,
                router: binding.required("router_digest")?.node,
                link: binding.required("control_router_link_digest")?.node,
            },
            binding_digest: binding_digest.node,
        })
    }

    /// The document that it stands in.
    #[must_use]
    pub fn document(&self) -> &'d Document<'a> {
        self.binding_digest.document()
    }

    /// The binding digest, recomputed: H(C({`control_digest`, `control_router_link_digest`,
    /// `package_version`, `router_digest`})), the digests as they are stored (`docs/format.md`, section 3).
    #[must_use]
    pub fn recomputed_binding_digest(&self) -> RawDigest {
        // Three digests and a version: gathered, there is no need for a second way to hash.
        let mut text = Vec::new();
        text.write(b"{\"control_digest\":");
        canonical::write(self.binding.control, &mut text);
        text.write(b",\"control_router_link_digest\":");
        canonical::write(self.binding.link, &mut text);
        text.write(b",\"package_version\":");
        default_or(self.version, "\"0.6\"", &mut text);
        text.write(b",\"router_digest\":");
        canonical::write(self.binding.router, &mut text);
        text.write(b"}");
        digest::of_bytes(&text)
    }
}

impl<'d, 'a> Router<'d, 'a> {
    fn read(place: &Place<'d, 'a>) -> Result<Self, Refusal> {
        place.object()?;
        let router = Self {
            mode: place.required("mode")?.node,
            bundle: optional(place.node, "bundle"),
            reference: match place.optional("ref").filter(|reference| reference.node.is_truthy()) {
                None => None,
                Some(reference) => {
                    reference.object()?;
                    Some(Reference {
                        run_id: reference.required("run_id")?.node,
                        digest: reference.required("digest")?.node,
                    })
                }
            },
        };
        if router.is("embedded") {
            if let Some(bundle) = place.optional("bundle").filter(|bundle| !bundle.node.is_null()) {
                bundle.object()?;
                if let Some(integrity) = bundle.optional("integrity") {
                    integrity.object()?;
                }
            }
        }
        Ok(router)
    }

    fn is(&self, mode: &str) -> bool {
        self.mode.as_str().is_some_and(|text| text == mode)
    }

    /// The embedded router bundle, if `mode` says that there is one and it is there.
    #[must_use]
    pub fn embedded(&self) -> Option<Node<'d, 'a>> {
        self.bundle.filter(|_| self.is("embedded"))
    }

    /// The reference to a run, if `mode` says that there is one and it is there.
    #[must_use]
    pub fn referenced(&self) -> Option<Reference<'d, 'a>> {
        self.reference.filter(|_| self.is("reference"))
    }

    /// The digest that the section states for the run; null counts as none.
    #[must_use]
    pub fn digest(&self) -> Option<Node<'d, 'a>> {
        match (self.embedded(), self.referenced()) {
            (Some(bundle), _) => {
                bundle.member("integrity").and_then(|integrity| optional(integrity, "canonical_digest"))
            }
            (None, Some(reference)) => Some(reference.digest).filter(|digest| !digest.is_null()),
            (None, None) => None,
        }
    }

    /// The id of the run that the section is about, and the JSON pointer to it: that of the reference,
    /// or of the embedded bundle (`run.run_id` in a nexus-router bundle, else `run_id`).
    #[must_use]
    pub fn run_id(&self) -> Option<(Node<'d, 'a>, &'static str)> {
        if let Some(reference) = self.referenced() {
            return Some((reference.run_id, "/router/ref/run_id"));
        }
        let bundle = self.embedded()?;
        match bundle.member("run").and_then(|run| run.member("run_id")) {
            Some(run_id) => Some((run_id, "/router/bundle/run/run_id")),
            None => bundle.member("run_id").map(|run_id| (run_id, "/router/bundle/run_id")),
        }
    }
}
