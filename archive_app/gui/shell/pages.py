"""The pages that commands open over the window: help, trash, reports, stories, duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.jobs import Jobs

if TYPE_CHECKING:
    from archive_app.gui.shell.query_help import QueryHelp

# Dialogs are imported when they are first asked for: the window is there sooner.


class Pages(QObject):
    """Opens them, and says what was chosen there."""

    story_chosen = Signal(int)
    deletion_wanted = Signal(object)
    """Articles are to go to the trash: a list of ids."""

    def __init__(self, context: Context, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._jobs = jobs
        self._window = window
        self._help: QueryHelp | None = None

    def query_help(self, box: QWidget) -> None:
        """Show how to search, below the search box."""
        from archive_app.gui.shell.query_help import QueryHelp

        if self._help is None:
            self._help = QueryHelp(self._context, self._window)
            self._help.example_chosen.connect(self._context.search_for)
        self._help.open_below(box)

    def keys(self) -> None:
        """Show the keys that are valid here."""
        from archive_app.gui.shell.keys import KeysDialog

        KeysDialog(self._context, self._window).open()

    def guide(self) -> None:
        """Show the user guide."""
        from archive_app.gui.shell.guide import GuideDialog

        GuideDialog(self._context, self._window).open()

    def about(self) -> None:
        """Say which program this is, and which version."""
        from archive_app.gui.shell.guide import about_box

        about_box(self._window).open()

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
        dialog.delete_requested.connect(self.deletion_wanted)
        dialog.show()

    def similar_tags(self) -> None:
        """Show the tags that look alike, and offer to merge them."""
        from archive_app.gui.dialogs.similar_tags import SimilarTagsDialog

        SimilarTagsDialog(self._context, self._jobs, self._window).open()

    def stories(self) -> None:
        """Show the stories, of which one may be chosen."""
        from archive_app.gui.dialogs.stories import StoriesDialog

        dialog = StoriesDialog(self._context, self._window)
        dialog.story_chosen.connect(self.story_chosen)
        dialog.version_chosen.connect(self._context.open_article)
        dialog.search_requested.connect(lambda: self._context.run(Id.FIND_STORIES))
        dialog.open()
