"""Watching the archive folder for changes from outside: a synchroniser, another program."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from archive_app.core.logs import failed, why
from archive_app.library import names
from archive_app.library.folder import ArchiveFolder
from archive_app.library.walk import walk

_log = logging.getLogger(__name__)

QUIET = 0.4
"""Seconds without a change after which the changes are told."""

LONGEST = 2.0
"""Seconds after which they are told even if it does not grow quiet."""

_POLL = 10.0
"""Seconds between two looks where the system cannot tell of changes."""

_FILES = frozenset({"original", "sidecar", "copy", "aside"})
_TELLING = frozenset({"created", "modified", "moved", "deleted", "closed"})


class Watcher:
    """Calls ``changed`` with the absolute paths that changed, some moments after they did.

    The paths are of files, or of a folder that is gone; each may be there or not by now. Hidden
    and temporary files are passed over. Our own writes are told too: compare stamps. The calls
    come one after another, from the watcher's own thread; an error in one is logged, and the
    watching goes on.
    """

    def __init__(
        self,
        folder: ArchiveFolder,
        changed: Callable[[Iterable[Path]], None],
        *,
        quiet: float = QUIET,
        longest: float = LONGEST,
    ) -> None:
        self._root = folder.path
        self._changed = changed
        self._quiet = quiet
        self._longest = longest
        self._pending: dict[Path, None] = {}
        self._first = self._last = 0.0
        self._wake = threading.Condition()
        self._stopping = False
        self._observer: BaseObserver | None = None
        self._teller: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch; nothing where it does already."""
        if self._observer is not None:
            return
        self._stopping = False
        handler = _Handler(self)
        observer: BaseObserver = Observer()
        try:
            observer.schedule(handler, str(self._root), recursive=True)
            observer.start()
        except OSError as error:  # out of watches (Linux: fs.inotify.max_user_watches), or none
            _log.warning("looking now and then instead of watching: %s", why(error))
            observer = PollingObserver(timeout=_POLL)
            observer.schedule(handler, str(self._root), recursive=True)
            observer.start()
        self._observer = observer
        self._teller = threading.Thread(target=self._tell, name="khizana-watch", daemon=True)
        self._teller.start()

    def stop(self) -> None:
        """End the watching; on return no call is running or will come. Any thread may call it,
        the watcher's own too."""
        observer, teller = self._observer, self._teller
        if observer is None:
            return
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        observer.stop()
        observer.join()
        if teller is not None and teller is not threading.current_thread():
            teller.join()
        self._observer = self._teller = None
        self._pending.clear()

    def note(self, path: Path, *, folder: bool) -> None:
        """Remember a changed path, to be told when it grows quiet."""
        if folder and path.is_dir():
            # The files of a folder that was moved here: systems tell of the folder alone.
            try:
                inside = path.relative_to(self._root)
            except ValueError:
                return
            if self._is_ours(inside):
                return
            paths = [path / found.path for found in walk(path) if found.kind in _FILES]
        else:
            paths = [path]
        with self._wake:
            for each in paths:
                if not self._is_ours(each.relative_to(self._root)):
                    self._pending[each] = None
            if self._pending:
                self._last = time.monotonic()
                self._first = self._first or self._last
                self._wake.notify_all()

    @staticmethod
    def _is_ours(relative: Path) -> bool:
        """Whether a path is hidden, temporary, or in such a folder: of the trash, a lock."""
        return any(names.is_ignored(part) for part in relative.parts)

    def _tell(self) -> None:
        while True:
            with self._wake:
                while not self._stopping and (wait := self._due()) != 0:
                    self._wake.wait(wait)
                if self._stopping:
                    return
                paths = list(self._pending)
                self._pending.clear()
                self._first = 0.0
            try:
                self._changed(paths)
            except Exception as error:  # noqa: BLE001 - the next change must still be told
                failed(_log, "after a change outside", error)

    def _due(self) -> float | None:
        """Seconds until the changes are to be told; None where there are none."""
        if not self._pending:
            return None
        due = min(self._last + self._quiet, self._first + self._longest)
        return max(0.0, due - time.monotonic())


class _Handler(FileSystemEventHandler):
    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _TELLING or (
            event.is_directory and event.event_type == "modified"
        ):
            return
        for path in (event.src_path, event.dest_path):
            if path:
                text = path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path
                self._watcher.note(Path(text), folder=event.is_directory)
