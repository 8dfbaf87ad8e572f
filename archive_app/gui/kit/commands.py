"""What a command is: its row in the table of commands, and what the rows go by.

The table itself is `archive_app.gui.shell.command_table`; `archive_app.gui.kit.actions` makes
Qt's actions of it. Whoever wants something done asks for it by its `Id`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication

from archive_app.core.model import COLORS

CONTEXT = "commands"
"""The translations' context of the texts and groups in the table."""


class Id(StrEnum):
    """The commands."""

    SEARCH = "search"
    PALETTE = "palette"
    NEXT_RESULT = "next-result"
    PREVIOUS_RESULT = "previous-result"
    BACK = "back"
    FORWARD = "forward"
    ANNOTATIONS = "annotations"
    STORIES = "stories"
    IMPORT = "import"
    IMPORT_FOLDER = "import-folder"
    IMPORT_ANNOTATIONS = "import-annotations"
    EXPORT_REFERENCES = "export-references"
    PASTE = "paste"
    SAVE_SEARCH = "save-search"
    UNDO = "undo"
    REDO = "redo"
    TRASH = "trash"
    REFRESH = "refresh"
    REPORTS = "reports"
    FIND_STORIES = "find-stories"
    DUPLICATES = "duplicates"
    SIMILAR_TAGS = "similar-tags"
    VERIFY = "verify"
    REREAD = "reread"
    REBUILD = "rebuild"
    SHOW_FOLDER = "show-folder"
    SHOW_LOG = "show-log"
    NEW_ARCHIVE = "new-archive"
    OPEN_ARCHIVE = "open-archive"
    CLOSE_ARCHIVE = "close-archive"
    MARK_READ = "mark-read"
    TAG_ARTICLES = "tag-articles"
    DELETE = "delete"
    COPY_CITATIONS = "copy-citations"
    OPEN_ORIGINAL = "open-original"
    SELECTED_REFERENCES = "selected-references"
    FILTERS = "filters"
    FULL_SCREEN = "full-screen"
    PREFERENCES = "preferences"
    KEYS = "keys"
    QUERY_HELP = "query-help"
    GUIDE = "guide"
    ABOUT = "about"
    QUIT = "quit"

    HIGHLIGHT_YELLOW = "highlight-yellow"
    HIGHLIGHT_GREEN = "highlight-green"
    HIGHLIGHT_BLUE = "highlight-blue"
    HIGHLIGHT_ROSE = "highlight-rose"
    HIGHLIGHT_VIOLET = "highlight-violet"
    NOTE = "note"
    TAG = "tag"
    REMOVE = "remove"
    WORD = "word"
    SENTENCE = "sentence"
    ESCAPE = "escape"
    FIND = "find"
    FIND_NEXT = "find-next"
    FIND_PREVIOUS = "find-previous"
    COPY = "copy"
    COPY_CITATION = "copy-citation"
    COPY_BARE = "copy-bare"
    COPY_SHAPED = "copy-shaped"
    SEARCH_SELECTION = "search-selection"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"
    ZOOM_RESET = "zoom-reset"
    APPEARANCE = "appearance"
    LEFT_OUT = "left-out"
    PAGES = "pages"
    COMPARE = "compare"
    DETAILS = "details"
    NOTES = "notes"
    COLOR_NAMES = "color-names"
    READ = "read"
    NEXT_ARTICLE = "next-article"
    PREVIOUS_ARTICLE = "previous-article"
    IMMERSE = "immerse"


HIGHLIGHTS = tuple(Id(f"highlight-{color}") for color in COLORS)
"""The command of each colour, in the colours' order."""


class Menu(Enum):
    """The menus and bars that are made of the table."""

    MAIN = "main"
    RESULTS = "results"
    PAGE = "page"
    READER_BAR = "reader bar"


class Scope(Enum):
    """Where the keys of a command are valid; nobody types a letter but in the search."""

    WINDOW = "window"
    RESULTS = "results"
    """While the list of results has the focus."""
    READER = "reader"
    """While the focus is within the reader."""
    PAGE = "page"
    """While the page of an article has the focus, also that of one beside another."""


@dataclass(frozen=True, slots=True)
class Situation:
    """How things stand in a window: all that commands are enabled, checked and named by."""

    read_only: bool = False
    undo: str = ""
    """What undoing would take back (`Archive.undo_label`), or nothing."""
    redo: str = ""
    back: bool = False
    """There is an article to go back to."""
    forward: bool = False
    selected: int = 0
    """Results that are selected."""
    article: bool = False
    """The reader shows an article."""
    passage: bool = False
    """A passage is selected in it, or a highlight is chosen."""
    hits: int = 0
    """Hits in the article."""
    left_out: int = 0
    """Lines of it that are passed over."""
    left_out_shown: bool = False
    has_pages: bool = False
    """It has pages to be shown as they are printed."""
    comparable: bool = False
    """There is an article to set beside it."""
    read: bool = False
    """It counts as read."""
    pages_shown: bool = False
    details_shown: bool = False
    notes_shown: bool = False
    immersed: bool = False


def always(_: Situation) -> bool:
    """Whatever the situation."""
    return True


Host = TypeVar("Host")


@dataclass(frozen=True, slots=True)
class Command(Generic[Host]):
    """One row: a command, and what it does to its host (the window, the reader)."""

    id: Id
    text: str
    """In English; translated in `CONTEXT`."""
    group: str
    """Where it is listed; likewise."""
    do: Callable[[Host], object]
    keys: tuple[str, ...] = ()
    """As Qt writes them; `{back}` and `{forward}` are the arrows that point so."""
    icon: str = ""
    scope: Scope = Scope.WINDOW
    enabled: Callable[[Situation], bool] = always
    checked: Callable[[Situation], bool] | None = None
    """For one that is on or off: whether it is on."""
    named: Callable[[Situation], str] | None = None
    """Its text, already translated, where that depends on the situation."""
    absent: bool = False
    """While it does not apply it is left out of menus and bars; the others are grey there."""

    @property
    def name(self) -> str:
        """Its text in the user's language."""
        return QCoreApplication.translate(CONTEXT, self.text)

    @property
    def group_name(self) -> str:
        """Its group in the user's language."""
        return QCoreApplication.translate(CONTEXT, self.group)


Sections = tuple[tuple[Id, ...], ...]


@dataclass(frozen=True, slots=True)
class Table(Generic[Host]):
    """The commands of one host in the order in which they are listed, and its menus."""

    commands: tuple[Command[Host], ...]
    menus: Mapping[Menu, Sections] = field(default_factory=dict)
