//! A line to a worker: the same program, loaded once more.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker};

use super::document;

/// A line to a worker, which ends with it.
pub struct Link {
    worker: Worker,
    ready: Rc<Cell<bool>>,
    waiting: Rc<RefCell<Vec<Array>>>,
    // Kept for as long as the worker may call them.
    handlers: Option<Handlers>,
}

type Handlers = (Closure<dyn Fn(MessageEvent)>, Closure<dyn Fn(JsValue)>);

/// What is called with each message of a worker.
pub type Receive = fn(&Array);
/// What is called when a worker breaks down, with the browser's words.
pub type Failed = fn(String);

impl Link {
    /// Starts a worker. `receive` gets what it sends; `failed` is called when it breaks down.
    pub fn start(receive: Receive, failed: Failed) -> Option<Self> {
        let worker = Worker::new(&script()?).ok()?;
        let mut link = Self { worker, ready: Rc::default(), waiting: Rc::default(), handlers: None };
        link.listen(receive, failed);
        // The first message is the program.
        link.worker.post_message(&wasm_bindgen::module()).ok()?;
        Some(link)
    }

    /// From now on, others get what the worker sends.
    pub fn listen(&mut self, receive: Receive, failed: Failed) {
        let on_message = {
            let (worker, ready, waiting) = (self.worker.clone(), self.ready.clone(), self.waiting.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let message: Array = event.data().unchecked_into();
                if message.get(0).as_string().as_deref() == Some("ready") {
                    ready.set(true);
                    for message in waiting.take() {
                        drop(worker.post_message(&message));
                    }
                } else {
                    receive(&message);
                }
            })
        };
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let message = js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|it| it.as_string());
            failed(message.unwrap_or_default());
        });
        self.worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        self.worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let before = self.handlers.replace((on_message, on_error));
        // Not here: this may be called by the very handlers that go.
        document::soon(move || drop(before));
    }

    /// Ends the worker at once, so that nothing of it arrives any more. What is left of the line goes a moment later:
    /// this may be called by the very handlers that go with it.
    pub fn end(self) {
        self.silence();
        document::soon(move || drop(self));
    }

    fn silence(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }

    /// Sends a message, at once or when the worker is ready.
    pub fn send(&self, parts: &[JsValue]) {
        let message: Array = parts.iter().collect();
        if self.ready.get() {
            drop(self.worker.post_message(&message));
        } else {
            self.waiting.borrow_mut().push(message);
        }
    }
}

impl Drop for Link {
    /// Ends the worker, whatever it is doing; its memory is free again.
    fn drop(&mut self) {
        self.silence();
    }
}

thread_local! {
    static SCRIPT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The address of the worker's script, which is made of the page's own.
fn script() -> Option<String> {
    if let Some(url) = SCRIPT.with_borrow(Clone::clone) {
        return Some(url);
    }
    let glue: web_sys::HtmlScriptElement = document::element("glue")?;
    let glue = match glue.src() {
        inline if inline.is_empty() => glue.text_content()?,
        // While developing, the script is a file beside the page.
        file => format!("importScripts({file:?});"),
    };
    let source = format!(
        "{glue}\nonmessage = (event) => {{ onmessage = null; wasm_bindgen({{ module_or_path: event.data }}); }};\n"
    );
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&source.into()), &kind).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    SCRIPT.set(Some(url.clone()));
    Some(url)
}
