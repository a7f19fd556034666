//! Runs in pages of other people: by a plain frame or by the element, in step with that page, and without disturbing it.

use crate::harness::{Page, browse, journey};
use crate::host::Host;
use crate::models::DHCP;
use lifeline_core::link::carry;
use serde_json::json;

/// The frame of the first element, and that of the second.
pub const FRAME: &str = "document.querySelectorAll('lifeline-diagram')[0].shadowRoot.querySelector('iframe')";
pub const SECOND: &str = "document.querySelectorAll('lifeline-diagram')[1].shadowRoot.querySelector('iframe')";
const PLAIN: &str = "document.querySelector('iframe')";

/// A page with the script and this in it, which notes the events of the elements.
fn with_script(body: &str) -> String {
    let listen = "<script>window.told = []; for (const kind of ['change', 'error'])
        addEventListener('lifeline-' + kind, (e) => told.push([kind, e.detail]))</script>";
    format!(
        "<!DOCTYPE html><meta charset=utf-8><title>Somebody's page</title><link rel=icon href='data:,'>{listen}\
         <script src='SITEembed.js'></script><body>{body}"
    )
}

/// Opens such a page, with no policy of its own.
#[track_caller]
pub fn open(page: &Page, body: &str) -> Host {
    let host = Host::serve(page, &with_script(body), "");
    page.open_host(&host);
    host
}

/// Waits until so many elements show their frames instead of what is in them.
#[track_caller]
pub fn wait_for_frames(page: &Page, count: u64) {
    let script = "return [...document.querySelectorAll('lifeline-diagram')].filter((element) =>
        element.shadowRoot.querySelector('iframe.ready')).length";
    page.wait_until("the frames are ready", || page.script(script, &[]) == json!(count));
}

/// What stands in an element's own place: `frame`, `fallback`, or both or none of them.
pub fn shown(page: &Page) -> String {
    let script = "const e = document.querySelector('lifeline-diagram'), f = e.shadowRoot?.querySelector('iframe');
        return [f?.checkVisibility({ visibilityProperty: true }) && 'frame',
                e.firstElementChild.checkVisibility({ visibilityProperty: true }) && 'fallback'].filter(Boolean).join(' ')";
    page.script(script, &[]).as_str().unwrap_or_default().to_owned()
}

pub fn state(page: &Page) -> String {
    page.attr("[data-state=client]", "data-value")
}

pub fn told(page: &Page) -> String {
    page.script("return told", &[]).to_string()
}

#[test]
fn a_figure_shows_its_run_from_the_top_with_one_thin_bar_until_it_is_played() {
    journey("?embed#registration/not-valid", |page| {
        page.resize(1100, 400);
        page.settle();
        for part in [".scroller", ".foot h1", ".foot .assumed", ".foot [data-control=play]", ".foot a"] {
            assert_eq!(page.count(part), 1, "{part}");
        }
        let whole_page = ["[data-scenario]", "[data-theme-choice]", "[data-control=share]", "[data-setting]", ".top"];
        for part in whole_page.into_iter().chain(["[data-action]", "[data-clock]", "[data-control=figure]"]) {
            assert_eq!(page.count(part), 0, "{part}");
        }
        let place = "const { scrollTop, scrollHeight, clientHeight } = document.querySelector('.scroller');
            return [scrollTop, scrollHeight > clientHeight]";
        assert_eq!(
            page.script(place, &[]),
            json!([0, true]),
            "it is read from its top, though its end is out of sight"
        );
        assert_eq!(page.script("return document.activeElement.tagName", &[]), json!("BODY"));
        assert!(page.script("return document.querySelector('.foot').offsetHeight", &[]).as_u64() <= Some(40));
        let whole = format!("{}#registration/not-valid", page.site);
        assert_eq!(page.attr(".foot a", "href"), whole);
        assert_eq!(page.attr(".foot a", "target"), "_blank");
        let history = page.script("return history.length", &[]);

        page.click(".foot [data-control=play]");
        for part in ["[data-action=connect]", "[data-clock]", "[data-timeline]", "[data-control=figure]"] {
            page.wait_for(part);
        }
        page.wait_until("it plays from its beginning", || page.attr("[data-clock]", "data-clock") == "0");
        page.click("[data-control=reset]");
        page.click("[data-action=connect]");
        page.wait_until("the way out leads to where the reader is", || page.attr(".foot a", "href") != whole);
        page.wait_until("the address follows", || page.fragment().contains("run="));
        page.click("[data-control=figure]");
        page.wait_until("it is the figure again", || page.count("[data-control=figure]") == 0);
        assert_eq!((page.fragment(), page.attr(".foot a", "href")), ("#registration/not-valid".to_owned(), whole));
        assert_eq!(page.script("return history.length", &[]), history);
        assert_eq!(page.script("return document.activeElement.className", &[]), json!("scroller"));
    });
}

#[test]
fn a_figure_whose_link_carries_its_model_has_the_way_to_the_whole_page() {
    let link = format!("{}/renewal", carry(DHCP).unwrap());
    journey(&format!("?embed#{link}"), |page| {
        page.wait_for(".foot a");
        assert_eq!(page.attr(".foot a", "href"), format!("{}#{link}", page.site));
        page.click(".foot [data-control=play]");
        page.wait_until("it plays", || page.count("[data-control=figure]") == 1);
        page.click("[data-control=reset]");
        page.wait_until("the way leads to the run", || page.attr(".foot a", "href").ends_with("?run=end"));
    });
}

#[test]
fn a_pressed_row_of_a_figure_tells_itself_and_what_is_looked_at_stays() {
    journey("?embed#registration/not-valid", |page| {
        page.resize(700, 500);
        page.settle();
        assert_eq!(page.count(".told"), 0);
        page.script(
            "document.querySelector(\".body [data-event='4'] .hit\").dispatchEvent(new MouseEvent('click', { bubbles: true }))",
            &[],
        );
        page.wait_for(".told .panel.selected");
        assert_eq!(page.text(".told h2"), "RequestRegisterClient");
        page.wait_for("[data-action=connect]");
        page.settle();
        assert!(page.script("return document.querySelector('.scroller').scrollTop", &[]).as_i64() < Some(60));
        page.click("[data-control=unselect]");
        page.wait_until("it is closed", || page.count(".told") == 0);
    });
}

#[test]
fn the_colours_of_the_host_page_come_along() {
    browse(|page| {
        let host = open(
            page,
            "<style>lifeline-diagram { --lifeline-ground: #1e1e2e; --lifeline-ink: #cdd6f4 }
             .none { --lifeline-ground: nothing }</style>
             <div style='color: #ddd'><lifeline-diagram scenario=not-valid></lifeline-diagram>
             <lifeline-diagram scenario=not-valid class=none></lifeline-diagram></div>",
        );
        wait_for_frames(page, 2);
        let ground = "return getComputedStyle(document.documentElement).backgroundColor";
        page.within(FRAME, || {
            page.wait_until("it is the host's", || page.script(ground, &[]) == json!("rgb(30, 30, 46)"));
        });
        page.within(SECOND, || {
            page.wait_until("it is the theme's", || page.script(ground, &[]) == json!("rgb(18, 23, 26)"));
        });
        drop(host);
    });
}

#[test]
fn on_paper_the_still_picture_stands_in_the_place_of_what_is_played() {
    browse(|page| {
        let host = open(
            page,
            "<lifeline-diagram scenario=not-valid><a href='SITE#registration/not-valid'>A run</a></lifeline-diagram>",
        );
        wait_for_frames(page, 1);
        assert_eq!(shown(page), "frame");
        page.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
        assert_eq!(shown(page), "fallback");
        page.devtools("Emulation.setEmulatedMedia", &json!({ "media": "" }));
        assert_eq!(shown(page), "frame");
        drop(host);
    });
}

/// Begins to play with a figure.
#[track_caller]
pub fn enter(page: &Page) {
    page.click(".heads");
    page.wait_for("[data-control=figure]");
}

#[test]
fn a_page_with_a_strict_policy_embeds_by_a_plain_frame() {
    browse(|page| {
        let html = "<!DOCTYPE html><meta charset=utf-8><title>Strict</title>\
                    <iframe src='SITE?embed&amp;theme=dark#registration/not-valid' title='A run' width=700 height=600></iframe>";
        let policy = "default-src 'none'; script-src 'self'; frame-src ORIGIN; img-src 'self'";
        let host = Host::serve(page, html, policy);
        page.open_host(&host);
        let before = page.script("return [history.length, location.href]", &[]);
        page.within(PLAIN, || {
            page.wait_until("the figure is played", || page.count(".body [data-kind=timer-expired]") == 1);
            assert_eq!(page.attr("html", "data-theme"), "dark");
            enter(page);
            page.click("[data-action=connect]");
            page.wait_until("played on", || state(page) == "connected");
            page.click("[data-control=back]");
            page.click("[data-control=figure]");
            page.wait_until("and back", || page.count("[data-control=figure]") == 0);
        });
        assert_eq!(page.script("return [history.length, location.href]", &[]), before, "the page's history is its own");
    });
}

#[test]
fn the_frame_is_as_high_as_its_run_and_stays_so_while_it_is_played() {
    browse(|page| {
        let host = open(
            page,
            "<lifeline-diagram scenario=not-valid max-height=2000></lifeline-diagram>
             <lifeline-diagram scenario=both-errors max-height=350></lifeline-diagram>
             <lifeline-diagram scenario=both-errors height=444></lifeline-diagram>",
        );
        wait_for_frames(page, 3);
        let heights = "return [...document.querySelectorAll('lifeline-diagram')].map((e) => e.clientHeight)";
        let before = page.script(heights, &[]);
        assert_eq!((&before[1], &before[2]), (&json!(350), &json!(444)));
        page.within(FRAME, || {
            let over = "const s = document.querySelector('.scroller'); return s.scrollHeight - s.clientHeight";
            page.wait_until("all of the run is in sight", || page.script(over, &[]) == json!(0));
            let below = "return innerHeight - document.querySelector('.foot').getBoundingClientRect().bottom";
            assert_eq!(page.script(below, &[]), json!(0), "and the bar is at its end");
            enter(page);
            page.click("[data-control=reset]");
            page.click("[data-action=connect]");
            page.wait_until("connected", || state(page) == "connected");
            page.settle();
        });
        assert_eq!(page.script(heights, &[]), before);
        drop(host);
    });
}

#[test]
fn a_narrow_figure_says_all_that_it_assumes_and_nothing_moves_while_it_is_played() {
    journey("?embed#registration/both-errors", |page| {
        page.resize(360, 520);
        page.settle();
        let is_cut = "const it = document.querySelector('.foot .assumed'); return it.scrollWidth > it.clientWidth";
        assert_eq!(page.script(is_cut, &[]), json!(false));
        page.visit("?embed#registration?run=end");
        enter(page);
        page.wait_for("[data-action=connect]");
        page.settle();
        let top = || page.script("return document.querySelector('.time-bar').getBoundingClientRect().top", &[]);
        let assumed = || page.text(".foot .assumed");
        let (before, nothing) = (top(), assumed());
        page.click("[data-action=connect]");
        page.wait_until("something is assumed", || assumed() != nothing);
        page.settle();
        assert_eq!(top(), before);
    });
}

#[test]
fn messages_of_wrong_shape_source_or_origin_change_nothing() {
    browse(|page| {
        // The sibling says to the frame what only the page around it may say, and to the page what only the frame may say.
        let host = open(
            page,
            "<iframe src='SITE?embed#registration/not-valid' title=x width=700 height=500></iframe>
             <lifeline-diagram run=connect max-height=900></lifeline-diagram>
             <iframe srcdoc=\"<script>onmessage = (e) => { for (const kind of ['open', 'height', 'change', 'error', 'theme'])
                 for (const value of ['registration?run=end', 99, 'dark']) (e.data === 'up' ? parent : parent[0]).postMessage({ lifeline: kind, value }, '*');
                 parent.postMessage('said', '*') }</script>\"></iframe>",
        );
        wait_for_frames(page, 1);
        page.within(PLAIN, || page.wait_until("the figure", || state(page) == "disconnected"));
        let height = page.script("return document.querySelector('lifeline-diagram').clientHeight", &[]);
        let unchanged = || {
            page.within(PLAIN, || {
                // Whatever was sent before this has come by then.
                page.script("return new Promise((done) => { addEventListener('message', () => done(null), { once: true }); parent[0].postMessage(0) })", &[]);
                page.settle();
                assert_eq!(page.fragment(), "#registration/not-valid");
                assert_eq!((state(page), page.attr("html", "data-theme")), ("disconnected".to_owned(), String::new()));
            });
            assert_eq!(told(page), "[]");
            assert_eq!(page.script("return document.querySelector('lifeline-diagram').clientHeight", &[]), height);
        };
        let sibling = |to: &str| {
            let script = "addEventListener('message', (e) => e.data === 'said' && arguments[1](), { once: false });
                frames[1].postMessage(arguments[0], '*')";
            page.must("execute/async", json!({ "script": script, "args": [to] }));
        };
        for to in ["frame", "up"] {
            sibling(to);
            unchanged();
        }
        // The page itself, in no shape that is known; and as if it were the element's frame.
        let shapes = "for (const data of [null, 7, 'open', [], {}, { lifeline: 'open' }, { value: 'registration?run=end' },
                { lifeline: 'open', value: 7 }, { lifeline: 'open', value: ['registration?run=end'] }, { lifeline: ['open'], value: 'x' },
                { lifeline: 'theme', value: 'neon' }, { lifeline: 'opens', value: 'registration?run=end' }]) frames[0].postMessage(data, '*');
            for (const value of [99, '99', 'x']) for (const lifeline of ['height', 'change', 'error']) postMessage({ lifeline, value }, '*')";
        page.script(shapes, &[]);
        unchanged();
        // The element's own frame, once something from another origin is in it.
        page.script(&format!("{FRAME}.src = '{}evil'", host.address), &[]);
        page.within(FRAME, || page.wait_for("title"));
        page.within(FRAME, || {
            page.script(
                "for (const [lifeline, value] of [['height', 99], ['change', 'x'], ['error', 'x']]) parent.postMessage({ lifeline, value }, '*')",
                &[],
            )
        });
        unchanged();
        // What is right is done: so the rest was seen, too.
        page.script("frames[0].postMessage({ lifeline: 'open', value: 'registration?run=connect.end' }, '*')", &[]);
        page.script("frames[0].postMessage({ lifeline: 'theme', value: 'dark' }, '*')", &[]);
        page.within(PLAIN, || {
            page.wait_until("it is opened", || state(page) == "connected");
            page.wait_until("in dark", || page.attr("html", "data-theme") == "dark");
        });
        // It tells so, and what is wrong, to the page; the element hears its own frame only.
        page.script(
            "frames[0].postMessage({ lifeline: 'open', value: 'registration?run=connect.regster.end' }, '*')",
            &[],
        );
        page.within(PLAIN, || page.wait_for("[data-notice]"));
        page.settle();
        assert_eq!(told(page), "[]");
        assert_eq!(page.script("return document.querySelector('lifeline-diagram').clientHeight", &[]), height);
    });
}

#[test]
fn attributes_are_live_and_what_happens_is_told() {
    browse(|page| {
        let host = open(
            page,
            "<lifeline-diagram model=registration timeout=30s run=connect.register-invalid></lifeline-diagram>",
        );
        wait_for_frames(page, 1);
        let set = |name: &str, value: &str| {
            page.script(
                "document.querySelector('lifeline-diagram').setAttribute(...arguments)",
                &[json!(name), json!(value)],
            );
        };
        let timers = || page.within(FRAME, || page.text(".body [data-kind=timer-set]"));
        let history = page.script("return history.length", &[]);
        page.within(FRAME, || page.script("window.same = true", &[]));
        page.wait_until("the setting is as the attribute says", || timers().contains("timeout: 30"));
        set("timeout", "7s");
        page.wait_until("and when it says otherwise", || timers().contains("timeout: 7"));
        set("run", "connect.register");
        page.within(FRAME, || page.wait_until("another run", || state(page) == "registered"));
        let both = "const e = document.querySelector('lifeline-diagram');
            e.setAttribute('scenario', 'not-valid'); e.removeAttribute('run')";
        page.script(both, &[]);
        page.within(FRAME, || {
            page.wait_until("a figure", || state(page) == "disconnected");
            assert_eq!(page.script("return window.same ?? false", &[]), json!(true), "nothing was loaded anew");
        });
        assert_eq!(told(page), "[]", "what the page itself does it need not be told");

        page.within(FRAME, || {
            enter(page);
            page.click("[data-action=connect]");
        });
        page.wait_until("what the reader does is told", || {
            told(page).contains(&format!("[\"change\",\"{}#registration?", page.site))
        });
        page.within(FRAME, || page.click("[data-control=figure]"));
        page.wait_until("and the way back", || told(page).contains("#registration/not-valid"));
        set("run", "connect.regster");
        page.wait_until("what is wrong is told", || told(page).contains("\"error\"") && told(page).contains("regster"));
        assert_eq!(page.script("return history.length", &[]), history);
        drop(host);
    });
}

#[test]
fn it_follows_the_pages_theme_however_the_page_makes_it() {
    browse(|page| {
        let host = open(
            page,
            "<style>:root { color-scheme: light dark } [data-theme=dark] { color: oklch(0.93 0.01 200); background: #111; transition: color 0.1s }
             .night { color: #ddd }</style><div><lifeline-diagram scenario=not-valid></lifeline-diagram></div>",
        );
        wait_for_frames(page, 1);
        let wait_for = |theme: &str| {
            page.within(FRAME, || page.wait_until(theme, || page.attr("html", "data-theme") == theme));
        };
        wait_for("light");
        page.prefer(&[("prefers-color-scheme", "dark")]);
        wait_for("dark");
        page.script("document.documentElement.style.colorScheme = 'light'", &[]);
        wait_for("light");
        page.script("document.documentElement.dataset.theme = 'dark'", &[]);
        wait_for("dark");
        page.script("document.documentElement.dataset.theme = 'light'", &[]);
        wait_for("light");
        page.script("document.querySelector('div').className = 'night'", &[]);
        wait_for("dark");
        page.script("document.querySelector('lifeline-diagram').setAttribute('theme', 'light')", &[]);
        wait_for("light");
        drop(host);
    });
}

#[test]
fn the_frame_comes_when_the_reader_comes_near_and_what_is_in_the_element_stays_till_then() {
    browse(|page| {
        let host = open(
            page,
            "<p style='height: 5000px'>Above.</p><lifeline-diagram scenario=not-valid><a href='SITE#registration/not-valid'>A run</a></lifeline-diagram>",
        );
        page.settle();
        assert_eq!(shown(page), "fallback");
        assert!(!page.requests().iter().any(|url| url.contains("?embed")), "nothing is asked for yet");
        page.script("scrollTo(0, 5000)", &[]);
        wait_for_frames(page, 1);
        assert_eq!(shown(page), "frame");
        assert!(page.requests().iter().any(|url| url.contains("?embed")));
        drop(host);
    });
}

#[test]
fn without_script_and_without_the_site_what_is_in_the_element_stays() {
    let body =
        "<lifeline-diagram scenario=not-valid><a href='SITE#registration/not-valid'>A run</a></lifeline-diagram>";
    browse(|page| {
        let host = Host::serve(page, &with_script(body), "script-src 'none'; img-src data:");
        page.open_host(&host);
        assert_eq!(shown(page), "fallback");
        page.forgive();
    });
    browse(|page| {
        let gone = Host::serve(page, "", "").address.clone();
        let host = open(page, &body.replace("<lifeline-diagram", &format!("<lifeline-diagram src={gone}")));
        page.wait_until("it is told", || told(page).contains("could not be loaded"));
        assert_eq!(shown(page), "fallback");
        page.forgive();
        drop(host);
    });
    browse(|page| {
        page.block(&["*.wasm"]);
        let host = open(page, body);
        page.wait_until("it is told", || told(page).contains("could not be started"));
        assert_eq!(shown(page), "fallback");
        page.block(&[]);
        page.forgive();
        drop(host);
    });
}

#[test]
fn a_model_that_there_is_not_is_told_and_nothing_else_is_shown_in_its_stead() {
    browse(|page| {
        let host = open(page, "<lifeline-diagram model=regstration><a href='SITE'>A run</a></lifeline-diagram>");
        page.wait_until("it is told", || told(page).contains("regstration"));
        page.settle();
        assert_eq!(shown(page), "fallback");
        page.within(FRAME, || assert_eq!(page.count(".body"), 0));
        page.script("document.querySelector('lifeline-diagram').setAttribute('model', 'registration')", &[]);
        wait_for_frames(page, 1);
        assert_eq!(shown(page), "frame");
        page.forgive();
        drop(host);
    });
}

#[test]
fn of_several_records_of_where_the_element_is_the_last_counts() {
    browse(|page| {
        // As browsers hand them over when the page is busy.
        let busy = "<script>const Observer = IntersectionObserver;
            window.IntersectionObserver = class extends Observer {
                constructor(hear, options) {
                    super((records, observer) => hear([{ isIntersecting: false }, ...records], observer), options);
                }
            }</script>";
        let html = with_script("<lifeline-diagram scenario=not-valid></lifeline-diagram>");
        let html = html.replacen("<script src", &format!("{busy}<script src"), 1);
        let host = Host::serve(page, &html, "");
        page.open_host(&host);
        wait_for_frames(page, 1);
    });
}

#[test]
fn what_is_wrong_is_on_the_console_and_in_an_element_that_is_empty() {
    browse(|page| {
        let body = "<lifeline-diagram src='ftp://127.0.0.1/'>\n</lifeline-diagram>
            <lifeline-diagram src='ftp://127.0.0.1/'><i>A run</i></lifeline-diagram>";
        let host = open(page, body);
        let seen = "return [...document.querySelectorAll('lifeline-diagram')].map((element) =>
            [...element.shadowRoot.querySelectorAll('p')].map((it) => it.textContent).join())";
        page.wait_until("it is told", || told(page).matches("from a web server").count() == 2);
        assert_eq!(page.script(seen, &[]), json!(["The diagram must come from a web server.", ""]));
        let warnings = page.console().into_iter().filter(|line| line.contains("lifeline-diagram>"));
        assert_eq!(warnings.count(), 2, "{:?}", page.console());
        // A page that deals with errors has them to itself.
        let dealt = "addEventListener('lifeline-error', (event) => event.preventDefault(), { capture: true });
            document.querySelector('lifeline-diagram').setAttribute('src', 'data:,x');
            const other = document.createElement('lifeline-diagram');
            other.setAttribute('src', 'httpx:foo');
            document.body.append(other)";
        page.script(dealt, &[]);
        page.wait_until("it is told once more", || told(page).matches("from a web server").count() == 3);
        assert_eq!(page.script(seen, &[])[2], json!(""));
        drop(host);
    });
}

#[test]
fn no_height_hides_the_diagram_or_is_beyond_measure() {
    browse(|page| {
        let body = "<lifeline-diagram run=connect height=-5></lifeline-diagram>
            <lifeline-diagram run=connect height=99999999999999></lifeline-diagram>";
        let host = open(page, body);
        let heights = "return [...document.querySelectorAll('lifeline-diagram')].map((it) => it.clientHeight)";
        page.wait_until("the first frame", || {
            page.script(&format!("return {FRAME}?.matches('.ready')"), &[]) == json!(true)
        });
        let high = page.script(heights, &[]);
        assert!(high[0].as_u64() > Some(150) && high[1] == json!(10_000), "{high}");
        // A frame that has gone wrong, from the site's own origin.
        page.within(FRAME, || {
            page.script(
                "for (const value of [0, -500, NaN, '9', 0.2]) parent.postMessage({ lifeline: 'height', value }, '*')",
                &[],
            )
        });
        page.settle();
        assert_eq!(page.script(heights, &[]), high);
        drop(host);
    });
}

#[test]
fn a_frame_in_a_sandbox_says_what_it_lacks() {
    browse(|page| {
        let listen = "<script>window.said = []; onmessage = ({ data }) => said.push(data)</script>";
        let frame =
            "<iframe sandbox=allow-scripts src='SITE?embed#registration' title=x width=700 height=500></iframe>";
        let host = Host::serve(
            page,
            &format!("<!DOCTYPE html><title>x</title><link rel=icon href='data:,'>{listen}{frame}"),
            "",
        );
        page.open_host(&host);
        page.wait_until("the page around it is told", || {
            let said = page.script("return said", &[]).to_string();
            said.contains("error") && said.contains("allow-same-origin")
        });
        page.forgive();
        drop(host);
    });
}

#[test]
fn the_script_is_a_module_as_well_and_twice_is_once() {
    let element = "<lifeline-diagram scenario=not-valid></lifeline-diagram>";
    for scripts in [
        "<script type=module src='SITEembed.js'></script>",
        "<script type=module>import 'SITEembed.js'</script>",
        "<script>import('SITEembed.js')</script>",
        "<script src='SITEembed.js'></script><script type=module src='SITEembed.js'></script>",
    ] {
        browse(|page| {
            let html = format!("<!DOCTYPE html><title>x</title><link rel=icon href='data:,'>{scripts}{element}");
            let host = Host::serve(page, &html, "");
            page.open_host(&host);
            page.wait_until("the element is there", || {
                page.script("return !!document.querySelector('lifeline-diagram').shadowRoot", &[]) == json!(true)
            });
            wait_for_frames(page, 1);
        });
    }
}

#[test]
fn a_page_with_a_strict_policy_that_allows_the_script_and_the_frames_has_the_element() {
    browse(|page| {
        let html = "<!DOCTYPE html><title>x</title><script src='SITEembed.js'></script>\
                    <lifeline-diagram scenario=not-valid></lifeline-diagram>";
        let host = Host::serve(page, html, "default-src 'none'; script-src ORIGIN; frame-src ORIGIN; img-src 'self'");
        page.open_host(&host);
        wait_for_frames(page, 1);
    });
}
