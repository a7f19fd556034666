//! The gallery of models, a model that comes with its link, and messages that the reader loses.

use lifeline_core::link::carry;

use crate::barriers::found;
use crate::harness::{journey, key};
use crate::models::{DHCP, wait_for_title};

#[test]
fn a_model_is_chosen_from_the_gallery_and_left_with_the_browsers_back() {
    journey("registration/retry", |page| {
        page.wait_for("[data-control=gallery]");
        page.click("[data-control=gallery]");
        page.wait_until("all models have come", || page.count("[data-dialogue=gallery] img") == 9);
        assert_eq!(found(page), Vec::<String>::new());
        assert_eq!(
            (page.count("[data-model] [aria-current]"), page.count("[data-model=registration] [aria-current]")),
            (1, 1)
        );
        page.click("[data-model=raft] a");
        wait_for_title(page, "Raft: electing a leader");
        assert_eq!((page.fragment().as_str(), page.count("[data-dialogue]")), ("#raft/election", 0));
        page.back();
        wait_for_title(page, "Client registration with Interaction Server");
    });
}

#[test]
fn a_link_to_the_gallery_opens_it() {
    journey("gallery", |page| {
        page.wait_for("[data-dialogue=gallery] [data-model=tcp] img");
        page.press(&[key::ESCAPE]);
        page.wait_until("it is closed", || page.count("[data-dialogue]") == 0);
        page.wait_for("[data-action=connect]");
    });
}

#[test]
fn a_model_comes_with_its_link_and_goes_on_with_it() {
    let carried = carry(DHCP).unwrap_or_default();
    journey(&format!("{carried}?run=end"), |page| {
        wait_for_title(page, "A DHCP lease");
        assert!(page.text("[data-notice]").contains("came with the link"));
        page.click("[data-action=join]");
        page.wait_until("the address follows", || page.fragment() == format!("#{carried}?run=join.end"));
        page.reload();
        wait_for_title(page, "A DHCP lease");
        assert_eq!(page.fragment(), format!("#{carried}?run=join.end"));
    });
    journey(&format!("{}?run=end", &carried[..carried.len() / 2]), |page| {
        page.wait_until("it is told", || page.text("[data-notice]").contains("cut off"));
        page.wait_for("[data-action=connect]");
    });
}

#[test]
fn the_reader_loses_an_answer_and_the_request_is_repeated() {
    journey("coap?run=end", |page| {
        page.wait_for("[data-lose=ACK-Created]");
        page.click("[data-lose=ACK-Created]");
        page.wait_for("[data-awaited]");
        page.click("[data-action=post]");
        page.wait_until("it is lost", || page.count("[data-event][data-kind=lost]") > 0);
        assert_eq!(page.count("[data-awaited]"), 0);
        page.wait_until("the address follows", || page.fragment() == "#coap?run=lose-ACK-Created.post.end");
    });
}
