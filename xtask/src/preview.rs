//! Gives the picture that stands for the site in chats its whole address: most of them ask for no relative one.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// The picture's address, as it is in the sources.
const RELATIVE: &str = "./preview.png";

/// The picture's whole address in a site that will be found at `address`.
pub fn whole(address: &str) -> Result<String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b":/.-_~%".contains(&byte);
    ensure!(
        address.starts_with("http") && address.contains("://") && address.bytes().all(is_plain),
        "{address} is no address of a site; https://docs.example/lifeline/ is one"
    );
    Ok(format!("{}/preview.png", address.trim_end_matches('/')))
}

/// Writes the picture's whole address into the page of a site.
pub fn name(site: &Path, whole: &str) -> Result<()> {
    let path = site.join("index.html");
    let page = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    ensure!(page.matches(RELATIVE).count() == 1, "index.html should name {RELATIVE} once");
    fs::write(&path, page.replace(RELATIVE, whole)).with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{name, whole};
    use crate::project;
    use anyhow::Result;
    use std::fs;

    #[test]
    fn the_picture_has_a_whole_address_where_the_sites_own_is_known() -> Result<()> {
        let site = project::target().join("preview-tests");
        fs::create_dir_all(&site)?;
        fs::copy(project::root().join("index.html"), site.join("index.html"))?;
        for no_address in ["docs.example", "https://docs.example/\"><script>", "/lifeline"] {
            assert!(whole(no_address).is_err(), "{no_address}");
        }
        name(&site, &whole("https://docs.example/lifeline/")?)?;
        let page = fs::read_to_string(site.join("index.html"))?;
        assert!(page.contains("<meta property=\"og:image\" content=\"https://docs.example/lifeline/preview.png\">"));
        Ok(())
    }
}
