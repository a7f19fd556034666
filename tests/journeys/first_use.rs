//! The first use of the page: what it must be able to do before its later part has come.

use crate::harness::Page;

/// Opens the empty page, plays a run by hand with actions, waiting and skipping, and opens runs from their links; at two widths. Each page
/// that was used so is shown to `look` before it is left.
#[track_caller]
pub fn first_use(page: &Page, mut look: impl FnMut(&Page)) {
    // As where it was used before: the browser keeps a run of then, which only a reload brings back.
    page.open_first("");
    page.script("sessionStorage['lifeline-run'] = '\\nregistration?run=connect.end\\n'", &[]);
    for width in [1280, 360] {
        page.resize(width, 800);
        page.open_first("");
        for action in
            ["connect", "register-invalid", "send-other", "register", "disconnect", "connect", "register-invalid"]
        {
            page.click(&format!("[data-action={action}]"));
        }
        page.click("[data-control=wait]");
        page.click("[data-control=next]");
        page.wait_until("the timer has gone off", || page.count("svg [data-kind=timer-expired]") == 1);
        look(page);
        page.open_first("#registration/too-late");
        page.wait_until("the figure is played", || page.count("svg [data-kind=lost]") == 1);
        look(page);
        page.open_first(
            "#registration?timeout=30s&timer-starts=each-error&run=connect.register-invalid.2s.2x-send-other.next.end",
        );
        page.wait_until("the run is played", || page.count("svg [data-kind=timer-restarted]") == 2);
        look(page);
        let long = "connect.4x-send-other.1s.register.disconnect.".repeat(125);
        page.open_first(&format!("#registration?run={long}end"));
        page.wait_until("the long run is played", || page.count("svg [data-event='2875']") == 1);
        look(page);
    }
}
