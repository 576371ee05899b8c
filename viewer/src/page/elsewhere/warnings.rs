//! Which warnings count as failures: the same as `--deny` on the command line.

use leptos::prelude::*;
use verifier_core::catalog;

use super::super::parts::remark;
use super::super::state::state;
use crate::texts;

#[component]
pub fn Warnings() -> impl IntoView {
    let state = state();
    let all = Memo::new(move |_| state.elsewhere.with(|it| it.denied.all));
    let checks = catalog::checks()
        .map(|entry| {
            let name = entry.name;
            let is_denied = Memo::new(move |_| state.elsewhere.with(|it| it.denied.checks.contains(&name)));
            let change = move |_| {
                state.deny(|denied| match denied.checks.iter().position(|it| *it == name) {
                    Some(at) => drop(denied.checks.remove(at)),
                    None => denied.checks.push(name),
                });
            };
            view! {
                <li>
                    <label>
                        <input type="checkbox" data-deny=name prop:checked=is_denied disabled=all on:change=change/>
                        <span>{entry.title}</span>
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <h3 class="sub" id="warnings">{texts::WARNINGS}</h3>
        {remark(texts::WARNINGS_MEAN)}
        <div class="warnings" role="group" aria-labelledby="warnings">
            <label>
                <input
                    type="checkbox"
                    data-testid="deny-all"
                    prop:checked=all
                    on:change=move |_| state.deny(|denied| denied.all = !denied.all)
                />
                <span>{texts::DENY_ALL}</span>
            </label>
            <details>
                <summary>{texts::DENY_SOME}</summary>
                <ul>{checks}</ul>
            </details>
        </div>
    }
}
