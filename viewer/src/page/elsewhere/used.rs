//! What is used.

use leptos::prelude::*;
use verifier_core::attestation::PublicKey;
use verifier_core::trust::Pin;

use super::super::parts::{button, keyed, soft};
use super::super::sentence::{filled, sentence};
use super::super::state::state;
use super::super::value::{beginning, inline};
use super::What;
use crate::present::Text;
use crate::present::given::{AttestationView, Held};
use crate::texts;

/// Of many of a kind, so many are shown.
const SHOWN: usize = 20;

/// Everything that is used, each with a way to stop that.
#[component]
pub fn Used() -> impl IntoView {
    let state = state();
    let ids = move || state.elsewhere.with(|it| it.brought.iter().map(|brought| brought.id).collect());
    view! {
        <ul class="used">
            {keyed(ids, move |id, _| {
                let brought = state.elsewhere.with_untracked(|it| it.brought.iter().find(|it| it.id == id).cloned());
                brought.map(|brought| {
                    let (kind, shown) = described(&brought.what);
                    view! {
                        <li data-testid="used" data-kind=kind>
                            <div>{shown} {brought.from.map(|from| soft(sentence(texts::FROM, inline(&from))))}</div>
                            {button("link", "remove-used", texts::REMOVE, move || state.remove(id))}
                        </li>
                    }
                })
                .into_any()
            })}
        </ul>
    }
}

fn described(what: &What) -> (&'static str, AnyView) {
    match what {
        What::Pins(pins) => {
            let name = if pins.len() == 1 { texts::A_PIN.to_owned() } else { texts::pins(pins.len() as u64) };
            ("digests", view! { <span>{name}</span> {digests(pins)} }.into_any())
        }
        What::Attestation { view, .. } => ("attestation", attestation(view)),
        What::Keys(all) => {
            let name = if all.len() == 1 { texts::A_KEY.to_owned() } else { texts::keys(all.len() as u64) };
            ("keys", view! { <span>{name}</span> {keys(all)} }.into_any())
        }
    }
}

/// Digests, and the files that they are for.
pub fn digests(pins: &[Pin]) -> AnyView {
    let line = |pin: &Pin| {
        let name = pin.name.as_deref().map(|name| view! { " " {inline(name)} });
        view! { {mono(&pin.digest.to_string())} {name} }.into_any()
    };
    lines(pins.iter().take(SHOWN).map(line).collect(), pins.len())
}

/// Keys, as the command line writes them.
pub fn keys(keys: &[PublicKey]) -> AnyView {
    lines(keys.iter().take(SHOWN).map(|key| mono(&key.to_string())).collect(), keys.len())
}

/// An attestation, as it says of itself.
fn attestation(view: &AttestationView) -> AnyView {
    let text = |text: &Text| beginning(&text.shown, text.chars);
    let said = [&view.attestor, &view.claims, &view.signed_at].map(text).into();
    view! {
        <span>{filled(texts::attestation(view.is_dsse), said)}</span>
        " " {soft(texts::ABOUT_DIGEST)} " "
        {lines(vec![view! { <span class="mono">{text(&view.binding_digest)}</span> }.into_any()], 1)}
    }
    .into_any()
}

fn mono(text: &str) -> AnyView {
    view! { <span class="mono">{inline(text)}</span> }.into_any()
}

fn lines(lines: Vec<AnyView>, total: usize) -> AnyView {
    let more = total.saturating_sub(lines.len()) as u64;
    view! {
        <ul class="numbers">
            {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            {(more > 0).then(|| view! { <li class="soft">{texts::more_places(more)}</li> })}
        </ul>
    }
    .into_any()
}

/// What a package was held against when it was judged, for paper.
pub fn held(held: &Held) -> AnyView {
    let pins = held.pins.iter().map(|pin| view! { <li>{texts::A_PIN} " " {mono(pin)}</li> }.into_any());
    let attestations = held.attestations.iter().map(|it| view! { <li>{attestation(it)}</li> }.into_any());
    let keys = held.keys.iter().map(|key| view! { <li>{texts::A_KEY} " " {mono(key)}</li> }.into_any());
    let beyond = texts::beyond(held).into_iter().map(|words| view! { <li>{words}</li> }.into_any());
    let all: Vec<AnyView> = pins.chain(attestations).chain(keys).chain(beyond).collect();
    view! { <ul class="held-against">{all}</ul> }.into_any()
}
