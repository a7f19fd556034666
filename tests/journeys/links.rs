//! What is wrong with a link or a field is said in words at its place, and the page stays usable.

use crate::harness::{journey, key};

#[test]
fn a_damaged_link_is_played_as_far_as_it_makes_sense_and_said_in_words() {
    let table = [
        ("registration/sucessful", "There is no figure called “sucessful”. Did you mean successful?", "disconnected"),
        ("registration?run=connect.regster.end", "Did you mean register?", "connected"),
        ("registration?run=connect.next.end", "Nothing is due", "connected"),
        ("registration?run=connect.register", "may have been cut off", "registered"),
        ("registration?timeout=2d&run=connect.end", "It stays 10s.", "connected"),
        ("registration?run=connect.1.5s.end", "write 1500ms", "connected"),
    ];
    for (link, said, client) in table {
        journey(link, |page| {
            assert!(page.text("[data-notice]").contains(said), "{link}: {}", page.text("[data-notice]"));
            assert_eq!(page.attr("[data-state=client]", "data-value"), client, "{link}");
            assert_eq!(page.fragment(), format!("#{link}"), "the address stays as it was given");
            // The reader acts, and the address follows.
            let action = if client == "disconnected" { "connect" } else { "disconnect" };
            page.click(&format!("[data-action={action}]"));
            page.wait_until("the address follows", || page.fragment().ends_with(&format!("{action}.end")));
        });
    }
}

#[test]
fn an_unknown_model_is_said_and_the_page_stays_usable() {
    journey("", |page| {
        page.go_to("no-such-protocol?run=end");
        page.wait_until("it is said", || page.count("[data-notice]") > 0);
        assert!(page.text("[data-notice]").contains("no-such-protocol"), "{}", page.text("[data-notice]"));
        // A file that isn't there is an error of its own in the console.
        page.forgive();
        page.go_to("registration/successful");
        page.wait_until("the figure", || page.count("[data-transcript] [data-event]") == 8);
        assert_eq!(page.count("[data-notice]"), 0);
    });
}

#[test]
fn a_link_followed_inside_the_page_is_opened() {
    journey("registration/successful", |page| {
        page.go_to("registration?timeout=100ms&run=connect.register-invalid.next.end");
        page.wait_until("the other run", || page.attr("[data-clock]", "data-clock") == "100");
        assert_eq!(page.attr("[data-state=server]", "data-value"), "idle");
    });
}

#[test]
fn a_run_survives_a_reload() {
    journey("", |page| {
        page.click("[data-action=connect]");
        page.click("[data-action=register-invalid]");
        page.wait_until("the address", || page.fragment() == "#registration?run=connect.register-invalid.end");
        page.reload();
        page.wait_until("the run", || page.attr("[data-state=server]", "data-value") == "refused");
        assert_eq!(page.count("[data-notice]"), 0);
    });
}

#[test]
fn a_field_that_holds_no_time_says_so_and_loses_nothing() {
    journey("registration?run=connect.register-invalid.end", |page| {
        page.fill("[data-wait]", "soon");
        page.click("[data-control=wait]");
        page.wait_until("it is said", || page.text("body").contains("a time begins with a whole number"));
        assert_eq!(page.attr("[data-clock]", "data-clock"), "0");
        assert_eq!(page.value("[data-wait]"), "soon");
        page.fill("[data-setting=timeout]", "2h");
        page.press(&[key::ENTER]);
        page.wait_until("it is said", || page.text("body").contains("between 100 ms and 1 h"));
        assert_eq!(page.attr("[data-state=server]", "data-value"), "refused");
        page.fill("[data-setting=timeout]", "3s");
        page.press(&[key::ENTER]);
        page.wait_until("the run is played with it", || page.fragment().contains("timeout=3s"));
        page.click("[data-control=next]");
        page.wait_until("the disconnect", || page.attr("[data-clock]", "data-clock") == "3000");
    });
}

#[test]
fn what_no_longer_plays_under_a_changed_setting_is_said_and_can_be_undone() {
    journey("registration/silent-client", |page| {
        page.click(
            "[data-setting=timer-starts][value=first-error], [data-setting=timer-starts] option[value=first-error]",
        );
        page.wait_until("it is said", || page.count("[data-notice]") > 0);
        assert!(page.text("[data-notice]").contains("next"), "{}", page.text("[data-notice]"));
        assert_eq!(page.attr("[data-state=client]", "data-value"), "connected");
        page.click("[data-control=undo]");
        page.wait_until("the figure is back", || page.attr("[data-clock]", "data-clock") == "10000");
        assert_eq!(page.count("[data-notice]"), 0);
    });
}
