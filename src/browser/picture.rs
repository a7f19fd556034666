//! Pictures of pixels, made by the browser from SVG.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::{download, window};
use crate::state::share::NoPicture;

/// How long a browser may take to write a picture, in ms; some never say that they can't.
const PATIENCE: u32 = 20_000;

/// Draws an SVG document as PNG of this size.
///
/// # Errors
/// Says why nothing comes of it.
pub async fn png(svg: String, width: i32, height: i32) -> Result<Blob, NoPicture> {
    let file = download::file(&svg, "image/svg+xml").ok_or(NoPicture::TooLarge)?;
    let address = Url::create_object_url_with_blob(&file).map_err(|_| NoPicture::TooLarge)?;
    let drawn = draw(&address, width, height).await;
    let _gone = Url::revoke_object_url(&address);
    let canvas = drawn.ok_or(NoPicture::TooLarge)?;
    if is_altered() {
        return Err(NoPicture::Altered);
    }
    let written = Promise::new(&mut |done, failed| {
        if canvas.to_blob(&done).is_err() {
            let _told = failed.call0(&failed);
        }
    });
    let too_late = Promise::new(&mut |_, failed| {
        let fail = move || drop(failed.call0(&failed));
        Timeout::new(PATIENCE, fail).forget();
    });
    let first = JsFuture::from(Promise::race(&Array::of2(&written, &too_late))).await;
    // Null is what stands for a picture that it can't write.
    first.map_err(|_| NoPicture::NeverWritten)?.dyn_into().map_err(|_| NoPicture::TooLarge)
}

/// Whether a square of one colour comes back otherwise than it was painted.
fn is_altered() -> bool {
    const SIDE: u16 = 64;
    let square = || {
        let (_, context) = canvas(SIDE.into(), SIDE.into())?;
        context.set_fill_style_str("#0b6b69");
        let side = f64::from(SIDE);
        context.fill_rect(0.0, 0.0, side, side);
        Some(context.get_image_data(0.0, 0.0, side, side).ok()?.data())
    };
    square().is_none_or(|pixels| pixels.chunks(4).any(|pixel| pixel != [0x0b, 0x6b, 0x69, 0xff]))
}

fn canvas(width: u32, height: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some((canvas, context))
}

async fn draw(address: &str, width: i32, height: i32) -> Option<HtmlCanvasElement> {
    let image = HtmlImageElement::new_with_width_and_height(width.cast_unsigned(), height.cast_unsigned()).ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    let (canvas, context) = canvas(width.cast_unsigned(), height.cast_unsigned())?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into()).ok()?;
    Some(canvas)
}
