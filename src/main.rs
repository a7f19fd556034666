//! Starts the page, in the element that says that it is loading.

mod app;
mod browser;
mod document;
mod duration;
mod embedded;
mod events;
mod exercised;
mod html;
mod keys;
#[cfg(test)]
mod looking_tests;
mod marks;
mod opening;
mod own;
#[cfg(test)]
mod own_tests;
mod page;
mod parts;
mod presses;
mod session;
mod share;
#[cfg(test)]
mod share_tests;
mod sharing;
mod state;
#[cfg(test)]
mod state_tests;
#[cfg(test)]
mod travel_tests;
mod words;
mod zoom;

fn main() {
    if let Some(root) = browser::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
