//! Starts the page, in the element that says that it is loading.

mod app;
mod browser;
mod components;
mod hooks;
mod state;
mod words;

use state::embed::EmbedRequest;

fn main() {
    let embed = EmbedRequest::read(&browser::address::query());
    browser::document::set_theme(browser::storage::preferences().within(embed).theme);
    if let Some(root) = browser::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
