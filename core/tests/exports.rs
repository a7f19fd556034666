//! Every export says the same messages in the same order, carries what was assumed, and lets no text be more than text.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::Path;

use common::{loaded, registration};
use lifeline_core::diagram::svg::{Frame, Picture, Theme};
use lifeline_core::diagram::{Layout, PALETTE, Size};
use lifeline_core::export::{element, figure, frame, json, markdown, mermaid, messages, picture, plain, plantuml};
use lifeline_core::link::{address, open};
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventKind;

type Export = fn(&Run) -> String;

/// Every export, by the ending of its files.
const EXPORTS: [(&str, Export); 5] =
    [("mmd", mermaid), ("puml", plantuml), ("txt", plain), ("md", markdown), ("json", json)];

fn scenario(id: &str) -> Run {
    open(&registration(), &address(&format!("registration/{id}"))).run
}

fn pictured(run: &Run, frame: &Frame) -> Picture {
    let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
    layout.append(run.model(), run.trace());
    picture(run, &layout, frame)
}

/// For a page: a table under a link, and a picture as a link.
const LINK: &str = "https://docs.example/(a)/#registration/too-late";

fn for_a_page(run: &Run) -> [String; 2] {
    [messages(run, LINK), figure(run, LINK, "too late.svg")]
}

/// In a page of HTML: the site, and the link to a run of it.
const SITE: &str = "https://docs.example/(a)/index.html";

#[test]
fn a_run_stands_in_html_as_a_frame_or_as_an_element_with_a_picture_in_it() {
    let run = scenario("not-valid");
    assert_eq!(
        frame(&run, SITE, "registration/not-valid"),
        "<iframe src=\"https://docs.example/(a)/index.html?embed#registration/not-valid\" \
         title=\"Client registration with Interaction Server: Not valid\" width=\"800\" height=\"600\" loading=\"lazy\"></iframe>\n"
    );
    let run = open(&registration(), &address("registration?timeout=30s&run=connect.register-invalid.end")).run;
    assert_eq!(
        element(&run, SITE, "registration?timeout=30s&run=connect.register-invalid.end", "a.svg", None),
        "<script src=\"https://docs.example/(a)/embed.js\" async></script>\n\
         <lifeline-diagram model=\"registration\" timeout=\"30s\" run=\"connect.register-invalid.end\">\n  \
         <a href=\"https://docs.example/(a)/index.html#registration?timeout=30s&amp;run=connect.register-invalid.end\">\
         <img src=\"a.svg\" alt=\"Client registration with Interaction Server; assumed: \
         timeout 30 s, timer from the first error; the reference gives neither\"></a>\n</lifeline-diagram>\n"
    );
}

/// `UPDATE_GOLDENS=1` keeps what is exported now.
#[test]
fn every_scenario_is_exported_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    for (_, scenario) in registration().scenarios() {
        let run = self::scenario(&scenario.id);
        for (ending, export) in EXPORTS {
            let (path, text) = (folder.join(format!("{}.{ending}", scenario.id)), export(&run));
            if std::env::var_os("UPDATE_GOLDENS").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            let name = format!("{}.{ending}", scenario.id);
            common::same(&name, &text, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_export_says_the_messages_in_order_and_what_was_assumed() {
    for (_, scenario) in registration().scenarios() {
        let run = self::scenario(&scenario.id);
        for (ending, export) in EXPORTS {
            let text = export(&run);
            let mut rest = &text[..];
            for event in run.trace().events() {
                if let EventKind::Message(sent) = &event.kind {
                    let name = &*run.model()[sent.message].name;
                    let found =
                        rest.find(name).unwrap_or_else(|| panic!("{name} is missing in {}.{ending}", scenario.id));
                    rest = &rest[found + name.len()..];
                }
            }
            assert!(text.contains("assumed: "), "{}.{ending} says nothing of what was assumed", scenario.id);
        }
    }
}

#[test]
fn an_export_is_of_the_whole_run_wherever_the_cursor_stands() {
    let mut run = scenario("both-errors");
    let whole = EXPORTS.map(|(_, export)| export(&run));
    run.go_to(1);
    assert_eq!(EXPORTS.map(|(_, export)| export(&run)), whole);
}

#[test]
fn the_data_is_json_and_says_all_that_happened() {
    let run = scenario("too-late");
    let data: serde_json::Value = serde_json::from_str(&json(&run)).unwrap();
    assert_eq!(data["schema"], 1);
    let events = data["events"].as_array().unwrap();
    assert_eq!(events.len(), run.trace().events().len());
    let numbered: Vec<u64> = events.iter().filter_map(|event| event["event"].as_u64()).collect();
    assert_eq!(numbered, (1..=u64::from(run.trace().count())).collect::<Vec<_>>());
    let link = data["link"].as_str().unwrap();
    let again = open(&registration(), &address(link));
    assert_eq!((again.notices(), again.run.trace()), (vec![], run.trace()));
}

#[test]
fn for_a_page_there_is_a_link_around_the_picture_or_above_the_messages() {
    let run = scenario("too-late");
    let [table, figure] = for_a_page(&run);
    let title = "Client registration with Interaction Server";
    let link = "https://docs.example/%28a%29/#registration/too-late";
    assert!(table.starts_with(&format!("[{title}]({link})\n\n| time | message |")), "{table}");
    assert_eq!(table.lines().filter(|line| line.starts_with("| ") && line.contains(" s | ")).count(), 3, "{table}");
    assert!(figure.starts_with(&format!("[![{title}](too%20late.svg)]({link})\n\nassumed: ")), "{figure}");
    for text in [&table, &figure] {
        assert!(text.trim_end().ends_with("the reference gives none of these"), "{text}");
    }
}

#[test]
fn a_picture_tells_what_happened_and_what_was_assumed_up_to_the_cursor() {
    let mut run = scenario("too-late");
    let whole = pictured(&run, &Frame::default());
    let document = roxmltree::Document::parse(&whole.svg).unwrap();
    let text_of = |name: &str| document.descendants().find(|node| node.has_tag_name(name)).unwrap().text().unwrap();
    assert_eq!(text_of("title"), "Client registration with Interaction Server");
    let said = text_of("desc");
    assert!(
        said.starts_with("0 s: Client connects to Interaction Server. It arrives at 1 s. 0 s: Client sends"),
        "{said}"
    );
    assert!(said.contains("RequestRegisterClient is lost") && said.contains("The registration timeout"), "{said}");
    assert!(whole.svg.contains("assumed: timeout 10 s"));
    let root = document.root_element();
    let size = (root.attribute("width").unwrap(), root.attribute("height").unwrap());
    assert_eq!(size, (&*whole.width.to_string(), &*whole.height.to_string()));
    run.go_to(1);
    let first = pictured(&run, &Frame::default());
    assert!(first.height < whole.height && !first.svg.contains("is lost"));
}

#[test]
fn a_picture_follows_light_and_dark_or_has_one_theme() {
    let run = scenario("not-valid");
    let [either, light, dark] =
        [Theme::Either, Theme::Light, Theme::Dark].map(|theme| pictured(&run, &Frame { theme, part: None }).svg);
    let has = |svg: &str| {
        let colours = |of: fn(&lifeline_core::diagram::Colour) -> &'static str| {
            PALETTE.iter().filter(|colour| svg.contains(of(colour))).count()
        };
        (colours(|colour| colour.light), colours(|colour| colour.dark), svg.contains("prefers-color-scheme"))
    };
    let all = PALETTE.len();
    assert_eq!(has(&either), (all, all, true));
    // One dark colour is a light one too.
    assert_eq!(has(&light), (all, 1, false));
    assert_eq!(has(&dark), (1, all, false));
}

#[test]
fn a_part_of_a_picture_is_as_high_as_it_says_and_says_that_it_is_one() {
    let run = scenario("both-errors");
    let whole = pictured(&run, &Frame::default());
    let part = pictured(&run, &Frame { part: Some(100..300), ..Frame::default() });
    let document = roxmltree::Document::parse(&part.svg).unwrap();
    let inner = document.descendants().filter(|node| node.has_tag_name("svg")).nth(1).unwrap();
    assert_eq!(
        (inner.attribute("height"), inner.attribute("viewBox")),
        (Some("200"), Some(&*format!("0 100 {} 200", part.width)))
    );
    assert!(part.height < whole.height);
    assert!(part.svg.contains("A part of a longer diagram") && !whole.svg.contains("A part of"));
    // Beside the picture there is nothing to be seen, and nothing breaks.
    let beside = pictured(&run, &Frame { part: Some(1_000_000..1_000_200), ..Frame::default() });
    assert!(roxmltree::Document::parse(&beside.svg).is_ok() && beside.height < part.height);
}

/// Whatever stands in the data, the page about it explains: every key, every kind of event, every word for a cause.
#[test]
fn what_the_data_holds_is_documented() {
    let page = include_str!("../../docs/trace.md");
    let mut events = 0;
    for source in
        [common::REGISTRATION, include_str!("models/dhcp.lifeline"), include_str!("models/oauth-device.lifeline")]
    {
        let model = loaded(source);
        for (_, scenario) in model.scenarios() {
            let link = format!("{}/{}", model.id(), scenario.id);
            let data: serde_json::Value = serde_json::from_str(&json(&open(&model, &address(&link)).run)).unwrap();
            let listed = data["events"].as_array().unwrap();
            events += listed.len();
            for object in std::iter::once(&data).chain(listed).chain(data["participants"].as_array().unwrap()) {
                for key in object.as_object().unwrap().keys() {
                    assert!(page.contains(&format!("`{key}`")), "docs/trace.md says nothing of {key:?}");
                }
            }
            for word in listed.iter().flat_map(|event| [&event["kind"], &event["why"], &event["provenance"]]) {
                let known = word.as_str().is_none_or(|word| page.contains(&format!("`{word}`")));
                assert!(known, "docs/trace.md says nothing of {word}");
            }
        }
    }
    assert!(events > 100, "only {events} events");
}

/// A model in which every text would be more than text, were it let: markup, quotes, line ends, the words of other tools.
const HOSTILE: &str = include_str!("exports/hostile.lifeline");

#[test]
fn hostile_texts_come_out_inert() {
    let model = loaded(HOSTILE);
    let run = open(&model, &address("hostile/one")).run;
    assert!(run.trace().count() > 15 && run.unplayed().is_none());
    for (ending, export) in EXPORTS {
        let text = export(&run);
        for letter in text.chars() {
            assert!(!letter.is_control() || letter == '\n', "a control character in {ending}");
        }
        if ending != "txt" {
            assert!(!text.contains("<script"), "{ending}:\n{text}");
        }
        match ending {
            "json" => {
                let data: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(data["title"].as_str(), Some(model.title().in_language("en")));
            }
            "mmd" => {
                // Every line is one of ours: nothing in a label has begun a statement of its own.
                for line in text.lines().skip(1) {
                    let known = [
                        "accTitle: ",
                        "accDescr: ",
                        "participant p",
                        "Note over p",
                        "p1->>p2: ",
                        "p2->>p3: ",
                        "p3->>p2: ",
                    ];
                    assert!(known.iter().any(|start| line.trim_start().starts_with(start)), "{line}");
                    // What Mermaid takes for a wish about line breaks, it would keep to itself.
                    assert!(!line.contains(": wrap:"), "{line}");
                    assert!(!line.contains("%%") && line.matches(';').count() == line.matches('#').count(), "{line}");
                }
            }
            "puml" => assert_eq!(
                (text.matches('@').count(), text.matches("\\n").count(), text.matches('!').count()),
                (2, 0, 0)
            ),
            _ => {}
        }
    }
    let drawn = pictured(&run, &Frame::default()).svg;
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let known = ["svg", "title", "desc", "style", "g", "line", "path", "rect", "circle", "text", "tspan"];
    for node in document.descendants().filter(|node| node.is_element()) {
        assert!(known.contains(&node.tag_name().name()), "{}", node.tag_name().name());
    }
    for text in for_a_page(&run) {
        assert!(!text.contains("<script") && !text.contains("a](b)"), "{text}");
    }
    let hostile = "\"><script>alert(1)</script>&amp;";
    let site = ["https://docs.example/", hostile, "/"].concat();
    for text in [
        frame(&run, &site, hostile),
        element(&run, &site, hostile, hostile, None),
        element(&run, &site, hostile, hostile, Some(hostile)),
    ] {
        // Where the browser would need no end tag, the reader of XML does; attributes without a value it does not know.
        let closed = text.replace("\"></a>", "\"/></a>").replace("\">\n</life", "\"/>\n</life").replace(" async>", ">");
        let closed = ["<p>", &closed, "</p>"].concat();
        let document = roxmltree::Document::parse(&closed).unwrap_or_else(|error| panic!("{error}: {closed}"));
        let known = ["p", "iframe", "script", "lifeline-diagram", "a", "img"];
        for node in document.descendants() {
            assert!(!node.is_element() || known.contains(&node.tag_name().name()), "{text}");
            assert!(!node.is_text() || node.text().unwrap_or_default().trim().is_empty(), "{text}");
        }
    }
}
