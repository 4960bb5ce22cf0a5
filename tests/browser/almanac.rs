//! The Chinese calendar, day by day against the browser's `Temporal`.

use crate::stage::js;
use callflow::domain::time::{date_text, parse_date};
use callflow::domain::{LunarDay, lunar};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_day_agrees_with_temporal() {
    js("window.chinese = iso => {
        const day = Temporal.PlainDate.from(iso).withCalendar('chinese');
        return [day.monthCode, day.day].join() }");
    let mut date = parse_date("2024-02-10").unwrap();
    while let Some(LunarDay { month, day, leap }) = lunar(date) {
        let ours = format!("M{month:02}{},{day}", if leap { "L" } else { "" });
        let iso = date_text(date);
        assert_eq!(js(&format!("chinese('{iso}')")).as_string().unwrap(), ours, "{iso}");
        date += time::Duration::days(1);
    }
    assert_eq!(date_text(date), "2061-01-21");
}
