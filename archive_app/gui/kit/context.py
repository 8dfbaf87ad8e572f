"""What every pane of the window is given: one `Context`, passed in, never global.

How the panes meet
------------------
The window owns the panes; a pane knows nothing but its context and its own children.

- **Work** goes through ``context.read`` (any thread, may be overtaken) and ``context.write``
  (one serial lane). Both deliver in the GUI thread. No pane calls the archive in the GUI
  thread, except for what is in memory already (``archive.name``, ``archive.path``).
- **Long work** goes through `kit.jobs` to ``context.runner``, which has a process for it;
  so do edits of what may be many articles (``context.write`` around ``runner.run``).
- **What is typed** goes through ``context.drafts``: it is kept until the archive has it.
- **Changes**: whoever writes emits nothing itself; ``context.write`` emits ``changed`` with
  the `Changes` that the work returned (or that were given). Panes refresh by that.
- **Going somewhere**: ``context.open_article(id, span)`` from anywhere; the window shows it
  in the reader. ``context.search_for(text)`` puts a query in the search box.
- **Telling**: ``context.tell(sentence)`` shows one calm sentence in the status line.
- **Commands**: ``context.actions`` holds the actions of the window, made of the table of
  commands. Whoever wants something done that is not its own asks for it by the command's id
  (``context.run``); whoever knows how things stand tells ``context.actions.update``.
- **Settings**: ``context.settings`` (the program's) and ``context.state`` (this archive's).
- **Looks**: ``context.theme`` (colours, papers, highlight colours) and
  ``context.icons.icon(name)``; both change with ``theme_changed``.

The language of the interface and the archive never change within a context: the window is
made anew, so no pane retranslates itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from archive_app.core.errors import Cancelled, NotFound, SidecarError
from archive_app.core.logs import failed
from archive_app.core.model import Changes, Span
from archive_app.core.progress import CancelToken
from archive_app.gui.kit.actions import Actions
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.drafts import Drafts
from archive_app.gui.kit.icons import Icons
from archive_app.gui.kit.messages import sentence
from archive_app.gui.kit.settings import Settings, State
from archive_app.gui.kit.tasks import Tasks
from archive_app.gui.kit.theme import Theme
from archive_app.jobs.runner import Runner

if TYPE_CHECKING:
    from archive_app.archive import Archive

log = logging.getLogger(__name__)
T = TypeVar("T")


class Context(QObject):
    """The services of one window over one archive. See the module's text for the rules."""

    changed = Signal(object)
    """Emitted with the `Changes` of every write, and of what came from outside."""

    article_requested = Signal(str, object)
    """An article is to be opened: its id, and a `Span` to show or None."""

    search_requested = Signal(str)
    """A query is to be asked."""

    told = Signal(str)
    """One sentence for the status line."""

    notes_broken = Signal(object)
    """A write failed for a broken notes file; carries the `SidecarError`."""

    theme_changed = Signal()
    """The colours changed; ``theme`` and ``icons`` are new already."""

    def __init__(
        self,
        archive: Archive,
        tasks: Tasks,
        settings: Settings,
        state: State,
        theme: Theme,
        icons: Icons,
        language: str,
        parent: QObject | None = None,
        *,
        runner: Runner | None = None,
    ) -> None:
        super().__init__(parent)
        self.archive = archive
        self.runner = runner or Runner(archive)
        self.tasks = tasks
        self.settings = settings
        self.state = state
        self.theme = theme
        self.icons = icons
        self.language = language
        self.actions = Actions(icons, self, rtl=self.rtl)
        drafts = state.path.with_suffix(".drafts.json") if state.path is not None else None
        self.drafts = Drafts(drafts, archive, self.read, self.write, self.fail_write, self)

    @property
    def rtl(self) -> bool:
        """Whether the interface runs from right to left."""
        return self.language == "ar"

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Change the colours and tell all panes."""
        self.theme = theme
        self.icons = self.actions.icons = icons
        self.theme_changed.emit()

    # ---------------------------------------------------------------- work

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object] | None = None,
        *,
        latest: str = "",
    ) -> CancelToken:
        """Run ``work`` in a free thread and hand what it returns to ``done`` in the GUI thread.

        With ``latest`` (a name of your own), newer work under that name overtakes older: what
        has not started is dropped, what runs delivers nothing. An exception goes to ``failed``,
        or is told in the status line. The token, cancelled, keeps the result from arriving.
        """
        return self.tasks.read(work, done, failed or self.fail, latest=latest)

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        *,
        changes: Changes | None = None,
    ) -> None:
        """Run ``work`` in the serial lane, then ``done`` and ``changed`` in the GUI thread.

        ``changed`` carries ``changes``, or what the work returned when that is a `Changes`.
        """

        def deliver(result: T) -> None:
            if done is not None:
                done(result)
            what = changes if changes is not None else result
            if isinstance(what, Changes) and what:
                self.changed.emit(what)

        self.tasks.write(work, deliver, failed or self.fail_write)

    def fail(self, error: BaseException) -> None:
        """Tell an error of background work, in one sentence."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, NotFound):  # removed while it was on its way to the screen
            log.debug("no longer there: %s", error)
        else:
            failed(log, "background work failed", error)
        self.tell(sentence(error))

    def fail_write(self, error: BaseException) -> None:
        """Tell an error of a write; for a broken notes file, ask what is to become of it."""
        # Where the file could not even be opened there is nothing to call broken.
        if isinstance(error, SidecarError) and not isinstance(error.__cause__, OSError):
            failed(log, "background work failed", error)
            self.notes_broken.emit(error)
        else:
            self.fail(error)

    # ---------------------------------------------------------------- going and telling

    def open_article(self, article_id: str, span: Span | None = None) -> None:
        """Ask the window to show an article, at ``span`` (code points) if given."""
        self.article_requested.emit(article_id, span)

    def search_for(self, query: str) -> None:
        """Ask the window to search for ``query``."""
        self.search_requested.emit(query)

    def run(self, command: Id) -> None:
        """Do what a command of the window does, if it applies now."""
        self.actions.run(command)

    def tell(self, text: str) -> None:
        """Show one sentence in the status line for a while."""
        self.told.emit(text)

    def setting(self, name: str) -> Any:
        """A setting's present value (`Settings.get`)."""
        return self.settings.get(name)
