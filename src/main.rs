//! Starts the page, in the element that says that it is loading.

mod app;
mod browser;
mod document;
mod duration;
mod exercised;
mod keyboard;
mod keys;
mod opening;
mod parts;
mod pointing;
mod state;
mod words;

fn main() {
    if let Some(root) = browser::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
