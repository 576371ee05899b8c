//! A point in time: in UTC, with the reader's own time beside it.

use js_sys::Date;
use leptos::prelude::*;

use super::value::inline;
use crate::present::Moment;
use crate::present::visible::visible;

#[component]
pub fn Time(moment: Moment) -> impl IntoView {
    let local = moment.micros.and_then(|micros| {
        #[allow(clippy::cast_precision_loss, reason = "milliseconds of years up to 9999 are exact")]
        let date = Date::new(&((micros / 1000) as f64).into());
        #[allow(clippy::cast_possible_truncation, reason = "a number of minutes")]
        let minutes = -date.get_timezone_offset() as i32;
        // Where the reader's time is UTC, it stands there already.
        moment.local(minutes).filter(|_| minutes != 0).map(|text| format!("{text} your time"))
    });
    let Some(utc) = moment.utc() else {
        return view! { {inline(&moment.written)} <span class="soft">" (no time zone, or no date)"</span> }
            .into_any();
    };
    view! {
        <time datetime=moment.machine() title=format!("In the package: {}", visible(&moment.written))>
            {utc}
            {local.map(|local| view! { <small>{local}</small> })}
        </time>
    }
    .into_any()
}
