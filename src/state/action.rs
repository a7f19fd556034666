//! Everything that can happen to the page, in a few groups.

use std::rc::Rc;

use lifeline_core::diagram::svg::{Shows, Theme as PictureTheme};
use lifeline_core::model::{ActionId, ClauseId, MessageId, ScenarioId, SettingId};
use lifeline_core::simulation::trace::EventNumber;

use super::clock::Speed;
use super::custom_model::File;
use super::disk_file::{FileError, FileNumber};
use super::drafts::{Draft, DraftId};
use super::embed::Colours;
use super::find::Direction;
use super::panels::{Panel, Sheet};
use super::preferences::{Column, Theme};
use super::session::{Hover, Jump};
use super::share::ShareResult;
use super::viewport::Viewport;
use super::writing::Reading;
use super::zoom::Zoom;

/// What can happen to the page.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// The run changes.
    Run(RunAction),
    /// The cursor or the clock moves.
    Time(TimeAction),
    /// The reader looks at something else.
    View(ViewAction),
    /// A link or a model is opened.
    Open(OpenAction),
    /// Something around the run changes: a notice, a dialogue, a preference.
    Page(PageAction),
    /// Something changes in the share dialogue.
    Share(ShareAction),
    /// A model is written.
    Write(WriteAction),
}

/// What changes the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RunAction {
    /// Does an action of the model.
    Act(ActionId),
    /// Loses the earliest message of this type that is on its way, or else the next one that is sent.
    Lose(MessageId),
    /// Lets an amount of time pass, as it was typed.
    Wait(String),
    /// Skips to the next thing due.
    Next,
    /// Gives a setting a value, as it was chosen or typed.
    Set(SettingId, String),
    /// Empties the run.
    Reset,
    /// Brings back what was cut off or replaced.
    Undo,
    /// Takes the last undo back.
    Redo,
}

/// What moves the cursor or the clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeAction {
    /// Looks at the run elsewhere.
    Go(Jump),
    /// Starts the clock, or stops it.
    PlayOrPause,
    /// Plays a scenario from its beginning; pressed again while it plays, shows all of it.
    PlayScenario(ScenarioId),
    /// So many milliseconds have really passed.
    Tick(u32),
    /// Nobody can see the page any more.
    Hide,
    /// Changes how fast the clock goes.
    SetSpeed(Speed),
}

/// What the reader looks at.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ViewAction {
    /// Shows in advance what an action would do, or nothing any more.
    Preview(Option<ActionId>),
    /// Points at a row or a clause, or away from it.
    Hover(Option<Hover>),
    /// Selects a row, or none.
    Select(Option<EventNumber>),
    /// Selects the next row that shows a clause.
    SelectNextOf(ClauseId),
    /// Scrolls the list of sentences to this one.
    ReadTo(EventNumber),
    /// Scrolls the diagram, or gives it more or less room.
    Scroll(Viewport),
    /// Returns to the newest row.
    ToNewest,
    /// Makes the diagram larger or smaller.
    Zoom(Zoom),
    /// Shows another panel.
    ShowPanel(Panel),
    /// Gives the panels of a narrow page more or less room.
    SetSheet(Sheet),
    /// Opens a setting, or closes the one that is open.
    OpenSetting(Option<SettingId>),
    /// Selects a row of the diagram, and shows what there is to say about it.
    Inspect(EventNumber),
}

/// What opens a link or a model.
#[derive(Clone, PartialEq, Debug)]
pub enum OpenAction {
    /// The address names this link.
    Link(String),
    /// The reader has chosen a scenario.
    Scenario(ScenarioId),
    /// The request of this number was answered: with a model's text, or with why there is none.
    Fetched(u32, Result<Rc<str>, Missing>),
    /// The gallery was asked for.
    Gallery,
    /// A model of the gallery has come, or there is none.
    GalleryModel(&'static str, Result<Rc<str>, Missing>),
    /// The reader has handed over files.
    Files(Vec<File>),
    /// The reader leaves their own model.
    LeaveCustom,
    /// The host page asks for a link.
    HostLink(String),
    /// The host page hands over a model.
    HostModel(Rc<str>),
    /// What the host page has handed over is to be read, with the link that has come along.
    ReadHanded,
    /// The reader of a figure returns to what it was given to show.
    ReturnToFigure,
}

/// Why there is no model's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// The server has no such file.
    NotThere,
    /// The server could not be asked, or gave none.
    NotReached,
}

/// What changes around the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PageAction {
    /// The notices were read.
    DismissNotices,
    /// What is said over the diagram was read.
    DismissToast,
    /// The mistakes of a file were seen.
    DismissMistakes,
    /// The amount to wait was typed, but not asked for.
    TypeWait(String),
    /// Files are held over the page, or no longer.
    DragOver(bool),
    /// The theme is chosen by the reader or by the host page.
    SetTheme(Theme),
    /// The host page says which colours to use.
    SetColours(Colours),
    /// The keyboard's focus is to go past the page's head, to the diagram.
    SkipToDiagram,
    /// The run is presented, or no longer.
    Present(bool),
    /// The reader of a figure begins to play with it.
    Enter,
    /// Puts the focus where words are looked for.
    ShowFind,
    /// Selects the next row whose sentence has these words.
    Find(String, Direction),
    /// A column beside the diagram is folded, or unfolded.
    Fold(Column),
    /// Single keys are switched on or off.
    SetSingleKeys(bool),
    /// The list of keys is opened.
    ShowKeys,
    /// The open dialogue was closed, however that came about.
    CloseDialogue,
    /// The host page was told the diagram's height for this width, in px.
    HeightTold(i32),
}

/// What changes in the share dialogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ShareAction {
    /// It is opened, with this of the diagram in sight.
    Open(Viewport),
    /// A form is chosen, by its position.
    Choose(usize),
    /// A picture is to end at the cursor, or at the run's end.
    SetHere(bool),
    /// A picture gets these colours.
    SetTheme(PictureTheme),
    /// A picture shows this.
    SetShows(Shows),
    /// So many pixels of a PNG stand for one of the diagram's.
    SetScale(i32),
    /// Copying or downloading has come to this.
    Done(ShareResult),
}

/// What happens to the drafts. Where one is opened, the drafts that the browser keeps come along, the one written last first.
#[derive(Clone, PartialEq, Debug)]
pub enum WriteAction {
    /// The field is opened.
    Open(Vec<Draft>),
    /// The field is closed; the draft is kept.
    Close,
    /// A new draft is begun.
    New,
    /// A new draft is begun with a name and the text of a model that is there.
    Change(Vec<Draft>, Rc<str>, Rc<str>),
    /// Another draft is opened.
    Choose(DraftId),
    /// The draft gets another name.
    Rename(String),
    /// The draft is deleted.
    Delete,
    /// The draft that was deleted last is had back.
    Restore,
    /// This stands in the field now.
    Type(Rc<str>),
    /// The browser has kept a draft as it is here, or had no room for it.
    Kept(Draft, bool),
    /// A text was read.
    Read(Rc<Reading>),
    /// Another window of this browser has changed the drafts.
    KeptElsewhere(Vec<Draft>),
    /// A file on the reader's disk is opened as a new draft.
    OpenFile(FileNumber, File),
    /// The file has changed on the disk.
    FileChanged(FileNumber, File),
    /// The file holds this text of the draft now.
    Saved(FileNumber, Rc<str>),
    /// The file could not be read or written.
    FileFailed(FileNumber, FileError),
    /// Of two texts that have both changed, the file's is taken.
    TakeFile,
    /// Of two texts that have both changed, the draft's stays.
    KeepDraft,
}

macro_rules! groups {
    ($($group:ident in $variant:ident),+) => {
        $(impl From<$group> for Action {
            fn from(action: $group) -> Self {
                Self::$variant(action)
            }
        })+
    };
}

groups! {
    RunAction in Run, TimeAction in Time, ViewAction in View, OpenAction in Open, PageAction in Page, ShareAction in Share, WriteAction in Write
}
