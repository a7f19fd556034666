//! Pictures of pixels, made by the browser from SVG.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::{download, window};

/// Draws an SVG document as PNG of this size; nothing comes of it where the browser makes no picture this large.
pub async fn png(svg: String, width: i32, height: i32) -> Option<Blob> {
    let address = Url::create_object_url_with_blob(&download::file(&svg, "image/svg+xml")?).ok()?;
    let drawn = draw(&address, width, height).await;
    let _gone = Url::revoke_object_url(&address);
    let canvas = drawn?;
    let written = Promise::new(&mut |done, failed| {
        if canvas.to_blob(&done).is_err() {
            let _told = failed.call0(&failed);
        }
    });
    JsFuture::from(written).await.ok()?.dyn_into().ok()
}

async fn draw(address: &str, width: i32, height: i32) -> Option<HtmlCanvasElement> {
    let image = HtmlImageElement::new_with_width_and_height(width.cast_unsigned(), height.cast_unsigned()).ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width.cast_unsigned());
    canvas.set_height(height.cast_unsigned());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into()).ok()?;
    Some(canvas)
}
