//! Every export says the same messages in the same order, carries what was assumed, and lets no text be more than text.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{loaded, registration};
use lifeline_core::diagram::svg::{Frame, Picture, Shows, Theme};
use lifeline_core::diagram::{Layout, PALETTE, Size};
use lifeline_core::export::{
    Detail, element, figure, frame, json, markdown, mermaid, mermaid_limit, messages, picture, plain, plantuml,
    plantuml_limit,
};
use lifeline_core::link::{address, open};
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventKind;

type Export = fn(&Run) -> String;

/// Every export, by the ending of its files.
const EXPORTS: [(&str, Export); 5] = [
    ("mmd", |run| mermaid(run, Detail::default())),
    ("puml", |run| plantuml(run, Detail::default())),
    ("txt", |run| plain(run, Detail::default())),
    ("md", markdown),
    ("json", json),
];

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
         timeout 30 s, timer from the first error; the reference gives neither\" /></a>\n</lifeline-diagram>\n"
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

/// The colours that are painted with: what stands in `fill` and `stroke`.
fn colours(svg: &str) -> BTreeSet<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let attributes = document.descendants().flat_map(|node| node.attributes());
    let painted = attributes.filter(|attribute| ["fill", "stroke"].contains(&attribute.name()));
    painted.map(|attribute| attribute.value().to_owned()).filter(|colour| colour != "none").collect()
}

#[test]
fn a_picture_follows_light_and_dark_or_has_one_theme() {
    let run = scenario("not-valid");
    let [either, light, dark] = [Theme::Either, Theme::Light, Theme::Dark]
        .map(|theme| pictured(&run, &Frame { theme, ..Frame::default() }).svg);
    assert_eq!(colours(&either), colours(&light));
    assert!(colours(&light).len() > 5);
    for colour in PALETTE {
        assert_eq!(colours(&light).contains(colour.light), colours(&dark).contains(colour.dark), "{}", colour.name);
        let rule = format!("[fill=\"{}\"]{{fill:{}}}", colour.light, colour.dark);
        assert_eq!([&either, &light, &dark].map(|svg| svg.contains(&rule)), [true, false, false], "{}", colour.name);
        // By its colour a shape is found that the dark colours another.
        assert_eq!(PALETTE.iter().filter(|other| other.light == colour.light).count(), 1, "{}", colour.name);
    }
}

#[test]
fn a_picture_is_whole_without_its_stylesheet_and_says_nothing_of_the_page_around_it() {
    let pictures: Vec<String> =
        ["not-valid", "retry", "too-late"].map(|id| pictured(&scenario(id), &Frame::default()).svg).into();
    let mut names = BTreeSet::new();
    for svg in &pictures {
        let document = roxmltree::Document::parse(svg).unwrap();
        let class = document.root_element().attribute("class").unwrap();
        assert!(names.insert(class.to_owned()), "{class} is another picture's, too");
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            if ["rect", "circle", "path", "line", "text"].contains(&name) {
                assert!(node.has_attribute("fill") || node.has_attribute("stroke"), "{name} is painted by nothing");
            }
            assert!(node.attribute("id").is_none_or(|id| id.starts_with(class)));
            assert!(node == document.root_element() || !node.has_attribute("class"), "a page could paint it");
        }
        let style = document.descendants().find(|node| node.has_tag_name("style")).unwrap().text().unwrap();
        let rules = style.lines().filter(|line| line.contains('{') && !line.starts_with('@'));
        assert!(rules.clone().count() > 10 && rules.clone().all(|rule| rule.starts_with(&format!(".{class} "))));
        let read = |svg: &str| {
            let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap();
            tree.to_string(&usvg::WriteOptions::default())
        };
        assert_eq!(read(&svg.replace(style, "")), read(svg), "light is what needs no stylesheet");
    }
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

/// Two answers that only a field tells apart, and an action of which nothing is seen.
const TWINS: &str = "\
model twins \"Twins\"
participant ann \"Ann\" played starts on
participant bob \"Bob\" starts idle
between ann and bob no connection
states ann
  on \"at work\"
  off \"gone home\"
states bob
  idle
message Ok
  field Turn number
  field Word text
action first of ann \"First\"
  send Ok to bob with Turn 1, Word \"same\"
  ours \"x\"
action second of ann \"Second\"
  send Ok to bob with Turn 2, Word \"same\"
  ours \"x\"
action leave of ann \"Leave\"
  become off
  ours \"x\"
in bob idle
  on Ok
    ours \"x\"
";

fn twins(steps: &str) -> Run {
    let run = open(&loaded(TWINS), &address(&format!("twins?run={steps}.end"))).run;
    assert!(run.unplayed().is_none());
    run
}

#[test]
fn messages_of_one_name_are_told_apart_by_what_differs() {
    let both = twins("first.second");
    for (ending, export) in &EXPORTS[..3] {
        let text = export(&both);
        assert!(
            text.contains("Ok (Turn 1)") && text.contains("Ok (Turn 2)") && !text.contains("same"),
            "{ending}:\n{text}"
        );
        assert!(!export(&twins("first")).contains("Turn"), "{ending}: one needs nothing to be told apart");
    }
}

#[test]
fn an_action_of_which_nothing_else_is_seen_is_told_in_its_place() {
    let run = twins("first.1s.leave.1s.leave");
    for (ending, export) in EXPORTS.iter().filter(|(ending, _)| ["mmd", "puml", "txt"].contains(ending)) {
        let text = export(&run);
        let (ok, leave) = (text.find("Ok").unwrap(), text.find("Leave").unwrap());
        assert!(ok < leave && text.matches("Leave").count() == 2, "{ending}:\n{text}");
        assert!(!text.contains("gone home"), "{ending}:\n{text}");
    }
    // The change of state has a sentence; leaving again changes nothing, and has none.
    let text = markdown(&run);
    assert!(text.contains("2. 1 s: Ann is now “gone home”.") && text.contains("\n- 2 s: Ann: Leave\n"), "{text}");
}

#[test]
fn states_are_drawn_where_they_are_asked_for() {
    let run = twins("leave");
    let detail = Detail { states: true };
    for text in [mermaid(&run, detail), plantuml(&run, detail), plain(&run, detail)] {
        assert!(text.contains("is now “gone home”") && !text.contains("Leave"), "{text}");
    }
}

#[test]
fn lifelines_stand_in_columns_whatever_the_script() {
    let wide = TWINS
        .replace("\"Ann\"", "\"客人\"")
        .replace("\"Bob\"", "\"前台服务员é\"")
        .replace(
            "    ours",
            "    note \"检查是否有空房间，然后回答客人，很高兴为您服务，请稍等片刻。✅ e\u{301}\"\n    ours",
        )
        .replace("\"same\"", "\"王小明\"");
    let run = open(&loaded(&wide), &address("twins?run=first.second.1s.leave.end")).run;
    let text = plain(&run, Detail::default());
    let drawing: Vec<&str> = text.lines().skip(3).take_while(|line| !line.is_empty()).collect();
    let columns = |line: &str| -> Vec<usize> {
        line.match_indices('|').map(|(at, _)| unicode_width::UnicodeWidthStr::width(&line[..at])).collect()
    };
    let expected = columns(drawing[0]);
    assert_eq!(expected.len(), 2);
    assert!(drawing.len() > 8 && drawing.iter().any(|line| line.contains("回答")), "{text}");
    for line in drawing {
        assert_eq!(columns(line), expected, "{line}\n{text}");
        assert!(unicode_width::UnicodeWidthStr::width(line) < expected[1] + 50, "{line}");
    }
}

#[test]
fn the_limits_of_other_tools_are_said_with_what_helps() {
    let short = scenario("both-errors");
    let long = open(&registration(), &address("registration?run=connect.1000x-send-other.end")).run;
    assert_eq!(mermaid_limit(&mermaid(&short, Detail::default())), None);
    assert!(mermaid_limit(&mermaid(&long, Detail::default())).is_some_and(|said| said.contains("maxTextSize")));
    assert_eq!(plantuml_limit(&plantuml(&short, Detail::default())), None);
    assert!(
        plantuml_limit(&plantuml(&long, Detail::default())).is_some_and(|said| said.contains("PLANTUML_LIMIT_SIZE"))
    );
}

#[test]
fn nothing_in_markdown_becomes_a_link_by_itself() {
    let model = TWINS.replace("\"same\"", "\"https://evil.example www.evil.example @everyone\"");
    let text = markdown(&open(&loaded(&model), &address("twins?run=first.end")).run);
    for bare in ["://", "www.", "@"] {
        assert!(!text.contains(bare), "{bare} in\n{text}");
    }
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
                        "%% For Mermaid 9.1 or later.",
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
                    assert!(line.contains("%% For Mermaid") || !line.contains("%%"), "{line}");
                    assert!(line.matches(';').count() == line.matches('#').count(), "{line}");
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
        // Attributes without a value are no XML.
        let closed = text.replace(" async>", ">");
        let closed = ["<p>", &closed, "</p>"].concat();
        let document = roxmltree::Document::parse(&closed).unwrap_or_else(|error| panic!("{error}: {closed}"));
        let known = ["p", "iframe", "script", "lifeline-diagram", "a", "img"];
        for node in document.descendants() {
            assert!(!node.is_element() || known.contains(&node.tag_name().name()), "{text}");
            assert!(!node.is_text() || node.text().unwrap_or_default().trim().is_empty(), "{text}");
        }
    }
}

#[test]
fn a_writer_says_what_a_picture_shows() {
    let opened = |link: &str| open(&registration(), &address(link)).run;
    let picture_of = |run: &Run, shows: Shows| {
        let mut layout = Layout::new(run.model(), &ENGLISH, shows.size());
        layout.append(run.model(), run.trace());
        picture(run, &layout, &Frame { shows, ..Frame::default() })
    };
    let run = opened("registration?timeout=10s&run=connect.register-invalid.end");
    let drawn = |shows: Shows| picture_of(&run, shows);
    let all = Shows::default();
    let (whole, title) = (drawn(all), run.model().title().in_language("en").to_owned());
    let says = |picture: &Picture, words: &str| picture.svg.contains(&format!(">{words}<"));
    let titled = drawn(Shows { title: true, ..all });
    assert!(titled.height > whole.height && titled.svg.matches(&title).count() > whole.svg.matches(&title).count());
    let bare = drawn(Shows { states: false, fields: false, grounds: false, now: false, ground: false, ..all });
    assert!(bare.height < whole.height);
    assert!(says(&whole, "now") && !says(&bare, "now"));
    assert!(whole.svg.contains("ReferenceId 1") && !bare.svg.contains("ReferenceId 1<"));
    assert!(whole.svg.contains("assumed: timeout 10 s") && !bare.svg.contains("assumed: timeout 10 s"));
    let ground = format!("<rect width=\"{}\" height=\"{}\"", bare.width, bare.height);
    assert!(!bare.svg.contains(&ground), "the page shines through");

    let stateless = Shows { states: false, ..all };
    let (begun, ended) = (opened("registration?run=end"), opened("registration?run=connect.disconnect.end"));
    assert!(says(&picture_of(&begun, all), "not connected"), "the states stand in the heads");
    assert!(!says(&picture_of(&begun, stateless), "not connected"));
    let [all_told, without_heads] = [all, stateless]
        .map(|shows| picture_of(&ended, Shows { now: false, ..shows }).svg.matches(">not connected<").count());
    assert_eq!((all_told, without_heads), (2, 1), "rows tell of states as they change in any case");
}
