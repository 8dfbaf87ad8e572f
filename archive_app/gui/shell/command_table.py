"""The table of commands: of it are made the menus, bars, palette, keys and the F1 page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from archive_app.core.messages import QT_TRANSLATE_NOOP
from archive_app.core.model import COLORS
from archive_app.gui.kit import copying
from archive_app.gui.kit.commands import (
    CONTEXT,
    HIGHLIGHTS,
    Command,
    Id,
    Menu,
    Scope,
    Situation,
    Table,
)
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import number
from archive_app.gui.reader.pane import ReaderPane
from archive_app.gui.shell.window import MainWindow

GOING = QT_TRANSLATE_NOOP("commands", "Navigation")
ARCHIVE = QT_TRANSLATE_NOOP("commands", "Archive")
ARTICLES = QT_TRANSLATE_NOOP("commands", "Articles")
VIEW = QT_TRANSLATE_NOOP("commands", "View")
READING = QT_TRANSLATE_NOOP("commands", "Reading")

STEPS = {
    "annotate": QT_TRANSLATE_NOOP("commands", "adding a note or highlight"),
    "edit": QT_TRANSLATE_NOOP("commands", "editing a note"),
    "remove": QT_TRANSLATE_NOOP("commands", "removing a note"),
    "tag": QT_TRANSLATE_NOOP("commands", "tagging"),
    "metadata": QT_TRANSLATE_NOOP("commands", "editing details"),
    "delete": QT_TRANSLATE_NOOP("commands", "moving to the trash"),
    "restore": QT_TRANSLATE_NOOP("commands", "restoring"),
}
"""What is undone, by the labels of `archive_app.archive`."""

COLOR_TEXTS = (
    QT_TRANSLATE_NOOP("commands", "Highlight in yellow"),
    QT_TRANSLATE_NOOP("commands", "Highlight in green"),
    QT_TRANSLATE_NOOP("commands", "Highlight in blue"),
    QT_TRANSLATE_NOOP("commands", "Highlight in rose"),
    QT_TRANSLATE_NOOP("commands", "Highlight in violet"),
)
"""In the order of the colours, whose keys are their numbers."""


def _writable(now: Situation) -> bool:
    return not now.read_only


def _selected(now: Situation) -> bool:
    return now.selected > 0


def _to_change(now: Situation) -> bool:
    return now.selected > 0 and not now.read_only


def _article(now: Situation) -> bool:
    return now.article


def _passage(now: Situation) -> bool:
    return now.article and now.passage


def _hits(now: Situation) -> bool:
    return now.article and now.hits > 0


def _undo(now: Situation) -> str:
    return _step(QCoreApplication.translate("commands", "Undo %1"), now.undo)


def _redo(now: Situation) -> str:
    return _step(QCoreApplication.translate("commands", "Redo %1"), now.redo)


def _left_out(now: Situation) -> str:
    name = QCoreApplication.translate("commands", "Show what was left out (%1)")
    return name.replace("%1", number(now.left_out)) if now.left_out else ""


def _step(pattern: str, label: str) -> str:
    what = STEPS.get(label, "")
    return pattern.replace("%1", QCoreApplication.translate(CONTEXT, what)) if what else ""


# fmt: off
WINDOW: Table[MainWindow] = Table((
    Command(Id.SEARCH, QT_TRANSLATE_NOOP("commands", "Search"), GOING,
            MainWindow.focus_search, ("Ctrl+L", "/"), "search"),
    Command(Id.PALETTE, QT_TRANSLATE_NOOP("commands", "Command palette"), GOING,
            lambda w: w.palette_box.open_here(), ("Ctrl+K",), "command"),
    Command(Id.NEXT_RESULT, QT_TRANSLATE_NOOP("commands", "Next result"), GOING,
            lambda w: w.results.step(1), ("J",)),
    Command(Id.PREVIOUS_RESULT, QT_TRANSLATE_NOOP("commands", "Previous result"), GOING,
            lambda w: w.results.step(-1), ("K",)),
    Command(Id.BACK, QT_TRANSLATE_NOOP("commands", "Back"), GOING,
            lambda w: w.go(-1), ("Alt+{back}",), "back", enabled=lambda now: now.back),
    Command(Id.FORWARD, QT_TRANSLATE_NOOP("commands", "Forward"), GOING,
            lambda w: w.go(1), ("Alt+{forward}",), "forward", enabled=lambda now: now.forward),
    Command(Id.ANNOTATIONS, QT_TRANSLATE_NOOP("commands", "All annotations"), GOING,
            lambda w: w.reader.show_annotations(), ("Ctrl+Shift+A",), "annotated"),
    Command(Id.STORIES, QT_TRANSLATE_NOOP("commands", "Stories"), GOING,
            lambda w: w.pages.stories(), icon="stories"),

    Command(Id.IMPORT, QT_TRANSLATE_NOOP("commands", "Import files…"), ARCHIVE,
            lambda w: w.commands.choose_files(), ("Ctrl+I",), "import", enabled=_writable),
    Command(Id.IMPORT_FOLDER, QT_TRANSLATE_NOOP("commands", "Import folder…"), ARCHIVE,
            lambda w: w.commands.choose_folder(), ("Ctrl+Shift+I",), "folder", enabled=_writable),
    Command(Id.IMPORT_ANNOTATIONS, QT_TRANSLATE_NOOP("commands", "Import annotations…"), ARCHIVE,
            lambda w: w.exchange.choose_annotations(), icon="import", enabled=_writable),
    Command(Id.EXPORT_REFERENCES, QT_TRANSLATE_NOOP("commands", "Export references…"), ARCHIVE,
            lambda w: w.articles.export_references(), icon="export"),
    Command(Id.PASTE, QT_TRANSLATE_NOOP("commands", "Import from the clipboard"), ARCHIVE,
            lambda w: w.commands.paste(), ("Ctrl+Shift+V",), "copy", enabled=_writable),
    Command(Id.SAVE_SEARCH, QT_TRANSLATE_NOOP("commands", "Save this search…"), ARCHIVE,
            lambda w: w.searches.save(w.results.question), ("Ctrl+D",), "saved",
            enabled=_writable),
    Command(Id.UNDO, QT_TRANSLATE_NOOP("commands", "Undo"), ARCHIVE,
            lambda w: w.commands.undo(), ("Ctrl+Z",), "undo",
            enabled=lambda now: bool(now.undo), named=_undo),
    Command(Id.REDO, QT_TRANSLATE_NOOP("commands", "Redo"), ARCHIVE,
            lambda w: w.commands.redo(), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo",
            enabled=lambda now: bool(now.redo), named=_redo),
    Command(Id.TRASH, QT_TRANSLATE_NOOP("commands", "Trash"), ARCHIVE,
            lambda w: w.pages.trash(), icon="trash"),
    Command(Id.REFRESH, QT_TRANSLATE_NOOP("commands", "Check for changes"), ARCHIVE,
            lambda w: w.commands.refresh(), ("F5",), "refresh"),
    Command(Id.REPORTS, QT_TRANSLATE_NOOP("commands", "Import reports"), ARCHIVE,
            lambda w: w.pages.reports(), icon="import"),
    Command(Id.FIND_STORIES, QT_TRANSLATE_NOOP("commands", "Find reprints"), ARCHIVE,
            lambda w: w.commands.find_stories(), icon="stories"),
    Command(Id.DUPLICATES, QT_TRANSLATE_NOOP("commands", "Possible duplicates"), ARCHIVE,
            lambda w: w.pages.duplicates(), icon="duplicate"),
    Command(Id.SIMILAR_TAGS, QT_TRANSLATE_NOOP("commands", "Similar tags"), ARCHIVE,
            lambda w: w.pages.similar_tags(), icon="tag"),
    Command(Id.VERIFY, QT_TRANSLATE_NOOP("commands", "Check archive"), ARCHIVE,
            lambda w: w.commands.verify(), icon="verify"),
    Command(Id.REREAD, QT_TRANSLATE_NOOP("commands", "Re-read old articles"), ARCHIVE,
            lambda w: w.rereading.start(), icon="refresh"),
    Command(Id.REBUILD, QT_TRANSLATE_NOOP("commands", "Rebuild the search index"), ARCHIVE,
            lambda w: w.commands.rebuild(), icon="refresh"),
    Command(Id.SHOW_FOLDER, QT_TRANSLATE_NOOP("commands", "Show archive folder"), ARCHIVE,
            lambda w: w.commands.show_folder(), icon="folder"),
    Command(Id.SHOW_LOG, QT_TRANSLATE_NOOP("commands", "Show log"), ARCHIVE,
            lambda w: w.commands.show_log(), icon="folder"),
    Command(Id.NEW_ARCHIVE, QT_TRANSLATE_NOOP("commands", "New archive…"), ARCHIVE,
            lambda w: w.new_requested.emit(), ("Ctrl+Shift+N",), "folder-new"),
    Command(Id.OPEN_ARCHIVE, QT_TRANSLATE_NOOP("commands", "Open archive or folder…"),
            ARCHIVE, lambda w: w.open_requested.emit(), ("Ctrl+O",), "open"),
    Command(Id.CLOSE_ARCHIVE, QT_TRANSLATE_NOOP("commands", "Close archive"), ARCHIVE,
            lambda w: w.archive_requested.emit(""), ("Ctrl+W",)),

    Command(Id.MARK_READ, QT_TRANSLATE_NOOP("commands", "Mark as read"), ARTICLES,
            lambda w: w.articles.toggle_read(), ("M",), "check", Scope.RESULTS, _to_change),
    Command(Id.TAG_ARTICLES, QT_TRANSLATE_NOOP("commands", "Tag…"), ARTICLES,
            lambda w: w.articles.with_ids(w.articles.tag), ("T",), "tag", Scope.RESULTS,
            _to_change),
    Command(Id.DELETE, QT_TRANSLATE_NOOP("commands", "Move to the trash"), ARTICLES,
            lambda w: w.articles.with_ids(w.articles.delete), ("Del",), "trash", Scope.RESULTS,
            _to_change),
    Command(Id.COPY_CITATIONS, QT_TRANSLATE_NOOP("commands", "Copy citation"), ARTICLES,
            lambda w: w.articles.with_ids(w.articles.copy_citations), icon="quote",
            enabled=_selected),
    Command(Id.OPEN_ORIGINAL, QT_TRANSLATE_NOOP("commands", "Open the original"), ARTICLES,
            lambda w: w.articles.open_original(w.results.current_id()), icon="external",
            scope=Scope.RESULTS, enabled=_selected),
    Command(Id.SELECTED_REFERENCES,
            QT_TRANSLATE_NOOP("commands", "Export references of selection…"), ARTICLES,
            lambda w: w.articles.selected_references(), icon="export", enabled=_selected),

    Command(Id.FILTERS, QT_TRANSLATE_NOOP("commands", "Filters"), VIEW,
            MainWindow.toggle_filters, ("F9",), "sidebar"),
    Command(Id.FULL_SCREEN, QT_TRANSLATE_NOOP("commands", "Full screen"), VIEW,
            MainWindow.toggle_full_screen, ("F11",), "full-screen"),
    Command(Id.PREFERENCES, QT_TRANSLATE_NOOP("commands", "Preferences…"), VIEW,
            lambda w: w.preferences_requested.emit(), ("Ctrl+,",), "settings"),
    Command(Id.KEYS, QT_TRANSLATE_NOOP("commands", "Keyboard shortcuts"), VIEW,
            lambda w: w.pages.keys(), ("F1",), "keyboard"),
    Command(Id.QUERY_HELP, QT_TRANSLATE_NOOP("commands", "Search help"), VIEW,
            lambda w: w.pages.query_help(w.results.box), icon="help"),
    Command(Id.GUIDE, QT_TRANSLATE_NOOP("commands", "User guide"), VIEW,
            lambda w: w.pages.guide(), icon="help"),
    Command(Id.ABOUT, QT_TRANSLATE_NOOP("commands", "About Khizana"), VIEW,
            lambda w: w.pages.about(), icon="info"),
    Command(Id.QUIT, QT_TRANSLATE_NOOP("commands", "Quit"), VIEW,
            MainWindow.close, ("Ctrl+Q",)),
), {
    Menu.MAIN: (
        (Id.IMPORT, Id.IMPORT_FOLDER, Id.PASTE, Id.IMPORT_ANNOTATIONS, Id.EXPORT_REFERENCES),
        (Id.ANNOTATIONS, Id.STORIES, Id.TRASH, Id.SAVE_SEARCH),
        (Id.UNDO, Id.REDO),
        (Id.REFRESH, Id.REPORTS, Id.FIND_STORIES, Id.DUPLICATES, Id.SIMILAR_TAGS, Id.VERIFY,
         Id.REREAD, Id.REBUILD, Id.SHOW_FOLDER),
        (Id.NEW_ARCHIVE, Id.OPEN_ARCHIVE, Id.CLOSE_ARCHIVE),
        (Id.PALETTE, Id.PREFERENCES, Id.QUERY_HELP, Id.GUIDE, Id.KEYS, Id.SHOW_LOG, Id.ABOUT),
        (Id.QUIT,),
    ),
    Menu.RESULTS: (
        (Id.MARK_READ, Id.TAG_ARTICLES, Id.COPY_CITATIONS, Id.SELECTED_REFERENCES,
         Id.OPEN_ORIGINAL),
        (Id.DELETE,),
    ),
})


def _highlight(name: Id, color: str, text: str, number: int) -> Command[ReaderPane]:
    return Command(name, text, READING, lambda r: r.reading.highlight(color), (str(number),),
                   scope=Scope.PAGE, enabled=_passage, absent=True)


READER: Table[ReaderPane] = Table((
    *map(_highlight, HIGHLIGHTS, COLORS, COLOR_TEXTS, range(1, len(COLORS) + 1)),
    Command(Id.NOTE, QT_TRANSLATE_NOOP("commands", "Note"), READING,
            lambda r: r.reading.write_note(), ("N",), scope=Scope.PAGE, enabled=_article),
    Command(Id.TAG, QT_TRANSLATE_NOOP("commands", "Tag"), READING,
            ReaderPane.tag, ("T",), scope=Scope.PAGE, enabled=_article),
    Command(Id.REMOVE, QT_TRANSLATE_NOOP("commands", "Remove highlight"), READING,
            lambda r: r.reading.remove_active(), ("Delete",), scope=Scope.PAGE, enabled=_article),
    Command(Id.WORD, QT_TRANSLATE_NOOP("commands", "Select the word"), READING,
            lambda r: r.reading.page.select_word(), ("W",), scope=Scope.PAGE, enabled=_article),
    Command(Id.SENTENCE, QT_TRANSLATE_NOOP("commands", "Select the sentence"), READING,
            lambda r: r.reading.page.select_sentence(), ("S",), scope=Scope.PAGE,
            enabled=_article),
    Command(Id.ESCAPE, QT_TRANSLATE_NOOP("commands", "Deselect"), READING,
            ReaderPane.escape, ("Escape",), scope=Scope.PAGE, enabled=_article),
    Command(Id.FIND, QT_TRANSLATE_NOOP("commands", "Find in the article"), READING,
            ReaderPane.open_find, ("Ctrl+F",), "search", enabled=_article),
    Command(Id.FIND_NEXT, QT_TRANSLATE_NOOP("commands", "Next hit"), READING,
            lambda r: r.reading.finds.step(1), ("F3", "Ctrl+G"), "down", enabled=_hits,
            absent=True),
    Command(Id.FIND_PREVIOUS, QT_TRANSLATE_NOOP("commands", "Previous hit"), READING,
            lambda r: r.reading.finds.step(-1), ("Shift+F3", "Ctrl+Shift+G"), "up", enabled=_hits,
            absent=True),
    Command(Id.COPY, QT_TRANSLATE_NOOP("commands", "Copy"), READING,
            lambda r: r.reading.copy(), ("Ctrl+C",), scope=Scope.PAGE, enabled=_article),
    # What the list of results has keys for too is valid here only while one reads.
    Command(Id.COPY_CITATION, QT_TRANSLATE_NOOP("commands", "Copy with citation"), READING,
            lambda r: r.reading.copy_citation(), ("Ctrl+Shift+C",), scope=Scope.READER,
            enabled=_article),
    Command(Id.COPY_BARE, QT_TRANSLATE_NOOP("commands", "Copy without tashkeel"), READING,
            lambda r: r.reading.copy_as(copying.without_tashkeel), enabled=_article),
    Command(Id.COPY_SHAPED,
            QT_TRANSLATE_NOOP("commands", "Copy for programs without Arabic"), READING,
            lambda r: r.reading.copy_as(copying.for_programs_without_arabic), enabled=_article),
    Command(Id.SEARCH_SELECTION, QT_TRANSLATE_NOOP("commands", "Search for selection"), READING,
            lambda r: r.reading.search_for_selection(), enabled=_passage, absent=True),
    Command(Id.ZOOM_IN, QT_TRANSLATE_NOOP("commands", "Larger text"), READING,
            lambda r: r.zoom(1), ("Ctrl++", "Ctrl+="), enabled=_article),
    Command(Id.ZOOM_OUT, QT_TRANSLATE_NOOP("commands", "Smaller text"), READING,
            lambda r: r.zoom(-1), ("Ctrl+-",), enabled=_article),
    Command(Id.ZOOM_RESET, QT_TRANSLATE_NOOP("commands", "Reset text size"), READING,
            lambda r: r.zoom(0), ("Ctrl+0",), enabled=_article),
    Command(Id.APPEARANCE, QT_TRANSLATE_NOOP("commands", "Text appearance"), READING,
            ReaderPane.open_appearance, icon="text-size"),
    Command(Id.LEFT_OUT, QT_TRANSLATE_NOOP("commands", "Show what was left out"), READING,
            ReaderPane.toggle_left_out, enabled=lambda now: now.left_out > 0,
            checked=lambda now: now.left_out_shown, named=_left_out, absent=True),
    Command(Id.PAGES, QT_TRANSLATE_NOOP("commands", "PDF pages"), READING,
            ReaderPane.toggle_pages, icon="reader",
            enabled=lambda now: now.article and now.has_pages,
            checked=lambda now: now.pages_shown, absent=True),
    Command(Id.COMPARE, QT_TRANSLATE_NOOP("commands", "Compare with another article…"), READING,
            ReaderPane.open_compare, icon="columns",
            enabled=lambda now: now.article and now.comparable, absent=True),
    Command(Id.DETAILS, QT_TRANSLATE_NOOP("commands", "Details"), READING,
            ReaderPane.toggle_details, ("Alt+Return",), "info", enabled=_article,
            checked=lambda now: now.details_shown),
    Command(Id.NOTES, QT_TRANSLATE_NOOP("commands", "Notes"), READING,
            ReaderPane.toggle_notes, ("F10",), "notes", checked=lambda now: now.notes_shown),
    Command(Id.COLOR_NAMES, QT_TRANSLATE_NOOP("commands", "Name the colours…"), READING,
            ReaderPane.name_colors),
    Command(Id.READ, QT_TRANSLATE_NOOP("commands", "Mark as read"), READING,
            ReaderPane.toggle_read, ("M",), scope=Scope.PAGE, enabled=_article,
            checked=lambda now: now.article and now.read),
    Command(Id.NEXT_ARTICLE, QT_TRANSLATE_NOOP("commands", "Next article"), READING,
            lambda r: r.nextRequested.emit(), icon="next"),
    Command(Id.PREVIOUS_ARTICLE, QT_TRANSLATE_NOOP("commands", "Previous article"), READING,
            lambda r: r.previousRequested.emit(), icon="previous"),
    Command(Id.IMMERSE, QT_TRANSLATE_NOOP("commands", "Distraction-free reading"), READING,
            ReaderPane.toggle_immersed, icon="full-screen", checked=lambda now: now.immersed),
), {
    Menu.PAGE: (
        (Id.WORD, Id.SENTENCE),
        (*HIGHLIGHTS, Id.NOTE, Id.TAG),
        (Id.COPY, Id.COPY_CITATION, Id.COPY_BARE, Id.COPY_SHAPED),
        (Id.SEARCH_SELECTION,),
        (Id.LEFT_OUT,),
    ),
    Menu.READER_BAR: (
        (Id.PREVIOUS_ARTICLE, Id.NEXT_ARTICLE),
        (Id.FIND_PREVIOUS, Id.FIND_NEXT),
        (Id.FIND, Id.APPEARANCE, Id.PAGES, Id.COMPARE, Id.DETAILS, Id.IMMERSE, Id.NOTES),
    ),
})
# fmt: on


def make_window(context: Context) -> MainWindow:
    """An archive's window with all its commands."""
    return MainWindow(context, WINDOW, READER)
