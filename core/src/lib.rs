//! Plays protocol models: the same run gives the same trace, byte for byte, on every machine.
//!
//! No clock, no I/O, no randomness, no DOM. A model is read from text, played step by step, told and drawn:
//!
//! ```
//! use lifeline_core::diagram::svg::Frame;
//! use lifeline_core::diagram::{Layout, Size};
//! use lifeline_core::load::load;
//! use lifeline_core::narration::{ENGLISH, Narrator};
//! use lifeline_core::simulation::run::Run;
//! use lifeline_core::time::Millis;
//! use lifeline_core::{export, link};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let model = load(r#"
//! model greeting "A greeting"
//!
//! participant alice "Alice" played starts present
//! participant bob "Bob" starts asleep
//! states alice
//!   present "present"
//! states bob
//!   asleep "asleep"
//!   awake "awake"
//! timer nap of bob "nap"
//! between alice and bob no connection
//! setting latency "How long does a word travel?" duration 100ms from 0ms to 1s
//!
//! message Hello "A greeting."
//! action greet of alice "Greet"
//!   send Hello to bob
//!   ours "Somebody has to begin."
//!
//! in bob asleep, awake
//!   on Hello
//!     answer Hello
//!     become awake
//!     start nap for 10s
//!     ours "It is polite."
//! in bob awake
//!   on nap expires
//!     become asleep
//!     ours "Nobody was there any more."
//! in alice present
//!   on Hello
//!     note "has been heard"
//!     ours "So that it is seen."
//! "#)?;
//!
//! // A run is its steps. Each is refused with a reason where it can't be done.
//! let narrator = Narrator::english(&model);
//! let mut run = Run::new(model.clone());
//! let (greet, _) = model.actions().next().ok_or("the model has an action")?;
//! run.act(greet).map_err(|refused| narrator.refused(&refused))?;
//! run.wait(Millis::new(15_000)).map_err(|refused| narrator.refused(&refused))?;
//!
//! // The trace is what happened, each event at its own time.
//! let told: Vec<String> = run
//!     .trace()
//!     .events()
//!     .iter()
//!     .filter(|event| event.kind.is_numbered())
//!     .map(|event| format!("{}: {}", event.at, narrator.sentence(run.trace(), event)))
//!     .collect();
//! assert_eq!(told[0], "0 s: Alice sends Hello to Bob. It arrives at 100 ms.");
//! assert_eq!(told[1], "100 ms: Bob answers Hello with Hello. It arrives at 200 ms.");
//! assert_eq!(told[2], "100 ms: Bob is now “awake”.");
//! assert_eq!(told[3], "100 ms: Bob sets the nap to 10 s: it expires at 10.1 s.");
//! assert_eq!(told[4], "200 ms: Alice: has been heard.");
//! assert_eq!(told[5], "10.1 s: The nap of Bob expires.");
//!
//! // A link holds the whole run; whoever opens it sees the same.
//! let link = link::write(&run, None);
//! assert_eq!(link, "greeting?run=greet.15s.end");
//! assert_eq!(link::open(&model, &link::address(&link)).run.trace(), run.trace());
//!
//! // The diagram is laid out once, as far as the trace goes, and drawn as SVG.
//! let mut layout = Layout::new(&model, &ENGLISH, Size::Roomy);
//! layout.append(&model, run.trace());
//! let picture = export::picture(&run, &layout, &Frame::default());
//! assert!(picture.svg.starts_with("<svg "));
//! # Ok(())
//! # }
//! ```
//!
//! The folders are the pipeline, and depend on each other one way only:
//!
//! ```text
//! text, time ← model ← language, simulation
//! simulation ← check, narration
//! narration ← link, diagram ← export
//! language, narration ← load
//! ```

pub mod check;
pub mod diagram;
pub mod export;
pub mod language;
pub mod link;
pub mod load;
pub mod model;
pub mod narration;
pub mod simulation;
pub mod text;
pub mod time;
