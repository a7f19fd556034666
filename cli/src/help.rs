//! What `--help` says, for everything and for each command.

pub const ALL: &str = "\
Sequence diagrams that run: pictures, texts and checks of them.

Usage:
  lifeline FORM [--model FILE] [--output FILE] LINK|RUN
  lifeline model check FILE...
  lifeline links check [--model FILE]... [--lock FILE [--update]] FILE...

Forms of a run:
  svg        a picture; with --theme auto, light or dark (auto unless given)
  text       a drawing of plain characters
  mermaid    source for Mermaid
  plantuml   source for PlantUML
  markdown   what happened in sentences, and the messages in a table
  json       every event, as docs/trace.md describes it

Checks, for documentation builds:
  model check   reads model files, plays their scenarios and explores what can happen
  links check   finds links to runs in Markdown and HTML files, and plays them

`lifeline COMMAND --help` tells more. `lifeline --version` tells the version.

It ends with 0 where all is well, with 1 where something is wrong, and with 2 where it was not called as it should be.
";

pub const FORM: &str = "\
Usage: lifeline svg|text|mermaid|plantuml|markdown|json [OPTION]... LINK|RUN

Writes a run in another form: of a link as the page's address has it, or of its steps alone. Quote it: `&` and `?`
mean something to shells.

  lifeline svg '#registration/not-valid' > figure.svg
  lifeline svg 'https://your.site/#registration?timeout=30s&run=connect.register-invalid.next.end' > figure.svg
  lifeline text connect.register-invalid.2s.next

Options:
  --model FILE           the model, from a file; without it, one of those that come along, registration for steps alone
  --theme auto|light|dark  the colours of svg: both, as its reader prefers; or one of them
  -o, --output FILE      write there, and not to the standard output

`end` may be left out here. A picture shows the run up to where the link stands (`at=`), the other forms all of it. What of the
link can't be played is said, the rest is written, and it ends with 1.
";

pub const MODEL: &str = "\
Usage: lifeline model check [OPTION]... FILE...

Reads model files as docs/language.md describes them and reports every mistake with its line and column. Then it plays
the scenarios, and explores everything that can happen, as docs/check.md describes it. It reports, with a shortest run as a
link, each message that arrives where no rule takes it; and rules, actions and states that it has not seen: as errors
where nothing was left untried, as hints elsewhere. What was left untried is said.

Options:
  --strict       end with 1 for warnings, too
  --states N     tell at most so many states apart in each file, 200000 unless given
  --seconds N    stop after so many seconds; what is found then depends on the machine
  --json         write what was found as JSON
";

pub const LINKS: &str = "\
Usage: lifeline links check [OPTION]... FILE...

Finds links to runs in Markdown, HTML or other text files, and plays them:
  #registration?run=connect.register.end             alone or behind any address, as in the src of a frame
  <lifeline-diagram model=\"registration\" run=\"connect.register\">
What no longer plays is reported with file and line. A model named by a file beside the document is read from there.
Between `<!-- lifeline-links off -->` and `<!-- lifeline-links on -->` nothing is looked for.

Options:
  --model FILE   a model of your own that links name by its id; may be given several times
  --lock FILE    compare what comes of each link with what is kept in this file, and report what has changed
  --update       write the lock file anew
";
