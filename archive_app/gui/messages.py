"""Stable keys of the core (error reasons, notices, findings, warnings) as sentences for people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from archive_app.core.errors import KhizanaError
from archive_app.gui.i18n import isolate

REASONS: dict[str, str] = {
    "error": QT_TRANSLATE_NOOP("messages", "Something went wrong; the log says what."),
    "archive": QT_TRANSLATE_NOOP("messages", "The archive cannot be opened."),
    "not-an-archive": QT_TRANSLATE_NOOP("messages", "There is no archive in this folder."),
    "read-only": QT_TRANSLATE_NOOP(
        "messages", "The archive lies where nothing can be written: you can read and search only."
    ),
    "locked": QT_TRANSLATE_NOOP(
        "messages", "Another program is writing to this archive; try again in a moment."
    ),
    "newer-format": QT_TRANSLATE_NOOP(
        "messages", "A later version of Khizana wrote this archive; update Khizana to open it."
    ),
    "not-found": QT_TRANSLATE_NOOP("messages", "It is no longer in the archive."),
    "broken-sidecar": QT_TRANSLATE_NOOP(
        "messages", "Its notes file cannot be read; it was kept as it is."
    ),
    "unreadable-format": QT_TRANSLATE_NOOP("messages", "No text could be read from this file."),
    "empty": QT_TRANSLATE_NOOP("messages", "The file is empty."),
    "unknown-format": QT_TRANSLATE_NOOP("messages", "Khizana does not know this kind of file."),
    "damaged": QT_TRANSLATE_NOOP("messages", "The file is damaged or cut short."),
    "encrypted": QT_TRANSLATE_NOOP("messages", "The file is protected by a password."),
    "limit": QT_TRANSLATE_NOOP("messages", "The file is too large or too deeply nested."),
    "no-access": QT_TRANSLATE_NOOP("messages", "The file cannot be opened."),
    "cache": QT_TRANSLATE_NOOP("messages", "The search index is damaged; rebuild it to mend it."),
    "import-failed": QT_TRANSLATE_NOOP("messages", "Nothing could be imported from this file."),
    "cancelled": QT_TRANSLATE_NOOP("messages", "Stopped."),
    # findings of a check
    "missing": QT_TRANSLATE_NOOP("messages", "The original file is missing."),
    "altered": QT_TRANSLATE_NOOP("messages", "The original file was altered since it was added."),
    "rebuilt": QT_TRANSLATE_NOOP("messages", "The search index was rebuilt."),
    "stale": QT_TRANSLATE_NOOP("messages", "The search index is behind; it will catch up."),
    "no-text": QT_TRANSLATE_NOOP("messages", "No text could be read from this file."),
    "conflict": QT_TRANSLATE_NOOP(
        "messages", "Two copies of its notes were found and merged; nothing was lost."
    ),
    "orphan": QT_TRANSLATE_NOOP("messages", "A note's passage is no longer in the text."),
    "orphan-sidecar": QT_TRANSLATE_NOOP("messages", "A notes file lies there without its article."),
    "not-indexed": QT_TRANSLATE_NOOP("messages", "It is not in the search index yet."),
}
"""A sentence for every key that an error, a failure or a finding may carry."""

NOTICES: dict[str, str] = {
    "ignored": QT_TRANSLATE_NOOP("messages", "Left aside: %1"),
    "partial": QT_TRANSLATE_NOOP(
        "messages", "No article has all the words; these have most of them."
    ),
    "as-words": QT_TRANSLATE_NOOP("messages", "Searched as plain words: %1"),
}

WHYS: dict[str, str] = {
    "exact": QT_TRANSLATE_NOOP("messages", "as written"),
    "spelling": QT_TRANSLATE_NOOP("messages", "another spelling"),
    "form": QT_TRANSLATE_NOOP("messages", "another form of the word"),
    "root": QT_TRANSLATE_NOOP("messages", "the same root"),
    "name": QT_TRANSLATE_NOOP("messages", "a name in another script"),
}

STAGES: dict[str, str] = {
    "find": QT_TRANSLATE_NOOP("messages", "Looking for files"),
    "hash": QT_TRANSLATE_NOOP("messages", "Comparing files"),
    "duplicate": QT_TRANSLATE_NOOP("messages", "Comparing files"),
    "extract": QT_TRANSLATE_NOOP("messages", "Reading"),
    "import": QT_TRANSLATE_NOOP("messages", "Importing"),
    "store": QT_TRANSLATE_NOOP("messages", "Storing"),
    "index": QT_TRANSLATE_NOOP("messages", "Indexing"),
    "verify": QT_TRANSLATE_NOOP("messages", "Checking"),
    "rebuild": QT_TRANSLATE_NOOP("messages", "Rebuilding"),
    "refresh": QT_TRANSLATE_NOOP("messages", "Looking for changes"),
}


def reason(key: str) -> str:
    """The sentence for a reason's key; the general one where there is none of its own."""
    return _translate(REASONS.get(key, REASONS["error"]))


def notice(key: str, text: str) -> str:
    """The sentence for a notice about a query, with its text set in."""
    return _translate(NOTICES.get(key, "%1")).replace("%1", isolate(text))


def why(key: str) -> str:
    """Why a hit matched, in a few words."""
    return _translate(WHYS[key]) if key in WHYS else ""


def stage(key: str) -> str:
    """What work is doing, in a word or two."""
    return _translate(STAGES.get(key, STAGES["import"]))


def sentence(error: BaseException) -> str:
    """One sentence for an error: the file's name, if it is about one, and the reason."""
    if not isinstance(error, KhizanaError):
        return reason("error")
    text = reason(error.reason)
    if error.path is None:
        return text
    pattern = _translate(QT_TRANSLATE_NOOP("messages", "%1: %2"))
    return pattern.replace("%1", isolate(error.path.name)).replace("%2", text)


def _translate(text: str) -> str:
    translate: Callable[[str, str], str] = QCoreApplication.translate
    return translate("messages", text)
