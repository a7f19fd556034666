//! The command from outside: what it writes, what it says, and how it ends.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lifeline_core::diagram::svg::{Frame, Theme};
use lifeline_core::diagram::{Layout, Size};
use lifeline_core::export::{self, Detail};
use lifeline_core::link::{address, open};
use lifeline_core::load::load;
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;

const REGISTRATION: &str = include_str!("../../models/registration.lifeline");
const DHCP: &str = include_str!("../../core/tests/models/dhcp.lifeline");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// A folder of its own for a test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the command in a folder: how it ended, what it wrote, and what it said.
fn lifeline_in(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_lifeline")).args(args).current_dir(folder).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn lifeline(args: &[&str]) -> (i32, String, String) {
    lifeline_in(&root(), args)
}

fn run(source: &str, link: &str) -> Run {
    open(&load(source).unwrap_or_else(|problems| panic!("{problems}")), &address(link)).run
}

fn svg(run: &Run, theme: Theme) -> String {
    let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
    layout.append(run.model(), run.trace());
    export::picture(run, &layout, &Frame { theme, ..Frame::default() }).svg
}

#[test]
fn every_form_is_the_one_that_the_core_gives() {
    let link = "registration?timeout=30s&run=connect.register-invalid.next.end";
    let run = run(REGISTRATION, link);
    let forms = [
        (vec!["svg"], svg(&run, Theme::Either)),
        (vec!["svg", "--theme", "auto"], svg(&run, Theme::Either)),
        (vec!["svg", "--theme=light"], svg(&run, Theme::Light)),
        (vec!["svg", "--theme", "dark"], svg(&run, Theme::Dark)),
        (vec!["text"], export::plain(&run, Detail::default())),
        (vec!["mermaid"], export::mermaid(&run, Detail::default())),
        (vec!["plantuml"], export::plantuml(&run, Detail::default())),
        (vec!["markdown"], export::markdown(&run)),
        (vec!["json"], export::json(&run)),
    ];
    for (mut args, expected) in forms {
        args.push(link);
        assert_eq!(lifeline(&args), (0, expected, String::new()), "{args:?}");
    }
}

#[test]
fn states_are_noted_where_that_is_asked_for() {
    let link = "registration/not-valid";
    let expected = export::plain(&run(REGISTRATION, link), Detail { states: true });
    assert_eq!(lifeline(&["text", "--states", link]), (0, expected, String::new()));
    assert_eq!(lifeline(&["svg", "--states", link]).0, 2);
}

#[test]
fn what_another_tool_would_cut_off_is_said() {
    for (form, setting) in [("mermaid", "maxTextSize"), ("plantuml", "PLANTUML_LIMIT_SIZE")] {
        let (code, out, said) = lifeline(&[form, "connect.1000x-send-other"]);
        assert!(code == 0 && out.len() > 50_000, "{form}");
        assert!(said.starts_with("lifeline: ") && said.contains(setting), "{said}");
    }
}

#[test]
fn a_run_is_given_as_a_link_as_an_address_or_by_its_steps() {
    let expected = export::plain(&run(REGISTRATION, "registration?run=connect.register.end"), Detail::default());
    for given in [
        "registration?run=connect.register.end",
        "#registration?run=connect.register.end",
        "registration?run=connect.register",
        "https://a.site/lifeline/?embed#registration?run=connect.register.end",
        "https://a.site/#registration%3Frun=connect.register.end).",
        "connect.register.end",
        "connect.register",
        "connect.register.",
    ] {
        assert_eq!(lifeline(&["text", given]), (0, expected.clone(), String::new()), "{given}");
    }
    let empty = export::plain(&run(REGISTRATION, "registration"), Detail::default());
    for given in ["", "end", "registration", "#registration"] {
        assert_eq!(lifeline(&["text", given]), (0, empty.clone(), String::new()), "{given}");
    }
}

#[test]
fn a_model_from_a_file_is_played_and_the_output_goes_where_it_is_wanted() {
    let folder = folder("model-from-a-file");
    fs::write(folder.join("my.lifeline"), DHCP).unwrap();
    let expected = export::json(&run(DHCP, "dhcp/renewal"));
    assert_eq!(
        lifeline_in(&folder, &["json", "--model", "my.lifeline", "-o", "out.json", "dhcp/renewal"]),
        (0, String::new(), String::new())
    );
    assert_eq!(fs::read_to_string(folder.join("out.json")).unwrap(), expected);
    let (code, out, said) = lifeline_in(&folder, &["text", "--model", "my.lifeline", "registration/not-valid"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(said, "lifeline: there is no model “registration”; there is dhcp\n");
    let (code, out, said) = lifeline_in(&folder, &["text", "--model", "none.lifeline", "connect"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(said.starts_with("lifeline: none.lifeline: "), "{said}");
}

#[test]
fn a_damaged_link_is_written_as_far_as_it_plays_and_what_is_wrong_is_said() {
    let (code, out, said) = lifeline(&["text", "registration?run=connect.regster.end"]);
    assert_eq!((code, out), (1, export::plain(&run(REGISTRATION, "registration?run=connect.end"), Detail::default())));
    assert_eq!(
        said,
        "lifeline: Step 2 of the link, “regster”, is nothing that can be done here. Did you mean register?\n"
    );
}

#[test]
fn a_wrong_call_ends_with_2_and_says_why() {
    let table: &[(&[&str], &str)] = &[
        (&[], "svg"),
        (&["svgg", "x"], "'svg'"),
        (&["svg"], "LINK|RUN"),
        (&["svg", "a", "b"], "'b'"),
        (&["svg", "--theme", "red", "a"], "auto, light, dark"),
        (&["text", "--theme", "dark", "a"], "'--theme'"),
        (&["svg", "--theme", "dark", "--theme", "dark", "a"], "--theme"),
        (&["text", "--modle", "m.lifeline", "a"], "'--model'"),
        (&["model"], "check"),
        (&["model", "chek", "a"], "'check'"),
        (&["model", "check"], "FILE"),
        (&["model", "check", "--states", "0", "a"], "--states"),
        (&["model", "check", "--seconds", "soon", "a"], "--seconds"),
        (&["links", "check", "--update", "a"], "--lock"),
        (&["completions", "fsh"], "'fish'"),
    ];
    for (args, expected) in table {
        let (code, out, said) = lifeline(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(said.contains(expected), "{args:?}: {said}");
    }
}

#[test]
fn help_tells_of_every_command_and_option() {
    let commands = ["svg", "text", "mermaid", "plantuml", "markdown", "json", "model", "links", "completions"];
    for (args, names) in [
        (vec!["--help"], commands.to_vec()),
        (vec!["help"], commands.to_vec()),
        (vec!["svg", "--help"], vec!["--model", "--theme", "--output", "-o"]),
        (vec!["json", "-h"], vec!["--model", "--output"]),
        (vec!["text", "-h"], vec!["--states"]),
        (vec!["model", "link", "--help"], vec!["FILE", "STEPS"]),
        (vec!["model", "check", "--help"], vec!["--strict", "--states", "--losses", "--memory", "--seconds", "--json"]),
        (vec!["links", "check", "--help"], vec!["--model", "--lock", "--update", "lifeline-links off"]),
    ] {
        let (code, out, said) = lifeline(&args);
        assert_eq!((code, said.as_str()), (0, ""));
        for name in names {
            assert!(out.contains(name), "{args:?} does not tell of {name}");
        }
        let longest = out.lines().map(str::len).max();
        assert!(longest <= Some(130), "{args:?} has a line of {longest:?} characters");
    }
    assert!(lifeline(&["--version"]).1.starts_with("lifeline 0."));
}

#[test]
fn shells_can_complete_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script, said) = lifeline(&["completions", shell]);
        assert_eq!((code, said.as_str()), (0, ""), "{shell}");
        for name in ["plantuml", "theme", "strict", "seconds", "update"] {
            assert!(script.contains(name), "{shell} does not complete {name}");
        }
    }
}

#[test]
fn good_models_are_explored() {
    let (code, out, said) = lifeline(&["model", "check", "--states", "3000", "models/registration.lifeline"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let expected = "models/registration.lifeline: registration: 18 rules, 8 states, 5 actions, 7 scenarios; explored ";
    assert!(out.starts_with(expected), "{out}");
    assert!(out.contains(" not explored to the end, waits sampled, durations sampled\n"), "{out}");
}

#[test]
fn what_an_exploration_finds_has_a_link_that_shows_it() {
    let probe = |name: &str| format!("core/tests/models/probes/{name}.lifeline");
    let check = |name: &str| lifeline(&["model", "check", "--states", "2000", "--strict", &probe(name)]);
    let (code, _, said) = check("unconnected");
    let place = probe("unconnected") + ":10:1";
    let expected = format!(
        "{place}: error: `Hello`, sent here, arrives in state `deaf` of `b`, which is marked `unconnected`\n  #lie?run=hello.end\n"
    );
    assert_eq!((code, said), (1, expected));

    // Models that are right, and were once called wrong.
    for name in ["door-code", "middle-of-a-range", "middle-of-a-wait", "three-strikes", "two-choices"] {
        let (code, _, said) = check(name);
        assert_eq!((code, said.as_str()), (0, ""), "{name}");
    }
    let (code, _, said) = check("always-refused");
    assert!(code == 1 && said.contains(":12:1: error: the action `go` is always refused after this run: "), "{said}");
}

#[test]
fn what_was_found_can_be_had_as_json() {
    let (code, out, _) =
        lifeline(&["model", "check", "--json", "core/tests/models/probes/unconnected.lifeline", "--states", "900"]);
    let checked: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    let (explored, finding) = (&checked[0]["explored"], &checked[0]["findings"][0]);
    assert_eq!((&explored["exact"], &explored["waits_sampled"]), (&false.into(), &true.into()));
    assert_eq!((&finding["severity"], &finding["line"]), (&"error".into(), &10.into()));
    assert_eq!((&finding["kind"], &finding["link"]), (&"arrives-unconnected".into(), &"lie?run=hello.end".into()));
}

#[test]
fn editors_are_told_the_characters_that_are_meant_and_what_to_write_instead() {
    let folder = folder("for-editors");
    let good = "model small \"Small\"\nparticipant ann \"Ann\" played starts off\nparticipant bob \"Bob\" starts idle\n\
        between ann and bob no connection\nstates ann\n  off\nstates bob\n  idle\nmessage Ask\n\
        action ask of ann \"Ask\"\n  send Ask to bob\n";
    let check = |name: &str, text: &str| -> serde_json::Value {
        fs::write(folder.join(name), text).unwrap();
        let (_, out, _) = lifeline_in(&folder, &["model", "check", "--json", "--states", "50", name]);
        serde_json::from_str::<serde_json::Value>(&out).unwrap()[0].clone()
    };
    let extent = |finding: &serde_json::Value| {
        ["line", "column", "end_line", "end_column"].map(|part| finding[part].as_u64().unwrap_or_default())
    };

    // Columns count characters, whatever they take in bytes.
    let wrong = check("wrong.lifeline", &format!("{good}in bob idle\n  on Ask\n    note \"дом 🏠\" whne bob is bob\n"));
    assert_eq!((&wrong["explored"], wrong["findings"].as_array().unwrap().len()), (&serde_json::Value::Null, 1));
    let mistake = &wrong["findings"][0];
    assert_eq!(extent(mistake), [14, 18, 14, 22]);
    assert_eq!((&mistake["severity"], &mistake["kind"]), (&"error".into(), &"mistake".into()));
    assert_eq!(mistake["replacement"], "when");

    // What is odd, a scenario that can't be played, and what was found in runs, side by side.
    let odd = check(
        "odd.lifeline",
        &format!(
            "{good}timer bell of bob\nscenario s \"S\"\n  play ask, next\nin bob idle\n  on disconnect\n    cancel bell\n"
        ),
    );
    let kinds: Vec<_> = odd["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["kind"].as_str().unwrap(), extent(finding)))
        .collect();
    assert!(kinds.contains(&("odd", [12, 7, 12, 11])), "{kinds:?}");
    assert!(kinds.contains(&("unplayed", [14, 13, 14, 17])), "{kinds:?}");
    assert!(kinds.contains(&("not-handled", [10, 1, 10, 24])), "{kinds:?}");
    assert_eq!(kinds[0].0, "unplayed");

    let none = lifeline_in(&folder, &["model", "check", "--json", "none.lifeline"]).1;
    assert!(none.contains("\"kind\": \"unreadable\"") && !none.contains("\"line\""), "{none}");
}

#[test]
fn what_is_wrong_with_a_model_is_said_with_its_place() {
    let folder = folder("wrong-models");
    let good = "model small \"Small\"\nparticipant ann \"Ann\" played starts off\nparticipant bob \"Bob\" starts idle\n\
        between ann and bob no connection\nstates ann\n  off\nstates bob\n  idle\n  busy\nmessage Ask\n\
        action ask of ann \"Ask\"\n  send Ask to bob\n  ours \"x\"\n";
    let rule = "in bob idle\n  on Ask\n    ours \"x\"\n";
    fs::write(folder.join("unknown.lifeline"), format!("{good}in bob idel\n  on Ask\n    ours \"x\"\n")).unwrap();
    let (code, out, said) = lifeline_in(&folder, &["model", "check", "unknown.lifeline"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        said.starts_with("unknown.lifeline:14:8: there is no state `idel` of `bob`\n  14 | in bob idel\n"),
        "{said}"
    );

    // A state that nothing leads to, and the rule in it: wrong only where everything was tried.
    let far = "in bob busy\n  on Ask\n    become idle\n    ours \"x\"\n";
    fs::write(folder.join("far.lifeline"), [good, rule, far].concat()).unwrap();
    let (code, _, said) = lifeline_in(&folder, &["model", "check", "--states", "500", "far.lifeline"]);
    assert_eq!(code, 0);
    assert!(said.contains("far.lifeline:18:1: hint: this rule is not found to be taken\n"), "{said}");
    let fixed = "setting latency \"Travel time?\" duration 0ms from 0ms to 0ms\n";
    fs::write(folder.join("exact.lifeline"), [good, rule, far, fixed].concat()).unwrap();
    let (code, out, said) = lifeline_in(&folder, &["model", "check", "exact.lifeline"]);
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "exact.lifeline: small: 2 rules, 3 states, 1 action, 0 scenarios; explored 1 state by 1 step, 0 deep, under 1 setting: everything was tried\n"
    );
    assert!(said.contains("exact.lifeline:18:1: error: this rule is never taken\n"), "{said}");
    assert!(said.contains("exact.lifeline:9:1: error: the state `busy` of `bob` is never entered\n"), "{said}");

    // Of a rule with several triggers, the one that never sets it off.
    let several = "in bob idle\n  on Ask, disconnect\n    ours \"x\"\n";
    fs::write(folder.join("several.lifeline"), [good, several, fixed].concat().replace("  busy\n", "")).unwrap();
    let (code, _, said) = lifeline_in(&folder, &["model", "check", "several.lifeline"]);
    assert_eq!(code, 1);
    assert_eq!(said, "several.lifeline:14:1: error: this rule is never taken on `disconnect`\n");

    // An oddity counts only where one is strict.
    let odd = [good, rule, "timer bell of bob\n"].concat().replace("  busy\n", "");
    fs::write(folder.join("odd.lifeline"), odd).unwrap();
    let (code, _, said) = lifeline_in(&folder, &["model", "check", "--states", "500", "odd.lifeline"]);
    assert!(code == 0 && said.contains("warning: ") && said.contains("bell"), "{code} {said}");
    assert_eq!(lifeline_in(&folder, &["model", "check", "--states", "500", "--strict", "odd.lifeline"]).0, 1);
}

#[test]
fn links_in_documents_are_played() {
    let folder = folder("documents");
    fs::write(folder.join("my.lifeline"), DHCP.replace("model dhcp ", "model mine ")).unwrap();
    let page = "\
See [the figure](lifeline/#registration/not-valid) and

<lifeline-diagram model=\"registration\"
  run=\"connect.register\" timeout=\"30s\">still</lifeline-diagram>
<lifeline-diagram model=\"./my.lifeline\" scenario=\"renewal\"></lifeline-diagram>
";
    fs::write(folder.join("good.md"), page).unwrap();
    let (code, out, said) = lifeline_in(&folder, &["links", "check", "good.md"]);
    assert_eq!((code, out.as_str(), said.as_str()), (0, "3 links in 1 file, 0 problems\n", ""));
    let page = "\
<p>
<iframe src=\"/lifeline/#registration?timeout=30s&amp;run=connect.regster.end\"></iframe>
<a href=\"#mine/renewal\">not known here</a>
<a href=\"#mine?run=connect.end\">nor here</a>
<lifeline-diagram model=registration run=connect timout=3s></lifeline-diagram>
";
    fs::write(folder.join("bad.html"), page).unwrap();
    let (code, out, said) = lifeline_in(&folder, &["links", "check", "good.md", "bad.html"]);
    assert_eq!((code, out.as_str()), (1, "6 links in 2 files, 3 problems\n"));
    assert_eq!(
        said,
        "\
bad.html:2: #registration?timeout=30s&amp;run=connect.regster.end: Step 2 of the link, “regster”, is nothing that can be done here. Did you mean register?
bad.html:4: #mine?run=connect.end: there is no model “mine”; there is registration, deliver, pull, mqtt-qos2, coap, tcp, dhcp-lease, device-grant, raft
bad.html:5: #registration?run=connect.end&timout=3s: The link sets “timout”, which this protocol does not have. Did you mean timeout?
"
    );
    let (_, out, _) = lifeline_in(&folder, &["links", "check", "--model", "my.lifeline", "bad.html"]);
    assert!(out.starts_with("4 links in 1 file"), "{out}");
    let (code, _, said) = lifeline_in(&folder, &["links", "check", "none.md"]);
    assert!(code == 1 && said.starts_with("lifeline: none.md: "), "{code} {said}");
}

#[test]
fn a_link_carries_a_model() {
    let folder = folder("carried");
    fs::write(folder.join("my.lifeline"), DHCP).unwrap();
    let (code, link, said) = lifeline_in(&folder, &["model", "link", "my.lifeline"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let carried = link.trim().strip_suffix("?run=end").unwrap();
    let named = lifeline_in(&folder, &["text", "--model", "my.lifeline", "dhcp/renewal"]);
    assert_eq!(lifeline_in(&folder, &["text", &format!("{carried}/renewal")]), named);
    let document = format!("[a run](https://a.site/{carried}/renewal), <lifeline-diagram model=\"{}\">", &carried[1..]);
    fs::write(folder.join("good.md"), document).unwrap();
    let (code, out, said) = lifeline_in(&folder, &["links", "check", "good.md"]);
    assert_eq!((code, out.as_str(), said.as_str()), (0, "2 links in 1 file, 0 problems\n", ""));
    let damaged = carried.replacen(&carried[20..24], "", 1);
    fs::write(folder.join("bad.md"), format!("[a run](https://a.site/{damaged}?run=end)")).unwrap();
    let (code, _, said) = lifeline_in(&folder, &["links", "check", "bad.md"]);
    assert!(code == 1 && said.contains("changed or cut off"), "{said}");
}

/// What `links check` says of a document that stands in `docs/` below a folder, called from within `docs/`.
fn checked_in_docs(folder: &Path, document: &str) -> (i32, String, String) {
    let docs = folder.join("docs");
    fs::create_dir_all(&docs).unwrap();
    fs::write(docs.join("page.md"), document).unwrap();
    lifeline_in(&docs, &["links", "check", "page.md"])
}

#[test]
fn a_document_names_only_models_below_its_folder_or_the_working_directory() {
    let folder = folder("outside");
    let mine = DHCP.replace("model dhcp ", "model mine ");
    fs::write(folder.join("mine.lifeline"), &mine).unwrap();
    let element = "<lifeline-diagram model=\"../mine.lifeline\" scenario=\"renewal\"></lifeline-diagram>\n";
    let (code, _, said) = checked_in_docs(&folder, element);
    assert_eq!(code, 1);
    let outside = "this is neither below the document's folder nor below the working directory\n";
    assert_eq!(said, format!("page.md:1: #../mine.lifeline/renewal: ../mine.lifeline: {outside}"));
    let (code, _, said) = lifeline_in(&folder, &["links", "check", "docs/page.md"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let absolute = folder.join("mine.lifeline");
    let (code, _, said) = checked_in_docs(&folder, &element.replace("../mine.lifeline", absolute.to_str().unwrap()));
    assert!(code == 1 && said.ends_with(outside), "{said}");
    #[cfg(unix)]
    {
        let link = folder.join("docs/link.lifeline");
        std::os::unix::fs::symlink("../mine.lifeline", link).unwrap();
        let (code, _, said) = checked_in_docs(&folder, &element.replace("../mine", "link"));
        assert!(code == 1 && said.ends_with(outside), "{said}");
    }
}

#[test]
fn nothing_is_told_of_a_file_that_is_no_model() {
    let folder = folder("no-model");
    fs::create_dir_all(folder.join("docs")).unwrap();
    fs::write(folder.join("docs/secret.txt"), "# a comment\npassword: tiger\n").unwrap();
    let (code, _, said) = checked_in_docs(&folder, "<lifeline-diagram model=\"./secret.txt\" run=\"end\">");
    assert_eq!(code, 1);
    assert!(said.contains("this is no model") && !said.contains("tiger"), "{said}");
}

#[test]
fn the_mistakes_of_a_model_are_listed_once_however_many_links_name_it() {
    let folder = folder("named-often");
    fs::create_dir_all(folder.join("docs")).unwrap();
    fs::write(folder.join("docs/wrong.lifeline"), "model wrong \"Wrong\"\nnonsense\n").unwrap();
    let element = "<lifeline-diagram model=\"./wrong.lifeline\" run=\"end\"></lifeline-diagram>\n";
    let (code, out, said) = checked_in_docs(&folder, &element.repeat(3));
    assert_eq!((code, out.as_str()), (1, "3 links in 1 file, 3 problems\n"));
    assert_eq!(said.matches("| nonsense").count(), 1, "{said}");
}

#[test]
fn only_regular_files_are_read_and_only_up_to_a_size() {
    let folder = folder("sizes");
    fs::create_dir(folder.join("a.lifeline")).unwrap();
    fs::File::create(folder.join("large.lifeline")).unwrap().set_len(256 * 1024 + 1).unwrap();
    fs::File::create(folder.join("large.md")).unwrap().set_len(64 * 1024 * 1024 + 1).unwrap();
    fs::write(folder.join("good.md"), "#registration?run=end\n").unwrap();
    let large = |file: &str, limit: &str| format!("{file}: the file is too large; {limit} are read at most\n");
    for (args, expected) in [
        (vec!["model", "check", "a.lifeline"], "a.lifeline: this is no regular file\n".to_owned()),
        (vec!["model", "check", "large.lifeline"], large("large.lifeline", "256 KiB")),
        (vec!["text", "--model", "large.lifeline", "end"], large("large.lifeline", "256 KiB")),
        (vec!["links", "check", "large.md"], large("large.md", "64 MiB")),
        (vec!["links", "check", "--lock", "large.md", "good.md"], large("large.md", "64 MiB")),
        (
            vec!["links", "check", "--lock", "a.lifeline", "--update", "good.md"],
            "a.lifeline: this is no regular file\n".to_owned(),
        ),
    ] {
        let (code, out, said) = lifeline_in(&folder, &args);
        assert_eq!((code, out.as_str()), (1, ""), "{args:?}");
        assert_eq!(said.strip_prefix("lifeline: ").unwrap_or(&said), expected, "{args:?}");
    }
    #[cfg(unix)]
    for device in ["/dev/null", "/dev/zero"] {
        let (code, _, said) = lifeline_in(&folder, &["text", "--model", device, "end"]);
        assert_eq!((code, said), (1, format!("lifeline: {device}: this is no regular file\n")));
    }
}

#[test]
fn nothing_that_is_quoted_steers_a_terminal_or_begins_a_line() {
    let folder = folder("hostile");
    let docs = folder.join("docs");
    fs::create_dir_all(&docs).unwrap();
    let hostile = "\u{1b}]0;p\u{7}\u{9b}2J\u{202e}\r\n::error file=x::forged\n  ##[add-mask]a ##vso[task]b";
    let element = format!("<lifeline-diagram model=\"nope{hostile}\" run=\"end\">");
    fs::write(docs.join("lock"), "# \n#registration?run=end&x=\u{1b}[31m\n  1 \u{1b}[31m\n").unwrap();
    let named = format!("a{}.lifeline", hostile.replace('/', ""));
    fs::write(docs.join(&named), format!("model a \"A\"\nnonsense {hostile}\n")).unwrap();
    fs::write(docs.join("::error::forged.lifeline"), "nonsense").unwrap();
    let page = format!("{element}\n#registration?run=end\n");
    fs::write(docs.join("page.md"), page).unwrap();
    for args in [
        vec!["links", "check", "page.md"],
        vec!["links", "check", "--lock", "lock", "page.md"],
        vec!["model", "check", &named],
        vec!["model", "check", "::error::forged.lifeline"],
        vec!["text", "--model", &named, "end"],
        vec!["text", hostile],
        vec![hostile],
        vec!["text", "end", hostile],
    ] {
        let (code, out, said) = lifeline_in(&docs, &args);
        assert_ne!(code, 0, "{args:?}");
        for line in [out.as_str(), said.as_str()].iter().flat_map(|text| text.split('\n')) {
            let is_clean = !line.contains(|letter: char| letter.is_control() || letter == '\u{202e}');
            let commands = line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[");
            assert!(is_clean && !commands, "{args:?}: {line:?}");
        }
    }
}

#[test]
fn it_ends_as_it_should_where_nobody_listens() {
    let table: &[(&[&str], i32)] = &[
        (&["text", "connect.regster"], 1),
        (&["text", "--model", "none.lifeline", "connect"], 1),
        (&["text", "connect"], 0),
        (&["links", "check", "none.md"], 1),
        (&["nonsense"], 2),
        (&["--help"], 0),
    ];
    for (args, expected) in table {
        let closed = || {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            writer
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_lifeline"));
        let status = command.args(*args).current_dir(root()).stdout(closed()).stderr(closed()).status().unwrap();
        assert_eq!(status.code(), Some(*expected), "{args:?}");
    }
}

#[test]
fn a_link_that_is_too_long_to_be_read_is_said() {
    let folder = folder("too-long");
    let page = format!("[x](#registration?run={})\n", "A".repeat(1_000_001));
    let (code, out, said) = checked_in_docs(&folder, &page);
    assert_eq!((code, out.as_str()), (1, "1 link in 1 file, 1 problem\n"));
    assert!(said.contains("longer than a million characters"), "{said}");
}

#[test]
fn a_lock_notices_another_outcome() {
    let folder = folder("lock");
    let model = REGISTRATION.replace("model registration ", "model mine ");
    fs::write(folder.join("mine.lifeline"), &model).unwrap();
    fs::write(folder.join("page.md"), "#mine?run=connect.register-invalid.end\n#mine?run=connect.end\n").unwrap();
    let check = |more: &[&str]| {
        let args = [&["links", "check", "--model", "mine.lifeline", "--lock", "lock", "page.md"], more].concat();
        lifeline_in(&folder, &args)
    };
    let (code, _, said) = check(&[]);
    assert!(code == 1 && said.starts_with("lifeline: lock: "), "without a lock: {code} {said}");
    let (code, out, said) = check(&["--update"]);
    let kept = "2 links in 1 file, 0 problems\n2 links kept in lock, 0 of them with another outcome\n";
    assert_eq!((code, out.as_str(), said.as_str()), (0, kept, ""));
    let lock = fs::read_to_string(folder.join("lock")).unwrap();
    assert!(lock.contains("\n#mine?run=connect.end\n  1 0 opened client>server 1 until 0\n"), "{lock}");
    assert_eq!(check(&[]), (0, "2 links in 1 file, 0 problems\n".to_owned(), String::new()));
    assert_eq!(fs::read_to_string(folder.join("lock")).unwrap(), lock, "checking changes nothing");

    // Another timeout by default: the links still play, and come out otherwise.
    fs::write(folder.join("mine.lifeline"), model.replace("duration 10s", "duration 20s")).unwrap();
    let (code, out, said) = check(&[]);
    assert_eq!((code, out.as_str()), (1, "2 links in 1 file, 1 problem\n"));
    assert_eq!(
        said,
        "page.md:1: #mine?run=connect.register-invalid.end: the outcome has changed: \
         it was `7 0 timer-set server registration until 10000`, and is `7 0 timer-set server registration until 20000`\n"
    );
    let (code, out, _) = check(&["--update"]);
    assert!(code == 0 && out.ends_with("2 links kept in lock, 1 of them with another outcome\n"), "{out}");

    // A link that is new, and one that is gone.
    fs::write(folder.join("page.md"), "#mine?run=connect.end\n#mine/retry\n").unwrap();
    let (code, _, said) = check(&[]);
    assert_eq!(code, 1);
    assert_eq!(
        said,
        "page.md:2: #mine/retry: what comes of it is not kept yet; `--update` keeps it\n\
         lifeline: #mine?run=connect.register-invalid.end is kept, but in no document any more; `--update` drops it\n"
    );
}

#[test]
fn the_links_in_this_project_s_own_pages_play() {
    let pages = ["README.md", "ARCHITECTURE.md", "docs/language.md", "docs/links.md", "docs/recipes/README.md"];
    let (code, out, said) = lifeline(&[&["links", "check"][..], &pages].concat());
    assert_eq!((code, said.as_str()), (0, ""), "{out}");
}

#[test]
fn the_recipes_pictures_are_of_the_runs_that_play_in_their_pages() {
    let folder = root().join("docs/recipes");
    let pages = [
        "html/index.html",
        "mdbook/src/registration.md",
        "mkdocs/docs/index.md",
        "sphinx/index.rst",
        "docusaurus/docs/registration.md",
        "vitepress/docs/index.md",
        "hugo/content/_index.md",
    ];
    let picture = lifeline(&["svg", "registration/not-valid?timeout=30s"]).1;
    for page in pages {
        let page = folder.join(page);
        let text = fs::read_to_string(&page).unwrap();
        assert!(text.contains("<lifeline-diagram scenario=\"not-valid\" timeout=\"30s\" "), "{}", page.display());
        assert_eq!(fs::read_to_string(page.with_file_name("not-valid.svg")).unwrap(), picture, "{}", page.display());
    }
}

#[test]
fn what_the_readme_of_the_recipes_shows_stands_in_them() {
    let folder = root().join("docs/recipes");
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut shown = 0;
    // A block after a line that ends with a file's name.
    for (before, after) in readme.match_indices("`:\n\n    ").map(|(at, _)| readme.split_at(at)) {
        let file = folder.join(before.rsplit('`').next().unwrap());
        let lines = after.lines().skip(2).take_while(|line| line.is_empty() || line.starts_with("    "));
        let block: Vec<&str> = lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(block.join("\n").trim_end()), "{} has not:\n{}", file.display(), block.join("\n"));
        shown += 1;
    }
    assert_eq!(shown, 9);
    let line = readme.lines().find_map(|line| line.strip_prefix("    <lifeline-diagram")).unwrap();
    for page in [
        "mdbook/src/registration.md",
        "mkdocs/docs/index.md",
        "docusaurus/docs/registration.md",
        "hugo/content/_index.md",
    ] {
        assert!(fs::read_to_string(folder.join(page)).unwrap().contains(line), "{page}");
    }
}

#[test]
fn the_same_command_writes_the_same_bytes() {
    for args in [["svg", "registration/both-errors"], ["json", "registration/too-late"]] {
        assert_eq!(lifeline(&args), lifeline(&args));
    }
}
