//! The ear against sounds whose truth is known.
#![allow(clippy::cast_precision_loss)]

use super::*;
use std::f32::consts::TAU;

const RATE: f32 = 48_000.0;

/// A sound being put together.
#[derive(Default)]
struct Sound {
    samples: Vec<f32>,
    seed: u32,
}

impl Sound {
    fn noise(&mut self) -> f32 {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.seed >> 8) as f32 / 8_388_608.0 - 1.0
    }

    /// Seconds of a room: nothing but noise.
    fn room(mut self, seconds: f32, noise: f32) -> Self {
        for _ in 0..(seconds * RATE) as usize {
            let sample = noise * self.noise();
            self.samples.push(sample);
        }
        self
    }

    /// Seconds of a voice with so many syllables a second, so loud, over so much noise: a buzz of ten harmonics whose
    /// strength swells and sinks with each syllable, and a hiss between them as of consonants.
    fn voice(mut self, seconds: f32, syllables: f32, loud: f32, noise: f32) -> Self {
        for place in 0..(seconds * RATE) as usize {
            let time = place as f32 / RATE;
            let swell = 0.5 - 0.5 * (TAU * syllables * time).cos();
            let pitch = 120.0 + 15.0 * (TAU * 0.3 * time).sin();
            let buzz: f32 = (1..=10).map(|n| (TAU * pitch * n as f32 * time).sin() / n as f32).sum();
            let hiss = 0.1 * loud * (1.0 - swell) * self.noise();
            let sample = loud * (0.1 + 0.9 * swell) * buzz + hiss + noise * self.noise();
            self.samples.push(sample);
        }
        self
    }
}

/// What is heard in pieces of 200 ms, each with its time in seconds.
fn heard(sound: &Sound) -> Vec<(f32, News)> {
    let mut ear = Ear::new(RATE);
    let mut time = 0.0;
    let mut all = Vec::new();
    for piece in sound.samples.chunks(RATE as usize / 5) {
        time += piece.len() as f32 / RATE;
        all.extend(ear.hear(piece).into_iter().map(|news| (time, news)));
    }
    all
}

/// When the voice began and ended.
fn turns(sound: &Sound) -> Vec<(bool, f32)> {
    let turn = |(time, news)| match news {
        News::Voice { on, ago } => Some((on, time - ago as f32 / 1000.0)),
        _ => None,
    };
    heard(sound).into_iter().filter_map(turn).collect()
}

fn near(found: &[(bool, f32)], expected: &[(bool, f32)]) {
    let close = found.iter().zip(expected).all(|(a, b)| a.0 == b.0 && (a.1 - b.1).abs() < 0.25);
    assert!(found.len() == expected.len() && close, "found {found:?}, expected {expected:?}");
}

fn paces(sound: &Sound) -> Vec<u32> {
    let pace = |(_, news)| if let News::Pace(pace) = news { Some(pace) } else { None };
    heard(sound).into_iter().filter_map(pace).collect()
}

fn hints(sound: &Sound) -> Vec<(f32, Hint)> {
    let hint = |(time, news)| if let News::Hint(hint) = news { Some((time, hint)) } else { None };
    heard(sound).into_iter().filter_map(hint).collect()
}

#[test]
fn a_voice_is_told_from_the_room_quiet_or_loud() {
    for noise in [0.0, 0.0005, 0.005, 0.02] {
        let sound = Sound::default().room(2.0, noise).voice(3.0, 4.0, 0.1, noise).room(2.0, noise);
        near(&turns(&sound), &[(true, 2.0), (false, 5.0)]);
    }
    // Nothing but a room is no voice, and neither is a hum that stays.
    for noise in [0.0, 0.001, 0.05] {
        assert_eq!(turns(&Sound::default().room(20.0, noise)), []);
    }
}

#[test]
fn a_pause_for_breath_does_not_end_a_turn_and_a_click_begins_none() {
    let say = |sound: Sound| sound.voice(1.5, 4.0, 0.1, 0.001);
    let sound = say(say(Sound::default().room(1.0, 0.001)).room(0.6, 0.001)).room(2.0, 0.001);
    near(&turns(&sound), &[(true, 1.0), (false, 4.6)]);
    let click = Sound::default().room(1.0, 0.001).voice(0.03, 1.0, 0.3, 0.001).room(2.0, 0.001);
    assert_eq!(turns(&click), []);
}

#[test]
fn a_fan_that_starts_is_no_voice_for_long() {
    let sound = Sound::default().room(3.0, 0.002).room(40.0, 0.03);
    let turns = turns(&sound);
    assert!(matches!(turns[..], [] | [(true, _), (false, ..28.0)]), "{turns:?}");
}

#[test]
fn syllables_are_counted_at_every_usual_pace() {
    for (syllables, noise) in [(3.0, 0.0005), (4.0, 0.002), (5.0, 0.0005), (6.0, 0.002), (7.0, 0.0005)] {
        let truth = syllables * 60.0;
        let found = paces(&Sound::default().room(1.0, noise).voice(21.0, syllables, 0.1, noise));
        assert!(!found.is_empty(), "{truth}: none");
        for pace in found {
            assert!((pace as f32 - truth).abs() <= truth * 0.1, "{truth} a minute, heard {pace}");
        }
    }
}

#[test]
fn the_pace_is_that_of_the_turns_not_of_the_listening_between_them() {
    let turn = |sound: Sound| sound.voice(4.0, 4.0, 0.1, 0.001).room(6.0, 0.001);
    let sound = (0..5).fold(Sound::default().room(1.0, 0.001), |sound, _| turn(sound));
    let found = paces(&sound);
    assert!(!found.is_empty() && found.iter().all(|pace| (220..=260).contains(pace)), "{found:?}");
}

#[test]
fn a_hint_waits_for_ten_seconds_and_then_for_thirty() {
    // People stop for breath.
    let breath = |sound: Sound, _| sound.voice(4.7, 6.0, 0.1, 0.001).room(0.3, 0.001);
    let found = hints(&(0..15).fold(Sound::default().room(1.0, 0.001), breath));
    let times: Vec<f32> = found.iter().map(|it| it.0).collect();
    assert!(found.iter().all(|it| matches!(it.1, Hint::Fast(310..=370))), "{found:?}");
    assert!(matches!(times[..], [11.0..12.5, 41.0..43.5, 71.0..74.5]), "{times:?}");
    assert_eq!(hints(&Sound::default().room(1.0, 0.001).voice(40.0, 4.0, 0.1, 0.001)), []);
}

#[test]
fn loud_is_measured_against_the_own_voice() {
    let sound =
        |later: f32| Sound::default().room(1.0, 0.001).voice(12.0, 4.0, 0.05, 0.001).voice(8.0, 4.0, later, 0.001);
    assert!(matches!(hints(&sound(0.18))[..], [(13.0..20.0, Hint::Loud)]), "{:?}", hints(&sound(0.18)));
    assert_eq!(hints(&sound(0.07)), []);
}

#[test]
fn nothing_that_a_browser_may_hand_over_breaks_it() {
    for rate in [0.0, f32::NAN, 8000.0, 44_100.0, 1e9] {
        let mut ear = Ear::new(rate);
        for value in [0.0, 1.0, -1.0, f32::NAN, f32::INFINITY, 1e30, f32::MIN_POSITIVE] {
            ear.hear(&[value; 5000]);
            ear.miss();
        }
        ear.hear(&[]);
    }
}
