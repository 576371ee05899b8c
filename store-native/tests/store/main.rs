//! Tests of the store as a library, on real files.

mod append_only;
mod changes;
mod concurrency;
mod crash;
mod log;
mod opening;
mod reference;
mod schema;
mod support;
mod trouble;
