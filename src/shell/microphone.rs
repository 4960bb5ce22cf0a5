//! The microphone, heard by an ear that keeps no sound: samples go from the browser's analyser to `domain::voice` and
//! nowhere else. Knows how to come by them and how to let go.

use super::page;
use crate::app::{FromMicrophone, MicrophoneFault};
use crate::domain::voice::Ear;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::{Array, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, DomException, MediaStream, MediaStreamConstraints, MediaStreamTrack,
    MediaTrackConstraints,
};

/// Milliseconds from look to look.
const LOOKS: u32 = 200;
/// The samples the analyser holds: 0.7 s, the most there is, so that a late look misses nothing.
const HELD: u32 = 32_768;

/// The microphone, asked for or open; dropped, it is let go.
pub struct Microphone {
    wanted: Rc<Cell<bool>>,
    open: Rc<RefCell<Option<Open>>>,
}

impl Drop for Microphone {
    fn drop(&mut self) {
        self.wanted.set(false);
        self.open.borrow_mut().take();
    }
}

/// All that is held while it hears.
struct Open {
    stream: MediaStream,
    context: AudioContext,
    _looks: Interval,
    _ends: Vec<EventListener>,
}

impl Drop for Open {
    fn drop(&mut self) {
        tracks(&self.stream).for_each(|track| track.stop());
        whatever(self.context.close());
    }
}

/// Asks for the microphone. Whatever comes of it, and all that is heard until what this returns is dropped, goes to `tell`.
pub fn open(tell: Rc<dyn Fn(FromMicrophone)>) -> Microphone {
    let microphone = Microphone { wanted: Rc::new(Cell::new(true)), open: Rc::default() };
    let (wanted, place) = (Rc::clone(&microphone.wanted), Rc::clone(&microphone.open));
    wasm_bindgen_futures::spawn_local(async move {
        let came = match ask().await {
            // Nobody waits for it any more: what was granted is given back.
            Ok(stream) if !wanted.get() => return tracks(&stream).for_each(|track| track.stop()),
            Ok(stream) => listen(stream, Rc::clone(&tell)),
            Err(fault) => Err(fault),
        };
        if wanted.get() {
            tell(FromMicrophone::Opened(came.map(|open| drop(place.replace(Some(open))))));
        }
    });
    microphone
}

/// The sound as it is: raised by the browser it would tell nothing of the loudness. Echoes of the customer are left out.
async fn ask() -> Result<MediaStream, MicrophoneFault> {
    let window = web_sys::window().ok_or(MicrophoneFault::Unsupported)?;
    let devices = window.navigator().media_devices().map_err(|_| MicrophoneFault::Unsupported)?;
    // Outside of secure contexts it is undefined, whatever its type says.
    if devices.is_undefined() {
        return Err(MicrophoneFault::Unsupported);
    }
    let sound = MediaTrackConstraints::new();
    sound.set_echo_cancellation(&true.into());
    sound.set_auto_gain_control(&false.into());
    let wish = MediaStreamConstraints::new();
    wish.set_audio(&sound);
    let asked = devices.get_user_media_with_constraints(&wish).map_err(|error| fault(&error))?;
    JsFuture::from(asked).await.map_err(|error| fault(&error))?.dyn_into().map_err(|_| MicrophoneFault::Unsupported)
}

fn listen(stream: MediaStream, tell: Rc<dyn Fn(FromMicrophone)>) -> Result<Open, MicrophoneFault> {
    let begin = || -> Result<(AudioContext, AnalyserNode), JsValue> {
        let context = AudioContext::new()?;
        let analyser = context.create_analyser()?;
        analyser.set_fft_size(HELD);
        context.create_media_stream_source(&stream)?.connect_with_audio_node(&analyser)?;
        // A browser may let it wait for a gesture; the one that asked for it counts.
        whatever(context.resume());
        Ok((context, analyser))
    };
    let (context, analyser) = begin().map_err(|_| {
        tracks(&stream).for_each(|track| track.stop());
        MicrophoneFault::Busy
    })?;
    let ends = tracks(&stream)
        .map(|track| {
            let tell = Rc::clone(&tell);
            EventListener::once(&track, "ended", move |_| tell(FromMicrophone::Opened(Err(MicrophoneFault::Lost))))
        })
        .collect();
    let looks = Interval::new(LOOKS, look(context.clone(), analyser, tell));
    Ok(Open { stream, context, _looks: looks, _ends: ends })
}

/// Hands the ear what has come since the last look.
fn look(context: AudioContext, analyser: AnalyserNode, tell: Rc<dyn Fn(FromMicrophone)>) -> impl FnMut() {
    let rate = context.sample_rate();
    let mut ear = Ear::new(rate);
    let mut samples = vec![0.0; HELD as usize];
    let mut last = context.current_time();
    move || {
        let now = context.current_time();
        let fresh = ((now - last) * f64::from(rate)).round() as usize;
        last = now;
        let missed = fresh.saturating_sub(samples.len());
        if missed > 0 {
            ear.miss();
        }
        analyser.get_float_time_domain_data(&mut samples);
        let heard = ear.hear(&samples[samples.len() - fresh.min(samples.len())..]);
        heard.into_iter().for_each(|news| tell(FromMicrophone::Heard(news)));
    }
}

/// Lets the browser do it, and is content if it cannot.
fn whatever(asked: Result<Promise, JsValue>) {
    wasm_bindgen_futures::spawn_local(async move {
        if let Ok(asked) = asked {
            let _ = JsFuture::from(asked).await;
        }
    });
}

fn tracks(stream: &MediaStream) -> impl Iterator<Item = MediaStreamTrack> + use<> {
    let tracks: Array = stream.get_tracks();
    tracks.into_iter().filter_map(|track| track.dyn_into().ok())
}

fn fault(error: &JsValue) -> MicrophoneFault {
    let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "SecurityError" if page::in_frame() => MicrophoneFault::Framed,
        "NotAllowedError" | "SecurityError" => MicrophoneFault::Denied,
        "NotFoundError" | "OverconstrainedError" => MicrophoneFault::NoDevice,
        "NotReadableError" | "AbortError" => MicrophoneFault::Busy,
        _ => MicrophoneFault::Unsupported,
    }
}
