//! Times in words: as they are spoken to a customer, and as lists show them.

use super::zones::place;
use crate::domain::natural::Zone;
use crate::domain::time::DayPart;
use crate::domain::{Fixed, Locale, Wall};
use crate::text::{Texts, fill, texts};
use time::Date;

/// As one says it on the phone: the day as seen from `today`, then the hour.
pub fn spoken(wall: Wall, today: Date, locale: Locale) -> String {
    let t = texts(locale);
    fill(t.when_spoken, &[("day", &spoken_day(wall.date(), today, t)), ("clock", &clock(wall, t))])
}

/// Two times to choose between as one says them: of one day the day is said once, and of two with the same weekday the dates.
pub fn two_spoken([first, second]: [Wall; 2], today: Date, locale: Locale) -> [String; 2] {
    let [one, other] = [first.date(), second.date()];
    let same_weekday = one.weekday() == other.weekday();
    let spoken = |wall: Wall| {
        let t = texts(locale);
        let day = if same_weekday && one != other { dated(wall.date(), t) } else { spoken_day(wall.date(), today, t) };
        fill(t.when_spoken, &[("day", &day), ("clock", &clock(wall, t))])
    };
    [spoken(first), if one == other { hour(second, locale) } else { spoken(second) }]
}

/// The time of day alone as one says it.
pub fn hour(wall: Wall, locale: Locale) -> String {
    clock(wall, texts(locale))
}

fn spoken_day(date: Date, today: Date, t: &Texts) -> String {
    let weekday = weekday(date, t);
    let day = date.day().to_string();
    match (date - today).whole_days() {
        0 => t.when_today.into(),
        1 => fill(t.when_tomorrow, &[("weekday", weekday)]),
        2 => fill(t.when_day_after, &[("weekday", weekday)]),
        3..=13 if date.month() == today.month() => {
            fill(t.when_day, &[("weekday", weekday), ("day", &ordinal(&day, t))])
        }
        _ => dated(date, t),
    }
}

fn dated(date: Date, t: &Texts) -> String {
    let day = ordinal(&date.day().to_string(), t);
    fill(t.when_date, &[("weekday", weekday(date, t)), ("month", month(date, t)), ("day", &day)])
}

/// The hour as one says it: `上午10点`, `3:30 pm`.
fn clock(wall: Wall, t: &Texts) -> String {
    let (hour, minute) = wall.hour_minute();
    let part = match hour {
        0..=5 => t.when_night,
        6..=11 => t.when_am,
        12 => t.when_noon,
        13..=17 => t.when_pm,
        _ => t.when_evening,
    };
    let hour = match hour % 12 {
        0 => "12".to_owned(),
        hour => hour.to_string(),
    };
    let two = format!("{minute:02}");
    let text = match minute {
        0 => t.when_oclock,
        30 => t.when_half,
        _ => t.when_minutes,
    };
    fill(text, &[("part", part), ("hour", &hour), ("minute", &two)])
}

/// As lists and summaries show it: date, weekday, time.
pub fn written(wall: Wall, locale: Locale) -> String {
    let t = texts(locale);
    let date = wall.date();
    fill(
        t.when_written,
        &[
            ("year", &date.year().to_string()),
            ("month", month(date, t)),
            ("day", &date.day().to_string()),
            ("weekday", short_weekday(date, t)),
            ("clock", &wall.clock()),
        ],
    )
}

/// As `written`, in the fewest letters: the year is left out while it is that of `today`.
pub fn brief(wall: Wall, today: Date, locale: Locale) -> String {
    let (t, date) = (texts(locale), wall.date());
    if date.year() != today.year() {
        return written(wall, locale);
    }
    let month: String = month(date, t).chars().take(3).collect();
    let (day, clock) = (date.day().to_string(), wall.clock());
    let parts = [("month", &*month), ("day", &day), ("weekday", short_weekday(date, t)), ("clock", &clock)];
    fill(t.when_brief, &parts)
}

/// A day as it is read back: date and weekday.
pub fn day(date: Date, locale: Locale) -> String {
    let t = texts(locale);
    let year = date.year().to_string();
    let parts = [("year", year.as_str()), ("month", month(date, t)), ("day", &date.day().to_string())];
    fill(t.when_whole_day, &[parts[0], parts[1], parts[2], ("weekday", short_weekday(date, t))])
}

/// A part of the day.
pub fn part(part: DayPart, t: &Texts) -> &'static str {
    match part {
        DayPart::Morning => t.when_in_morning,
        DayPart::Noon => t.when_at_noon,
        DayPart::Afternoon => t.when_in_afternoon,
        DayPart::Evening => t.when_in_evening,
    }
}

/// A time as lists show it; by both clocks if the rep's shows another.
pub fn agreed(time: &Fixed, ours: Wall, locale: Locale) -> String {
    both(time.wall, &time.zone, ours, locale).unwrap_or_else(|| written(time.wall, locale))
}

/// The time where the customer is and where the rep is, if the two are not the same.
pub fn both(theirs: Wall, zone: &str, ours: Wall, locale: Locale) -> Option<String> {
    let t = texts(locale);
    let ours = ours_beside(theirs, ours, locale)?;
    let place = place(zone, locale);
    let theirs = fill(t.when_theirs, &[("time", &written(theirs, locale)), ("place", &place)]);
    Some([&theirs, " / ", &ours].concat())
}

/// Whose clock that is: the place of a zone, or how far it is from UTC.
pub fn clock_of(zone: Zone, name: Option<&str>, locale: Locale) -> String {
    match (zone, name) {
        (Zone::Offset(offset), _) => {
            let (sign, ahead) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
            format!("UTC{sign}{}:{:02}", ahead / 60, ahead % 60)
        }
        (_, name) => name.map_or_else(String::new, |name| place(name, locale)),
    }
}

/// What the rep's clock shows then, to stand beside the customer's time if it is another. The day is told if it is not theirs.
pub fn ours_beside(theirs: Wall, ours: Wall, locale: Locale) -> Option<String> {
    let time = if theirs.date() == ours.date() { ours.clock() } else { written(ours, locale) };
    (theirs != ours).then(|| fill(texts(locale).when_ours, &[("time", &time)]))
}

/// Minutes and seconds, hours if there are any: `3:07`, `1:02:09`.
pub fn length(milliseconds: i64) -> String {
    let seconds = milliseconds.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn ordinal(day: &str, t: &Texts) -> String {
    let suffix = match day {
        "1" | "21" | "31" => t.when_st,
        "2" | "22" => t.when_nd,
        "3" | "23" => t.when_rd,
        _ => t.when_th,
    };
    fill(suffix, &[("day", day)])
}

fn weekday(date: Date, t: &Texts) -> &'static str {
    let all = [
        t.when_monday,
        t.when_tuesday,
        t.when_wednesday,
        t.when_thursday,
        t.when_friday,
        t.when_saturday,
        t.when_sunday,
    ];
    all[usize::from(date.weekday().number_days_from_monday())]
}

fn short_weekday(date: Date, t: &Texts) -> &'static str {
    let all = [t.when_mon, t.when_tue, t.when_wed, t.when_thu, t.when_fri, t.when_sat, t.when_sun];
    all[usize::from(date.weekday().number_days_from_monday())]
}

fn month(date: Date, t: &Texts) -> &'static str {
    let all = [
        t.when_january,
        t.when_february,
        t.when_march,
        t.when_april,
        t.when_may,
        t.when_june,
        t.when_july,
        t.when_august,
        t.when_september,
        t.when_october,
        t.when_november,
        t.when_december,
    ];
    all[usize::from(u8::from(date.month())) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_date;

    #[test]
    fn a_time_is_said_as_seen_from_today() {
        let today = parse_date("2026-11-23").unwrap();
        for (wall, zh, en) in [
            ("2026-11-23T16:00", "今天下午4点", "today at 4 pm"),
            ("2026-11-24T10:00", "明天（周二）上午10点", "tomorrow, Tuesday, at 10 am"),
            ("2026-11-25T15:30", "后天（周三）下午3点半", "Wednesday at 3:30 pm"),
            ("2026-11-27T12:05", "周五（27号）中午12点05分", "Friday the 27th at 12:05 pm"),
            ("2026-12-01T19:00", "12月1号（周二）晚上7点", "Tuesday, December 1st at 7 pm"),
            ("2027-01-22T09:00", "1月22号（周五）上午9点", "Friday, January 22nd at 9 am"),
        ] {
            let wall = Wall::parse(wall).unwrap();
            assert_eq!(spoken(wall, today, Locale::ZhCn), zh);
            assert_eq!(spoken(wall, today, Locale::En), en);
        }
        let wall = Wall::parse("2026-11-24T09:05").unwrap();
        assert_eq!(written(wall, Locale::ZhCn), "2026年11月24日 周二 09:05");
        assert_eq!(written(wall, Locale::En), "Tue 24 November 2026, 09:05");
    }

    #[test]
    fn two_times_are_said_so_that_they_are_told_apart() {
        let today = parse_date("2026-11-23").unwrap();
        let said = |one, other| {
            two_spoken([Wall::parse(one).unwrap(), Wall::parse(other).unwrap()], today, Locale::En).join(" or ")
        };
        assert_eq!(said("2026-11-24T10:00", "2026-11-25T15:00"), "tomorrow, Tuesday, at 10 am or Wednesday at 3 pm");
        assert_eq!(said("2026-11-25T10:00", "2026-11-25T15:00"), "Wednesday at 10 am or 3 pm");
        let told_apart = "Wednesday, November 25th at 3 pm or Wednesday, December 2nd at 3 pm";
        assert_eq!(said("2026-11-25T15:00", "2026-12-02T15:00"), told_apart);
    }

    #[test]
    fn where_the_clocks_differ_both_are_told() {
        let wall = |text| Wall::parse(text).unwrap();
        let told = |theirs, ours, locale| both(wall(theirs), "America/New_York", wall(ours), locale);
        assert_eq!(
            told("2026-11-24T10:00", "2026-11-24T23:00", Locale::En).unwrap(),
            "Their time Tue 24 November 2026, 10:00 (New York) / yours 23:00"
        );
        assert_eq!(
            told("2026-11-24T16:00", "2026-11-25T05:00", Locale::ZhCn).unwrap(),
            "对方时间 2026年11月24日 周二 16:00（纽约） / 我这边 2026年11月25日 周三 05:00"
        );
        assert_eq!(told("2026-11-24T16:00", "2026-11-24T16:00", Locale::En), None);
    }

    #[test]
    fn a_length_shows_hours_only_if_there_are_any() {
        for (milliseconds, text) in
            [(-5, "0:00"), (0, "0:00"), (59_999, "0:59"), (187_000, "3:07"), (3_729_000, "1:02:09")]
        {
            assert_eq!(length(milliseconds), text);
        }
    }
}
