//! The gallery: what it has, how it is opened, and what is in it of what could be loaded.

use std::fs;
use std::path::Path;

use super::common::{dispatch, follow, link, page};
use crate::state::action::{Missing, OpenAction, PageAction};
use crate::state::gallery::{GROUPS, Gallery};

fn text(id: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    fs::read_to_string(folder.join(format!("{id}.lifeline"))).unwrap()
}

fn ids() -> Vec<&'static str> {
    GROUPS.iter().flat_map(|group| group.models).copied().collect()
}

#[test]
fn every_model_of_the_site_is_in_the_gallery_once_with_its_picture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let mut there: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut shown = ids();
    there.sort();
    shown.sort_unstable();
    assert_eq!(shown, there);
    let mut gallery = Gallery::default();
    for id in shown {
        gallery.take(id, Ok(text(id).into()));
        let entry = gallery.get(id).unwrap().clone().unwrap();
        assert_eq!(entry.model.id(), id);
        assert!(entry.link.starts_with(&format!("{id}/")), "{id} has a scenario that plays on arrival");
        assert!(entry.picture.svg.contains("<svg"));
    }
}

#[test]
fn it_opens_over_the_run_and_leaves_it() {
    let mut state = page("registration/retry");
    dispatch(&mut state, OpenAction::Gallery);
    assert!(state.gallery.is_some());
    dispatch(&mut state, OpenAction::GalleryModel("raft", Ok(text("raft").into())));
    dispatch(&mut state, OpenAction::GalleryModel("tcp", Err(Missing::NotReached)));
    let gallery = state.gallery.clone().unwrap();
    assert!(
        gallery.get("raft").unwrap().is_ok() && gallery.get("tcp").unwrap().is_err() && gallery.get("coap").is_none()
    );
    dispatch(&mut state, PageAction::CloseDialogue);
    assert!(state.gallery.is_none());
    assert_eq!(link(&state), "registration/retry");
}

#[test]
fn a_link_opens_it_too_over_something_that_plays() {
    let state = page("gallery");
    assert!(state.gallery.is_some() && state.model().is_some());
    let mut state = page("registration/retry");
    follow(&mut state, "gallery");
    assert!(state.gallery.is_some());
    assert_eq!(link(&state), "registration/retry");
}
