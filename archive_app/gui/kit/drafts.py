"""Drafts: what the user typed and the archive has not taken yet.

A draft is kept in memory and, within two seconds, in a file of the user's own, until the archive
has it: it outlives a full disk, a drive that was taken out, a crash and a power cut. What the
archive refused is tried again; what is left from the last time is offered at the next start.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from archive_app.core import disk
from archive_app.core.errors import DiskError, NotFound
from archive_app.core.logs import why
from archive_app.core.model import Changes

if TYPE_CHECKING:
    from archive_app.archive import Archive

log = logging.getLogger(__name__)

KEPT_AFTER = 1000
"""Milliseconds after which what was typed is on the disk at the latest, but for writing it."""
AGAIN = (5_000, 15_000, 60_000)
"""Milliseconds until what was refused is tried again: the first, the second, every later time."""

Work = Callable[..., object]
"""`Context.read` or `Context.write`."""
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written: its ``kind``, where it belongs, and a JSON value.

    ``note``: the Markdown of the annotation ``target``, of a new note on the whole article where
    that is empty. ``annotation-tags``: its tags. ``tags``: those to ``add`` to the article and
    those to ``remove``. ``metadata``: the field ``target``. ``search``: a saved search of that
    name. ``colors``: their names.
    """

    kind: str
    article: str
    target: str
    value: Any

    @property
    def key(self) -> Key:
        """What it is a draft of: there is one for each."""
        return self.kind, self.article, self.target

    @property
    def text(self) -> str:
        """What the user typed, for him to know it by."""
        if self.kind == "search":
            return self.target
        if self.value is None:
            return ""
        if isinstance(self.value, dict):
            return ", ".join(_names(self.value))
        return ", ".join(self.value) if isinstance(self.value, (list, tuple)) else str(self.value)


def _names(value: dict[str, Any]) -> Iterable[str]:
    for each in value.values():
        yield from [each] if isinstance(each, str) else map(str, each)


def stands(archive: Archive, draft: Draft) -> bool:
    """Whether the archive has it already."""
    if draft.kind == "search":
        return bool(archive.settings.saved_searches.get(draft.target) == draft.value)
    if draft.kind == "colors":
        return dict(archive.settings.color_names) == draft.value
    try:
        article = archive.article(draft.article)
        placed = [place.annotation for place in archive.annotations(draft.article)]
    except NotFound:
        return False
    if draft.kind == "note" and not draft.target:
        return any(item.anchor is None and item.note == draft.value for item in placed)
    if draft.kind == "note":
        return any(item.id == draft.target and item.note == draft.value for item in placed)
    if draft.kind == "annotation-tags":
        return any(item.id == draft.target and [*item.tags] == [*draft.value] for item in placed)
    if draft.kind == "tags":
        return set(article.tags) >= set(draft.value["add"]) and not set(article.tags) & set(
            draft.value["remove"]
        )
    value = getattr(article.metadata, draft.target, None)
    return bool((list(value) if isinstance(value, tuple) else value) == draft.value)


def write(archive: Archive, draft: Draft) -> Changes:
    """Write a draft into the archive, once however often it is asked for; what changed. Raises
    what the archive does. The note of an annotation that is gone becomes one on the article."""
    if stands(archive, draft):
        return Changes()
    if draft.kind == "search":
        searches = {**archive.settings.saved_searches, draft.target: draft.value}
        return archive.save_settings(saved_searches=searches)
    if draft.kind == "colors":
        return archive.save_settings(color_names=draft.value)
    if draft.kind == "tags":
        return archive.tag(draft.article, draft.value["add"], draft.value["remove"])
    if draft.kind == "metadata":
        value = tuple(draft.value) if isinstance(draft.value, list) else draft.value
        values: dict[str, Any] = {draft.target: value}
        return archive.set_metadata(draft.article, **values)
    if draft.kind == "annotation-tags":
        archive.edit_annotation(draft.article, draft.target, tags=draft.value)
    else:
        _write_note(archive, draft)
    return Changes(frozenset({draft.article}), annotations=True)


def _write_note(archive: Archive, draft: Draft) -> None:
    if draft.target:
        there = {place.annotation.id for place in archive.annotations(draft.article)}
        if draft.target in there:
            archive.edit_annotation(draft.article, draft.target, note=draft.value)
            return
    if draft.value:
        archive.note(draft.article, draft.value)


class Drafts(QObject):
    """The drafts of one archive's window."""

    saved = Signal(object)
    """The archive has this `Draft`."""
    refused = Signal(object)
    """It could not take this one; it is tried again."""

    def __init__(
        self,
        path: Path | None,
        archive: Archive,
        read: Work,
        write: Work,
        fail: Callable[[BaseException], object],
        parent: QObject | None = None,
    ) -> None:
        """Kept in the file ``path`` (None: in memory alone). ``read`` and ``write`` do work as
        those of `Context`; ``fail`` tells why a draft was refused, the first time."""
        super().__init__(parent)
        self._path = path
        self._archive = archive
        self._read = read
        self._write = write
        self._fail = fail
        self._lock = threading.Lock()
        self._version = self._stored = 0
        self._kept: dict[Key, Draft] = {draft.key: draft for draft in _load(path)}
        self._left = tuple(self._kept.values())
        self._refused: set[Key] = set(self._kept)
        self._retried = 0
        self._soon = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._soon.timeout.connect(
            lambda: self._read(self._store(), lambda _: None, latest="drafts")
        )
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._retry)

    # ---------------------------------------------------------------- what there is

    @property
    def left(self) -> tuple[Draft, ...]:
        """What was left from the last time, and is not answered yet."""
        return tuple(draft for draft in self._left if self._kept.get(draft.key) is draft)

    def of(self, article_id: str) -> list[Draft]:
        """What the archive has not taken of an article."""
        return [
            draft
            for key, draft in self._kept.items()
            if key in self._refused and draft.article == article_id
        ]

    def refused_value(self, kind: str, article_id: str, target: str = "") -> Any:
        """The value that the archive has not taken, or None."""
        key = (kind, article_id, target)
        return self._kept[key].value if key in self._refused else None

    def tags_with(self, article_id: str, tags: Sequence[str]) -> tuple[str, ...]:
        """An article's tags with those that the archive has not taken yet."""
        value = self.refused_value("tags", article_id) or {"add": [], "remove": []}
        kept = [tag for tag in tags if tag not in value["remove"]]
        return tuple(dict.fromkeys([*kept, *value["add"]]))

    # ---------------------------------------------------------------- what becomes of it

    def keep(self, draft: Draft) -> None:
        """Keep what is being typed; nothing is written into the archive yet."""
        self._refused.discard(draft.key)
        self._kept[draft.key] = draft
        if not self._soon.isActive():  # started anew with each letter it would never end
            self._soon.start()

    def drop(self, *keys: Key) -> None:
        """Forget drafts: nothing is to be written."""
        for key in keys:
            self._refused.discard(key)
            if self._kept.pop(key, None) is not None and not self._soon.isActive():
                self._soon.start()

    def save(self, draft: Draft) -> None:
        """Write a draft into the archive, now and until it is taken."""
        told = draft.key in self._refused
        self.keep(draft)
        self._send(draft, told=told)

    def tag(self, article_id: str, add: Sequence[str], remove: Sequence[str]) -> None:
        """Save tags of an article, with those that wait already."""
        old = self.refused_value("tags", article_id) or {"add": [], "remove": []}
        added = [tag for tag in (*old["add"], *add) if tag not in remove]
        removed = [tag for tag in (*old["remove"], *remove) if tag not in add]
        value = {"add": [*dict.fromkeys(added)], "remove": [*dict.fromkeys(removed)]}
        self.save(Draft("tags", article_id, "", value))

    def _send(self, draft: Draft, *, told: bool) -> None:
        archive = self._archive
        self._write(
            lambda: write(archive, draft),
            lambda _: self._done(draft),
            lambda error: self._failed(draft, error, told=told),
        )

    def _done(self, draft: Draft) -> None:
        if self._kept.get(draft.key) is draft:
            self.drop(draft.key)
            self._retried = 0
            self.saved.emit(draft)

    def _failed(self, draft: Draft, error: BaseException, *, told: bool) -> None:
        if self._kept.get(draft.key) is draft:
            self._refused.add(draft.key)
            self.refused.emit(draft)
            if not self._again.isActive():
                self._again.start(AGAIN[min(self._retried, len(AGAIN) - 1)])
                self._retried += 1
        if not told:
            self._fail(error)

    def _retry(self) -> None:
        """Try again what was refused; what was left from the last time waits for the user."""
        left = {draft.key for draft in self.left}
        for key in self._refused - left:
            self._send(self._kept[key], told=True)

    def answer(self, *, save: bool) -> None:
        """What is to become of what was left from the last time."""
        left, self._left = self.left, ()
        if not save:
            self.drop(*(draft.key for draft in left))
        for draft in left if save else ():
            self._send(draft, told=False)

    def flush(self) -> None:
        """Write to the disk now what is not there yet."""
        self._soon.stop()
        self._store()()

    def _store(self) -> Callable[[], None]:
        """Work that puts on the disk what there is now, unless something newer is there."""
        self._version += 1
        path, drafts, version = self._path, tuple(self._kept.values()), self._version

        def work() -> None:
            with self._lock:
                if path is not None and version > self._stored:
                    self._stored = version
                    _store(path, drafts)

        return work


def _load(path: Path | None) -> list[Draft]:
    if path is None:
        return []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return [Draft(**each) for each in found]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        log.warning("drafts not read: %s", type(error).__name__)
        return []


def _store(path: Path, drafts: Iterable[Draft]) -> None:
    values = [asdict(draft) for draft in drafts]
    try:
        if not values and not path.exists():
            return
        disk.make_folder(path.parent, parents=True)
        # Durable: a power cut is what it is for.
        disk.write_atomic(path, json.dumps(values, indent=1).encode())
    except DiskError as error:
        log.warning("drafts not kept: %s", why(error))
