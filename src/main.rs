//! Starts the page.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <p>{ "Lifeline" }</p> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
