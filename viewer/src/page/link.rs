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
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Link {
    /// Starts a worker. `receive` gets what it sends; `failed` is called when it breaks down.
    pub fn start(receive: impl Fn(&Array) + 'static, failed: impl Fn(String) + 'static) -> Option<Self> {
        let worker = Worker::new(&script()?).ok()?;
        let ready = Rc::new(Cell::new(false));
        let waiting = Rc::new(RefCell::new(Vec::<Array>::new()));
        let on_message = {
            let (worker, ready, waiting) = (worker.clone(), ready.clone(), waiting.clone());
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
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // The first message is the program.
        worker.post_message(&wasm_bindgen::module()).ok()?;
        Some(Self { worker, ready, waiting, _on_message: on_message, _on_error: on_error })
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
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
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
