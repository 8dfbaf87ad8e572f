"""The window's commands with their keys, and the menus made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from archive_app.core.model import Filters
from archive_app.gui.kit.i18n import isolate

if TYPE_CHECKING:
    from archive_app.gui.shell.query_help import QueryHelp
    from archive_app.gui.shell.window import MainWindow


class WindowActions(QObject):
    """Makes the commands, keeps them enabled as they apply, and fills the menus."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._recent = QMenu(window)
        self._help: QueryHelp | None = None
        self._make()

    def _make(self) -> None:
        window, commands, results = self._window, self._window.commands, self._window.results
        go, archive, articles, view = (
            self.tr("Going about"),
            self.tr("Archive"),
            self.tr("Articles"),
            self.tr("View"),
        )
        add = self._add
        # Back is where reading comes from, as its arrow points: in Arabic from the right.
        back, ahead = ("Right", "Left") if self._context.rtl else ("Left", "Right")
        add("search", self.tr("Search"), window.focus_search, ["Ctrl+L", "/"], go, "search")
        add("palette", self.tr("Command palette"), window.palette_box.open_here, ["Ctrl+K"], go,
            "command")  # fmt: skip
        add("next-result", self.tr("Next result"), lambda: results.step(1), ["J"], go)
        add("previous-result", self.tr("Previous result"), lambda: results.step(-1), ["K"], go)
        add("back", self.tr("Back"), lambda: window.go(-1), [f"Alt+{back}"], go, "back")
        add("forward", self.tr("Forward"), lambda: window.go(1), [f"Alt+{ahead}"], go, "forward")
        add("annotations", self.tr("All annotations"), self._annotations, ["Ctrl+Shift+A"], go,
            "annotated")  # fmt: skip
        add("stories", self.tr("Stories"), self.stories, [], go, "stories")

        add(
            "import", self.tr("Import files…"), commands.choose_files, ["Ctrl+I"], archive, "import"
        )
        add("import-folder", self.tr("Import a folder…"), commands.choose_folder,
            ["Ctrl+Shift+I"], archive, "folder")  # fmt: skip
        add("import-annotations", self.tr("Import annotations…"),
            window.exchange.choose_annotations, [], archive, "import")  # fmt: skip
        add("export-references", self.tr("Export references…"), self._export_references, [],
            archive, "export")  # fmt: skip
        add("paste", self.tr("Import from the clipboard"), commands.paste, ["Ctrl+Shift+V"],
            archive, "copy")  # fmt: skip
        add("save-search", self.tr("Save this search…"), self._save_search, ["Ctrl+D"], archive,
            "saved")  # fmt: skip
        add("undo", self.tr("Undo"), commands.undo, ["Ctrl+Z"], archive, "undo")
        add("redo", self.tr("Redo"), commands.redo, ["Ctrl+Shift+Z", "Ctrl+Y"], archive, "redo")
        add("trash", self.tr("Trash"), self.trash, [], archive, "trash")
        add("refresh", self.tr("Look for changes"), commands.refresh, ["F5"], archive, "refresh")
        add("reports", self.tr("Reports of imports"), self.reports, [], archive, "import")
        add("find-stories", self.tr("Look for reprints"), commands.find_stories, [], archive,
            "stories")  # fmt: skip
        add("duplicates", self.tr("Likely duplicates"), self.duplicates, [], archive, "duplicate")
        add("verify", self.tr("Check the archive"), commands.verify, [], archive, "verify")
        add("reread", self.tr("Read old articles again"), window.rereading.start, [], archive,
            "refresh")  # fmt: skip
        add(
            "rebuild", self.tr("Rebuild the search index"), commands.rebuild, [], archive, "refresh"
        )
        add("show-folder", self.tr("Show the archive’s folder"), commands.show_folder, [], archive,
            "folder")  # fmt: skip
        add("show-log", self.tr("Show the log"), commands.show_log, [], archive, "folder")
        add("new-archive", self.tr("Make a new archive…"), window.new_requested.emit,
            ["Ctrl+Shift+N"], archive, "folder-new")  # fmt: skip
        add("open-archive", self.tr("Open an archive or a folder…"), window.open_requested.emit,
            ["Ctrl+O"], archive, "open")  # fmt: skip
        add("close-archive", self.tr("Close the archive"),
            lambda: window.archive_requested.emit(""), ["Ctrl+W"], archive)  # fmt: skip

        on_list = results.list
        add("mark-read", self.tr("Mark as read"), self._toggle_read, ["M"], articles, "check",
            widget=on_list)  # fmt: skip
        add("tag-articles", self.tr("Tag…"), lambda: self._with_ids(commands.tag), ["T"], articles,
            "tag", widget=on_list)  # fmt: skip
        add("delete", self.tr("Move to the trash"), lambda: self._with_ids(commands.delete),
            ["Del"], articles, "trash", widget=on_list)  # fmt: skip
        add("copy-citations", self.tr("Copy citation"),
            lambda: self._with_ids(commands.copy_citations), [], articles, "quote")  # fmt: skip
        add("open-original", self.tr("Open the original"), self._open_original, [], articles,
            "external", widget=on_list)  # fmt: skip

        add("selected-references", self.tr("Export references of the selected…"),
            self._selected_references, [], articles, "export")  # fmt: skip

        add("filters", self.tr("Filters"), window.toggle_filters, ["F9"], view, "sidebar")
        add("full-screen", self.tr("Full screen"), window.toggle_full_screen, ["F11"], view,
            "full-screen")  # fmt: skip
        add("preferences", self.tr("Preferences…"), window.preferences_requested.emit,
            ["Ctrl+,"], view, "settings")  # fmt: skip
        add("keys", self.tr("Keys"), self.keys, ["F1"], view, "keyboard")
        add("query-help", self.tr("How to search"), self.query_help, [], view, "help")
        self._context.actions["preferences"].setMenuRole(QAction.MenuRole.PreferencesRole)
        self._adopt()
        self.refresh()

    def _add(
        self,
        name: str,
        text: str,
        trigger: Callable[[], object],
        keys: list[str],
        group: str,
        icon: str = "",
        *,
        widget: QWidget | None = None,
    ) -> None:
        self._context.actions.add(
            name,
            text,
            trigger,
            widget=widget or self._window,
            keys=keys,
            group=group,
            icon=icon,
            local=widget is not None,
        )

    def _adopt(self) -> None:
        """List the reader's commands too; what the window has by the same name it keeps."""
        group = self.tr("Reading")
        for name, action in self._window.reader.actions_by_name.items():
            key = name if name not in self._context.actions else f"reader-{name}"
            if name == "notes" and not action.shortcuts():
                action.setShortcut(QKeySequence("F10"))
            self._context.actions.adopt(key, action, group)

    def refresh(self) -> None:
        """Enable what applies now."""
        actions = self._context.actions
        archive = self._context.archive
        back, forward = self._window.can_go
        actions["back"].setEnabled(back)
        actions["forward"].setEnabled(forward)
        names = {
            "annotate": self.tr("the note or highlight"),
            "edit": self.tr("the change of a note"),
            "remove": self.tr("the removal of a note"),
            "tag": self.tr("the tagging"),
            "metadata": self.tr("the change of details"),
            "delete": self.tr("the moving to the trash"),
            "restore": self.tr("the bringing back"),
        }
        for key, plain, pattern, label in (
            ("undo", self.tr("Undo"), self.tr("Undo %1"), archive.undo_label),
            ("redo", self.tr("Redo"), self.tr("Redo %1"), archive.redo_label),
        ):
            actions[key].setEnabled(bool(label))
            what = names.get(label, "")
            actions[key].setText(pattern.replace("%1", what) if what else plain)
        for key in ("import", "import-folder", "paste", "import-annotations", "save-search",
                    "delete", "tag-articles", "mark-read"):  # fmt: skip
            actions[key].setEnabled(not archive.read_only)

    # ---------------------------------------------------------------- menus

    def fill(self, menu: QMenu) -> None:
        """Fill the archive's menu."""
        actions = self._context.actions
        layout: tuple[tuple[str, ...], ...] = (
            ("import", "import-folder", "paste", "import-annotations", "export-references"),
            ("annotations", "stories", "trash", "save-search"),
            ("undo", "redo"),
            (
                "refresh",
                "reports",
                "find-stories",
                "duplicates",
                "verify",
                "reread",
                "rebuild",
                "show-folder",
            ),
            ("new-archive", "open-archive"),
            ("palette", "preferences", "query-help", "keys", "show-log"),
        )
        for at, part in enumerate(layout):
            if at:
                menu.addSeparator()
            for name in part:
                menu.addAction(actions[name])
            if "open-archive" in part:
                self._recent.setTitle(self.tr("Opened lately"))
                menu.addMenu(self._recent)
                menu.addAction(actions["close-archive"])
        menu.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        self.refresh()
        self._context.actions.dress(self._context.icons)
        self._recent.clear()
        here = str(self._context.archive.path.resolve())
        for path in self._context.settings.recent_archives:
            if path != here:
                action = self._recent.addAction(isolate(Path(path).name))
                action.setToolTip(isolate(path))
                action.triggered.connect(
                    lambda _=False, path=path: self._window.archive_requested.emit(path)
                )
        self._recent.menuAction().setVisible(not self._recent.isEmpty())

    def context_menu(self, place: QPoint) -> None:
        """The menu of the selected results."""
        if not self._window.results.selected_rows():
            return
        menu = QMenu(self._window)
        actions = self._context.actions
        actions.dress(self._context.icons)
        names = ("mark-read", "tag-articles", "copy-citations", "selected-references",
                 "open-original", "", "delete")  # fmt: skip
        for name in names:
            if name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        menu.popup(place)

    # ---------------------------------------------------------------- on the selected articles

    def _with_ids(self, then: Callable[[list[str]], object]) -> None:
        results = self._window.results
        results.model.with_ids(results.selected_rows(), then)

    def _toggle_read(self) -> None:
        results = self._window.results
        rows = results.selected_rows()
        hits = [results.model.fetched(row) for row in rows]
        unread = any(hit is not None and not hit.article.read for hit in hits)
        self._with_ids(lambda ids: self._window.commands.mark_read(ids, read=unread))

    def _open_original(self) -> None:
        article = self._window.results.current_id()
        if article:
            self._window.commands.open_original(article)

    # ---------------------------------------------------------------- pages

    def _save_search(self) -> None:
        self._window.commands.save_search(self._window.results.question)

    def _export_references(self) -> None:
        """Of the selected articles where several are, else of the whole result."""
        # One row is nearly always selected: it is just the article that is being read.
        if len(self._window.results.selected_rows()) > 1:
            self._selected_references()
        else:
            question = replace(self._window.results.question)
            self._window.exchange.choose_references([], question)

    def _selected_references(self) -> None:
        question = replace(self._window.results.question)
        self._with_ids(lambda ids: self._window.exchange.choose_references(ids, question))

    def _annotations(self) -> None:
        self._window.reader.show_annotations()

    def query_help(self) -> None:
        """Show how to search, below the box."""
        # Dialogs are imported when they are first asked for: the window is there sooner.
        from archive_app.gui.shell.query_help import QueryHelp

        if self._help is None:
            self._help = QueryHelp(self._context, self._window)
            self._help.example_chosen.connect(self._window.results.search_for)
        self._help.open_below(self._window.results.box)

    def keys(self) -> None:
        """Show the keys that are valid here."""
        from archive_app.gui.shell.keys import KeysDialog

        KeysDialog(self._context, self._window).open()

    def trash(self) -> None:
        """Show what lies in the trash."""
        from archive_app.gui.dialogs.trash import TrashDialog

        TrashDialog(self._context, self._window).open()

    def reports(self) -> None:
        """Show the reports of past imports."""
        from archive_app.gui.dialogs.reports import ReportsDialog

        ReportsDialog(self._context, self._window).open()

    def duplicates(self) -> None:
        """Show the articles with the very same words; what is to go goes to the trash."""
        from archive_app.gui.dialogs.duplicates import DuplicatesDialog

        dialog = DuplicatesDialog(self._context, self._window)
        dialog.delete_requested.connect(self._window.commands.delete)
        dialog.show()

    def stories(self) -> None:
        """Show the stories; one chosen is shown in the results."""
        from archive_app.gui.dialogs.stories import StoriesDialog

        dialog = StoriesDialog(self._context, self._window)
        dialog.story_chosen.connect(
            lambda number: self._window.results.set_filters(Filters(story=number))
        )
        dialog.search_requested.connect(self._window.commands.find_stories)
        dialog.open()
