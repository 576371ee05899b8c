//! What many parts of the page are made of. One function each, and no component, keeps the program small.

use std::sync::Arc;

use leptos::prelude::*;

/// A button. `class` and `hook`, its stable hook, may be empty.
pub fn button(
    class: &'static str,
    hook: &'static str,
    name: impl IntoAny,
    press: impl Fn() + 'static,
) -> AnyView {
    plain_button(class, hook, name.into_any(), Box::new(press))
}

fn plain_button(class: &'static str, hook: &'static str, name: AnyView, press: Box<dyn Fn()>) -> AnyView {
    let hook = (!hook.is_empty()).then_some(hook);
    let class = (!class.is_empty()).then_some(class);
    view! { <button type="button" class=class data-testid=hook on:click=move |_| press()>{name}</button> }
        .into_any()
}

/// A name and a value, in a list of facts.
pub fn fact(name: &'static str, value: impl IntoAny) -> AnyView {
    let value = value.into_any();
    view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()
}

/// A part of the page with a heading; `place` is where links lead.
pub fn section(place: &'static str, heading: &'static str, content: AnyView) -> AnyView {
    let title = format!("{place}-title");
    let named = title.clone();
    view! {
        <section id=place tabindex="-1" aria-labelledby=named>
            <h2 id=title>{heading}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// A remark.
pub fn remark(text: impl IntoAny) -> AnyView {
    let text = text.into_any();
    view! { <p class="soft">{text}</p> }.into_any()
}

/// Something that is said less loudly than what stands around it.
pub fn soft(text: impl IntoAny) -> AnyView {
    let text = text.into_any();
    view! { <span class="soft">{text}</span> }.into_any()
}

/// A view that follows what it is made of.
pub fn live<V: IntoAny>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    plain_live(Box::new(move || view().into_any()))
}

fn plain_live(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || view()).into_any()
}

/// The number of a line, where it stands among the others, and the view of it.
type Lines = Arc<dyn Fn(u64, ReadSignal<usize>) -> AnyView + Send + Sync>;

/// A view for each number, kept for as long as the number is there.
pub fn keyed(
    numbers: impl Fn() -> Vec<u64> + Send + Sync + 'static,
    line: impl Fn(u64, ReadSignal<usize>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    plain_keyed(Signal::derive(numbers), Arc::new(line))
}

fn plain_keyed(numbers: Signal<Vec<u64>>, line: Lines) -> AnyView {
    view! {
        <ForEnumerate
            each=move || numbers.get()
            key=|number| *number
            children=move |index, number| line(number, index)
        />
    }
    .into_any()
}
