//! Starts the page, in the element that says that it is loading.

mod app;
mod browser;
mod components;
mod hooks;
mod state;
mod words;

fn main() {
    let preferences = browser::storage::preferences();
    let surroundings = browser::surroundings();
    browser::document::set_theme(surroundings.theme(preferences));
    if let Some(root) = browser::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
