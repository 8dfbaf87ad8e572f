"""The archive folder: where originals, sidecars and settings lie, and how files come into it."""

from __future__ import annotations

import os
import threading
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive_app.core import disk
from archive_app.core.errors import (
    ArchiveError,
    DiskError,
    FileGone,
    NewerFormat,
    NotAnArchive,
    NotConnected,
    ReadOnlyArchive,
    WriteProtected,
)
from archive_app.core.model import Finding
from archive_app.core.times import now
from archive_app.library import names
from archive_app.library.settings import (
    FORMAT,
    ArchiveSettings,
    merge_settings,
    settings_from_json,
    settings_to_json,
)
from archive_app.library.walk import Found, in_archive, walk

__all__ = ["REPORTS", "TRASH", "ArchiveFolder", "ArchiveSettings"]

TRASH = ".trash"
REPORTS = "reports"


class ArchiveFolder:
    """An archive on disk.

    It does not lock itself: whoever writes holds an `WriteLock`. Safe to use from any thread.
    """

    def __init__(self, path: Path, settings: ArchiveSettings, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.notices: tuple[Finding, ...] = ()
        self._settings = settings
        self._on_disk = settings
        self._names: dict[str, set[str]] = {}
        self._guard = threading.RLock()

    @classmethod
    def open(cls, path: Path | str, create: bool = False, name: str | None = None) -> ArchiveFolder:
        """The archive in a folder.

        Without an ``archive.json`` there, raises NotAnArchive; with ``create`` it is made, with
        the folder where that is missing, and ``name`` (default: the folder's) as its name. Any
        folder of documents can so become an archive. Where the folder cannot be written it
        opens ``read_only``, be there an ``archive.json`` or not. A broken ``archive.json`` does
        not keep an archive from opening: it is reported in ``notices`` and kept aside as soon as
        settings are saved. Raises NewerFormat where a later version wrote it, ArchiveError where
        the folder cannot be read.
        """
        path = Path(path).absolute()
        if create:
            try:
                disk.make_folder(path, parents=True)
            except DiskError as error:
                raise ArchiveError(path, str(error)) from error
        if not path.is_dir():
            raise NotAnArchive(path)
        read_only = not os.access(path, os.W_OK)
        file = path / names.SETTINGS
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            if not create:
                raise NotAnArchive(path) from None
            if read_only:  # a disc of articles, say: to be read and searched, not written to
                return cls(path, _settings_without_file(path), read_only=True)
            settings = ArchiveSettings(uuid.uuid4().hex, name or path.name or "archive", now())
            folder = cls(path, settings, read_only=False)
            folder._write_settings(settings)
            return folder
        except OSError as error:
            raise ArchiveError(path, str(error)) from error
        try:
            settings, version = settings_from_json(data.decode("utf-8-sig"))
        except ValueError as error:
            settings = _settings_without_file(path)
            folder = cls(path, settings, read_only=read_only)
            folder.notices = (Finding("error", "broken-settings", names.SETTINGS, str(error)),)
            return folder
        if version > FORMAT:
            raise NewerFormat(path, str(version))
        if not settings.id:
            settings = _settings_without_file(path, settings)
        return cls(path, settings, read_only=read_only)

    @property
    def id(self) -> str:
        """The archive's id, 32 hex digits."""
        return self._settings.id

    @property
    def settings(self) -> ArchiveSettings:
        """The archive's settings as last read or saved."""
        return self._settings

    def save_settings(self, settings: ArchiveSettings) -> ArchiveSettings:
        """Write the settings; return them as written.

        What others changed in ``archive.json`` since it was read is kept, entry by entry. A
        broken one is renamed to ``archive.json.broken-1``. Raises ReadOnlyArchive, DiskError.
        """
        with self._guard:
            file = self.path / names.SETTINGS
            try:
                theirs, version = settings_from_json(file.read_bytes().decode("utf-8-sig"))
            except FileNotFoundError:
                pass
            except ValueError:
                number = 1
                while (aside := file.with_name(f"{file.name}.broken-{number}")).exists():
                    number += 1
                disk.move(file, aside)
            else:
                if version > FORMAT:
                    raise NewerFormat(self.path, str(version))
                settings = merge_settings(self._on_disk, settings, theirs)
            self._write_settings(settings)
            return settings

    def reload_settings(self) -> ArchiveSettings:
        """The settings read again from disk; those held where the file cannot be read."""
        with self._guard, suppress(OSError, ValueError):
            data = (self.path / names.SETTINGS).read_bytes()
            settings, version = settings_from_json(data.decode("utf-8-sig"))
            if version <= FORMAT and settings.id:
                self._settings = self._on_disk = settings
        return self._settings

    def _write_settings(self, settings: ArchiveSettings) -> None:
        try:
            disk.write_atomic(self.path / names.SETTINGS, settings_to_json(settings).encode())
        except WriteProtected as error:
            raise ReadOnlyArchive(self.path, str(error)) from error
        self._settings = self._on_disk = settings

    def require(self) -> None:
        """Raise NotConnected where the folder is not there any more, or is the empty place at
        which its disk is mounted."""
        if not os.path.isdir(self.path):  # noqa: PTH112 - hot
            raise NotConnected(self.path)
        if not os.path.lexists(self.path / names.SETTINGS):
            with suppress(OSError):
                if disk.names(self.path):
                    return
            raise NotConnected(self.path)

    # ------------------------------------------------------------ what lies in it

    def walk(self) -> Iterator[Found]:
        """Every file in the archive with its kind, size and time of change; see `walk.walk`."""
        return map(in_archive, walk(self.path))

    def originals(self) -> Iterator[Path]:
        """Every document in the archive, by its absolute path: no sidecars, no hidden or temporary
        files, no settings."""
        return (self.path / found.path for found in self.walk() if found.kind == "original")

    def sidecar_path(self, original: Path | str) -> Path:
        """The absolute path of an original's sidecar (given relative or absolute)."""
        original = self.path / original
        return original.with_name(names.sidecar_name(original.name))

    def absolute(self, path: Path | str) -> Path:
        """The absolute path of a file of the archive.

        Raises ArchiveError for one that leads out of the archive by its ``..`` parts.
        """
        if ".." in Path(path).parts:
            raise ArchiveError(path, "leads out of the archive")
        return self.path / path

    def relative(self, path: Path | str) -> str:
        """A path of the archive as the catalogue holds it: relative, with forward slashes."""
        path = Path(path)
        return (path.relative_to(self.path) if path.is_absolute() else path).as_posix()

    @property
    def reports_path(self) -> Path:
        """The (hidden) folder for saved import reports."""
        return self.path / f".{REPORTS}"

    # ------------------------------------------------------------ what comes in

    def store(
        self,
        source: Path | bytes,
        name: str,
        *,
        month: str | None = None,
        durable: bool = True,
        move: bool = False,
    ) -> Path:
        """Take a document into the archive under a safe and unique name; return its relative path.

        It is copied, or with ``move`` (of a file on the same disk) moved.
        ``name`` may be hostile; the one given is as near to it as can be (see `names.safe_name`).
        ``month`` (``2026-11``; default: the present one) is the folder. Without ``durable`` the
        bytes may not outlast a power failure until `sidecar.save_new` has been told of the file.
        The file appears under its name only when it is whole. Raises ReadOnlyArchive where the
        archive cannot be written, DiskError, and OSError where the source cannot be read.
        """
        month = names.safe_name(month or _this_month())
        folder = f"{self.path}{os.sep}{month}"
        with self._guard:
            taken = self._taken(folder)
            chosen = self._free_name(names.safe_name(name), taken)
            if _stands_there(folder, chosen):  # put there by others since the names were listed
                del self._names[folder]
                taken = self._taken(folder)
                chosen = self._free_name(names.safe_name(name), taken)
            taken.add(_folded(chosen))
        target = f"{folder}{os.sep}{chosen}"
        try:
            if move and isinstance(source, Path):
                if durable:
                    disk.sync_files([source])
                disk.replace(source, target)
                if durable:
                    disk.sync_folder(folder)
            else:
                data = source if isinstance(source, bytes) else _pieces(source)
                disk.write_atomic(Path(target), data, durable=durable)
        except BaseException:
            with self._guard:
                taken.discard(_folded(chosen))
            raise
        return Path(month, chosen)

    def prepare(self) -> None:
        """Learn the names in this month's folder, for which the first file to store would wait in
        a large archive; for a thread of its own."""
        folder = f"{self.path}{os.sep}{_this_month()}"
        if folder in self._names:
            return
        with suppress(OSError):
            known = set(map(_folded, disk.names(folder)))
            with self._guard:
                self._names.setdefault(folder, known)

    def _taken(self, folder: str) -> set[str]:
        """The names in a month's folder, which is made where it is missing."""
        known = self._names.get(folder)
        if known is not None and os.path.isdir(folder):  # noqa: PTH112 - hot
            return known
        try:
            disk.make_folder(folder)
            known = set(map(_folded, disk.names(folder)))
        except (WriteProtected, FileGone) as error:
            raise ReadOnlyArchive(self.path, str(error)) from error
        self._names[folder] = known
        return known

    def _free_name(self, name: str, taken: set[str]) -> str:
        """The name, or with a number, so that neither it nor its sidecar is there, in any case."""
        candidate, number = name, 1
        while _folded(candidate) in taken or _folded(names.sidecar_name(candidate)) in taken:
            number += 1
            candidate = names.numbered(name, number)
        return candidate


def _pieces(source: Path) -> Iterator[bytes]:
    """A file's bytes, a megabyte at a time. Raises OSError."""
    with source.open("rb") as file:
        while data := file.read(1 << 20):
            yield data


def _this_month() -> str:
    return datetime.now(UTC).strftime("%Y-%m")


def _stands_there(folder: str, name: str) -> bool:
    """Whether a file of this name, or a sidecar of its, lies in a folder."""
    place = f"{folder}{os.sep}"
    return any(os.path.lexists(place + one) for one in (name, names.sidecar_name(name)))


def _folded(name: str) -> str:
    """A name as file systems that ignore case and normalization compare it."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def _settings_without_file(path: Path, settings: ArchiveSettings | None = None) -> ArchiveSettings:
    """Settings for an archive whose file does not give an id: one that follows from its path."""
    settings = settings or ArchiveSettings(name=path.name)
    return replace(settings, id=uuid.uuid5(uuid.NAMESPACE_URL, path.as_uri()).hex)
