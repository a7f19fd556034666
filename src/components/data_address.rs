//! A picture as an address of its own, so that it can be shown without a file.

/// The address of an SVG document.
pub fn data_address(svg: &str) -> String {
    format!("data:image/svg+xml,{}", svg.replace('%', "%25").replace('#', "%23"))
}
