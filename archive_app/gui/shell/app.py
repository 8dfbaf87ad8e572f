"""The program: one instance, its language and looks, and which archive is open."""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QIcon
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMainWindow, QWidget

from archive_app import __version__
from archive_app.core import logs
from archive_app.core.errors import CacheError, KhizanaError
from archive_app.core.model import Changes
from archive_app.core.progress import CancelToken
from archive_app.core.settings import Settings as Store
from archive_app.core.settings import default_path, log_home
from archive_app.gui.kit import i18n
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.icons import Icons
from archive_app.gui.kit.jobs import Job
from archive_app.gui.kit.messages import sentence
from archive_app.gui.kit.settings import Settings, State
from archive_app.gui.kit.tasks import Tasks
from archive_app.gui.kit.theme import Theme, palette, style_sheet, theme_for
from archive_app.gui.kit.windows import Window, centered, fit
from archive_app.gui.shell.start import StartPage
from archive_app.jobs import ProcessRunner

if TYPE_CHECKING:
    from archive_app.archive import Archive
    from archive_app.jobs import ChangesCallback, Runner

log = logging.getLogger(__name__)

APP_ID = "io.github.khizana.Khizana"
"""The program's name among others: that of its desktop file, its icon and its metainfo
(``packaging/linux``), which is how a desktop knows whose window this is. Settings and caches
lie by another (`archive_app.core.settings`)."""

ANSWER = b"ok\n"
ANSWER_WITHIN = 3000
"""Milliseconds that a program that runs has for its answer to one that starts."""

PATIENCE = 400
"""Milliseconds that an archive may take to open before a page says that it does."""

ARABIC_FACES = ("Noto Sans Arabic", "Noto Kufi Arabic", "DejaVu Sans")
"""Faces for the interface where the system's own has no Arabic letters."""


def sample_folder() -> Path:
    """Where the writable copy of the sample archive lies."""
    return default_path().parent / "sample"


class Program(QObject):
    """Holds the window that is shown, and makes another when archive or language change."""

    outside = Signal(object)
    """What the watcher found; emitted in its thread, heard in the GUI thread."""
    shown = Signal(object)
    """Another window is shown."""

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        *,
        cache: Path | None = None,
        runner: Callable[[Archive, ChangesCallback], Runner] | None = None,
    ) -> None:
        """``cache`` stands in for the user's cache folder; ``runner`` makes who does the long work
        of an archive (None: a process of its own)."""
        super().__init__()
        self._make_runner = runner or partial(ProcessRunner, cache=cache)
        self._runner: Runner | None = None
        self.app = app
        self.settings = settings
        self.cache = cache
        self.tasks = Tasks(self)
        self.window: QWidget | None = None
        self._ending = CancelToken()
        self._opening = False
        self._told = ""
        self.context: Context | None = None
        self._language = ""
        self._numerals = ""
        self.outside.connect(self._from_outside)
        settings.changed.connect(self._setting_changed)
        app.styleHints().colorSchemeChanged.connect(lambda _: self._restyle())
        self.translate()

    # ---------------------------------------------------------------- language and looks

    @property
    def language(self) -> str:
        """The language of the interface: as set, else as the system."""
        return str(self.settings.get("language")) or i18n.system_language()

    def translate(self) -> None:
        """Load the translation and turn the interface, where that changed."""
        wanted = (self.language, str(self.settings.get("numerals")))
        if wanted != (self._language, self._numerals):
            self._language, self._numerals = wanted
            i18n.install(self.app, *wanted)
            self._set_font()
        self._style()

    def _set_font(self) -> None:
        """The system's font; where it has no Arabic letters, one beside it that does."""
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
        if sys.platform.startswith("linux"):
            # «Sans Serif» is a wish: name the face it comes to first, or an Arabic face, whose
            # lines are half as high again, would set the height of every Latin line too.
            first = QFontInfo(font).family()
            arabic = set(QFontDatabase.families(QFontDatabase.WritingSystem.Arabic))
            beside = [name for name in ARABIC_FACES if name in arabic and first not in arabic]
            font.setFamilies([first, *beside[:1]])
            if font.pointSizeF() < 10:
                font.setPointSizeF(10)
        self.app.setFont(font)

    def theme(self) -> Theme:
        """The theme by the settings and the system."""
        return theme_for(str(self.settings.get("appearance")))

    def _style(self) -> None:
        theme = self.theme()
        self.app.setPalette(palette(theme))
        self.app.setStyleSheet(style_sheet(theme))

    def _restyle(self) -> None:
        self._style()
        if self.context is not None:
            theme = self.theme()
            self.context.set_theme(theme, Icons(theme, rtl=self.context.rtl))

    def _setting_changed(self, name: str) -> None:
        if name == "appearance":
            self._restyle()
        elif name in {"language", "numerals"}:
            # The present event may come from a widget of the window that is to go.
            QTimer.singleShot(0, self.remake)

    def remake(self) -> None:
        """Make the window anew in the language that is set, as it stood."""
        self.translate()
        if self.context is None:
            self.show_start()
            return
        self._save_window()
        self._show_archive(self.context.archive)

    # ---------------------------------------------------------------- archives

    def begin(self, folder: Path | None, *, sample: bool = False) -> None:
        """Open what was asked for, else the last archive, else the start page."""
        if sample:
            self.open_sample()
            return
        if folder is None and self.settings.last_archive:
            folder = Path(self.settings.last_archive)
        if folder is not None:
            self.open(folder)
        else:
            self.show_start()

    def show_start(self, told: str = "") -> None:
        """Show the start page."""
        self._drop_archive()
        theme = self.theme()
        page = StartPage(
            Icons(theme, rtl=self.language == "ar"), self.settings.recent_archives,
            self.language,
        )  # fmt: skip
        page.sample_requested.connect(self.open_sample)
        page.open_requested.connect(self.choose_folder)
        page.new_requested.connect(self.choose_new)
        page.recent_requested.connect(lambda path: self.open(Path(path)))
        page.language_requested.connect(lambda code: self.settings.set("language", code))
        page.say(told)
        frame = Window()
        frame.setObjectName("window")
        frame.setWindowTitle(self.tr("Khizana"))
        frame.setCentralWidget(page)
        fit(frame, centered(QSize(880, 640), frame.screen().availableGeometry()))
        self._swap(frame)

    def open_sample(self) -> None:
        """Open the sample archive, made on first use from the seeds."""
        from archive_app.archive.sample import sample_archive

        folder = sample_folder()
        self._open(folder, lambda: sample_archive(folder, self.cache))

    def open(self, folder: Path, *, create: bool = False) -> None:
        """Open an archive in the background and show it."""
        self._open(folder, None, create=create)

    def _open(
        self, folder: Path, before: Callable[[], object] | None, *, create: bool = False
    ) -> None:
        from archive_app.archive import Archive

        self._opening = True
        # An archive that opens at once needs no page that says so.
        QTimer.singleShot(PATIENCE, self._show_waiting)
        opening = Job(self.tr("Opening %1 …").replace("%1", i18n.isolate(folder.name)))
        self._tell(opening.title, busy=True)

        def look() -> None:
            # Only a rebuild of the caches takes long enough to be told of.
            if opening.progress is not None:
                self._tell(f"{opening.title}\n{opening.describe()}", busy=True)

        poll = QTimer(self, interval=300)
        poll.timeout.connect(look)
        poll.start()

        def work() -> Archive:
            if before is not None:
                before()
            return Archive.open(
                folder,
                create=create,
                cache=self.cache,
                progress=opening.report,
                cancel=self._ending,
            )

        def ended() -> None:
            self._opening = False
            poll.stop()
            poll.deleteLater()

        def opened(archive: Archive) -> None:
            ended()
            self._opened(archive)

        def failed(error: BaseException) -> None:
            ended()
            if self.window is None:
                self.show_start()
            if not isinstance(error, KhizanaError) or isinstance(error, CacheError):
                logs.failed(log, "cannot open an archive", error)
            self._tell(sentence(error), busy=False)

        self.tasks.write(work, opened, failed)
        # Meanwhile: the window's modules, so that it can be made once the archive is there.
        importlib.import_module("archive_app.gui.shell.command_table")

    def _show_waiting(self) -> None:
        if self._opening and self.window is None:
            self.show_start(self._told)
            self._tell(self._told, busy=True)

    def _tell(self, text: str, *, busy: bool) -> None:
        self._told = text
        if self.context is not None:
            self.context.tell(text)
            return
        frame = self.window
        page = frame.centralWidget() if isinstance(frame, QMainWindow) else None
        if isinstance(page, StartPage):
            page.say(text)
            page.set_busy(busy)

    def _opened(self, archive: object) -> None:
        from archive_app.archive import Archive

        assert isinstance(archive, Archive)
        self.settings.remember_archive(archive.path)
        # What the window asks first is looked up while it is made; it then asks again.
        self.tasks.read(lambda: archive.search(limit=1), lambda _: None, lambda _: None)
        self._drop_archive()
        self._runner = self._make_runner(archive, self.outside.emit)
        self._show_archive(archive)
        runner = self._runner
        if runner is not None and self.settings.get("watch"):
            self.tasks.read(
                runner.watch,
                lambda _: None,
                lambda error: logs.failed(log, "not watching", error),
            )
        if archive.notices and self.context is not None:
            count = len(archive.notices)
            self.context.tell(self.tr("%Ln issue(s) found: check the archive.", "", count))

    def _show_archive(self, archive: object) -> None:
        from archive_app.archive import Archive
        from archive_app.gui.shell.command_table import make_window

        assert isinstance(archive, Archive)
        theme = self.theme()
        state = State(self.settings.state_path(state_key(archive.path)))
        self.context = Context(
            archive, self.tasks, self.settings, state, theme,
            Icons(theme, rtl=self.language == "ar"), self.language, runner=self._runner,
        )  # fmt: skip
        window = make_window(self.context)
        self.context.setParent(window)
        state.setParent(window)
        window.folder_requested.connect(lambda path: self.open(Path(path), create=True))
        window.archive_requested.connect(
            lambda path: self.open(Path(path)) if path else self.close_archive()
        )
        window.new_requested.connect(self.choose_new)
        window.open_requested.connect(self.choose_folder)
        window.preferences_requested.connect(self.show_preferences)
        self._swap(window)

    def _swap(self, window: QWidget) -> None:
        old, self.window = self.window, window
        if old is not None and old.isVisible() and not isinstance(old, type(window)):
            # On the screen of the one before, wherever that was moved to.
            fit(window, centered(window.size(), old.screen().availableGeometry()))
        window.show()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.shown.emit(window)

    def _save_window(self) -> None:
        from archive_app.gui.shell.window import MainWindow

        if isinstance(self.window, MainWindow):
            self.window.save_state()

    def _drop_archive(self) -> None:
        """Let go of the archive that is open, once what was begun with it is done."""
        if self.context is None:
            return
        self._save_window()
        archive, runner = self.context.archive, self._runner
        self.context = self._runner = None

        def close() -> None:
            if runner is not None:
                runner.close()
            archive.close()

        self.tasks.write(
            close, lambda _: None, lambda error: logs.failed(log, "closing an archive", error)
        )

    def close_archive(self) -> None:
        """Close the archive and go back to the start page."""
        self.settings.store.last_archive = ""
        self.settings.store.save()
        self.show_start()

    def choose_folder(self) -> None:
        """Ask for a folder and open it as an archive, whatever lies in it."""
        dialog = QFileDialog(self.window, self.tr("Open a folder as an archive"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.open(Path(path), create=True))
        dialog.open()

    def choose_new(self) -> None:
        """Ask for a name and a place, and make an archive there."""
        dialog = QInputDialog(self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("New archive"))
        dialog.setLabelText(self.tr("Name:"))
        dialog.setTextValue(self.tr("My archive"))
        dialog.textValueSelected.connect(self._choose_place)
        dialog.open()

    def _choose_place(self, name: str) -> None:
        plain = " ".join(name.replace("/", " ").replace("\\", " ").split()).strip(". ")
        if not plain:
            return
        dialog = QFileDialog(self.window, self.tr("Location"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.open(Path(path) / plain, create=True))
        dialog.open()

    def _from_outside(self, changes: Changes) -> None:
        if self.context is not None:
            self.context.changed.emit(changes)

    def show_preferences(self) -> None:
        """Show the preferences."""
        from archive_app.gui.shell.preferences import PreferencesDialog

        if self.context is not None:
            dialog = PreferencesDialog(self.context, self.window)
            dialog.language_chosen.connect(lambda code: self.settings.set("language", code))
            dialog.open()

    def raise_window(self) -> None:
        """Bring the window to the front."""
        if self.window is not None:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def end(self) -> None:
        """Finish what was begun and let go of everything; the program is about to end."""
        archive = self.context.archive if self.context is not None else None
        self._ending.cancel()
        self.tasks.close()
        if self._runner is not None:
            self._runner.close()
        if archive is not None:
            archive.close()


def state_key(folder: Path) -> str:
    """A name for the state of an archive's window, by where it lies."""
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]


class SingleInstance(QObject):
    """The first program of a user listens; a second hands its folder over and ends."""

    asked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"khizana-{state_key(default_path())[:16]}"
        self.patience = ANSWER_WITHIN
        self._server: QLocalServer | None = None

    def hand_over(self, folder: str | None) -> bool:
        """Give ``folder`` (may be empty) to the program that runs; False when there is none.

        With None, only ask whether there is one. One that does not answer counts as none: it is
        about to end, or shows nothing any more.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(300):
            return False
        answered = True
        if folder is not None:
            socket.write(folder.encode("utf-8") + b"\n")
            answered = socket.waitForReadyRead(self.patience)
        socket.disconnectFromServer()
        return answered

    def listen(self) -> None:
        """Be the program that runs."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        if server.listen(self._name):
            server.newConnection.connect(self._connected)
            self._server = server

    def close(self) -> None:
        """Be that no more: who starts the program from now on gets a window of his own."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _connected(self) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()

        def read() -> None:
            folder = bytes(socket.readLine().data()).decode("utf-8").strip()
            socket.write(ANSWER)
            socket.flush()
            self.asked.emit(folder)

        socket.readyRead.connect(read)
        socket.disconnected.connect(socket.deleteLater)


def make_app(arguments: Sequence[str]) -> QApplication:
    """The Qt application, set up before any window is made."""
    QApplication.setApplicationName("khizana")
    QApplication.setApplicationDisplayName("Khizana")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName(APP_ID)
    app = QApplication([sys.argv[0] if sys.argv else "khizana", *arguments])
    app.setStyle("Fusion")
    from archive_app.core.settings import resources

    app.setWindowIcon(QIcon(str(resources() / "icons" / f"{APP_ID}.svg")))
    return app


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window; return the exit status."""
    parser = argparse.ArgumentParser(prog="khizana-gui", description="Khizana's window.")
    parser.add_argument("folder", nargs="?", type=Path, help="the archive to open")
    parser.add_argument("--sample", action="store_true", help="open the sample archive")
    options, rest = parser.parse_known_args(sys.argv[1:] if argv is None else argv)
    logs.write_to_file(log_home())
    logs.write_to_terminal(logging.WARNING)
    app = make_app(rest)
    instance = SingleInstance()
    wanted = str(options.folder.resolve()) if options.folder is not None else ""
    runs = instance.hand_over(None if options.sample else wanted)
    if runs and not options.sample:
        return 0
    if not runs:
        instance.listen()
    program = Program(app, Settings(Store.load()))

    def asked(folder: str) -> None:
        program.raise_window()
        if folder:
            program.open(Path(folder))

    instance.asked.connect(asked)
    # First: what is still to be finished may take a while, and shows nothing.
    app.aboutToQuit.connect(instance.close)
    app.aboutToQuit.connect(program.end)
    # What is there once the window is, stays: the collector need not go through it each time.
    program.shown.connect(lambda _: gc.freeze())
    program.begin(options.folder, sample=options.sample)
    return app.exec()
