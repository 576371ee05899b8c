//! A point in time: in UTC, with the reader's own time beside it.

use js_sys::Date;
use leptos::prelude::*;

use super::sentence::sentence;
use super::value::inline;
use crate::present::Moment;
use crate::present::visible::visible;
use crate::texts;

#[component]
pub fn Time(moment: Moment) -> impl IntoView {
    let local = moment.micros.and_then(|micros| {
        #[allow(clippy::cast_precision_loss, reason = "milliseconds of years up to 9999 are exact")]
        let date = Date::new(&((micros / 1000) as f64).into());
        #[allow(clippy::cast_possible_truncation, reason = "a number of minutes")]
        let minutes = -date.get_timezone_offset() as i32;
        // Where the reader's time is UTC, it stands there already.
        moment.local(minutes).filter(|_| minutes != 0).map(|date| texts::your_time(&date))
    });
    let Some(utc) = moment.utc() else {
        return sentence(texts::NO_TIME, inline(&moment.written));
    };
    view! {
        <time datetime=moment.machine() title=texts::time_in_package(&visible(&moment.written))>
            {utc}
            {local.map(|local| view! { <small>{local}</small> })}
        </time>
    }
    .into_any()
}
