"""The core's stable keys in words: one sentence for each reason, what happened and what to do.

The words are English; `QT_TRANSLATE_NOOP` marks them for translation, which the window does with
Qt and the command line (`archive_app.cli.translator`) with the same files.
"""

from __future__ import annotations

CONTEXT = "messages"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark ``text`` for translation and return it."""
    return text


SENTENCES: dict[str, str] = {
    # the archive as a whole
    "error": QT_TRANSLATE_NOOP("messages", "Something went wrong. Try again; the log says more."),
    "archive": QT_TRANSLATE_NOOP("messages", "The archive could not be opened."),
    "not-an-archive": QT_TRANSLATE_NOOP(
        "messages", "There is no archive in this folder; choose another or make a new one."
    ),
    "not-connected": QT_TRANSLATE_NOOP(
        "messages",
        "The archive is not connected: connect its disk, or check where its folder is.",
    ),
    "read-only": QT_TRANSLATE_NOOP(
        "messages", "The archive lies where nothing can be written; copy it elsewhere to change it."
    ),
    "locked": QT_TRANSLATE_NOOP(
        "messages", "Another program is writing to the archive; try again when it is done."
    ),
    "newer-format": QT_TRANSLATE_NOOP(
        "messages", "A later version of Khizana wrote this archive; update Khizana to open it."
    ),
    "not-found": QT_TRANSLATE_NOOP("messages", "It is no longer in the archive."),
    "cache": QT_TRANSLATE_NOOP(
        "messages", "The search index is damaged; rebuild it. Your articles and notes are safe."
    ),
    "cancelled": QT_TRANSLATE_NOOP("messages", "Stopped; what was done so far is kept."),
    "work-stopped": QT_TRANSLATE_NOOP(
        "messages", "The task ended early; what was done is kept. Start it again."
    ),
    "output": QT_TRANSLATE_NOOP(
        "messages", "The result could not be printed; check where the output goes."
    ),
    "import-failed": QT_TRANSLATE_NOOP("messages", "The file could not be imported."),
    # the disk
    "disk": QT_TRANSLATE_NOOP(
        "messages", "The disk reported an error. Check the disk and try again."
    ),
    "disk-full": QT_TRANSLATE_NOOP("messages", "The disk is full. Free some space and try again."),
    "write-protected": QT_TRANSLATE_NOOP(
        "messages",
        "Writing is not permitted here; check the permissions of the file and its folder.",
    ),
    "busy": QT_TRANSLATE_NOOP(
        "messages", "Another program is using the file; close it there and try again."
    ),
    "gone": QT_TRANSLATE_NOOP(
        "messages", "The file or its folder is not there; check that the disk is connected."
    ),
    "already-there": QT_TRANSLATE_NOOP(
        "messages", "A file with this name already exists; choose another name."
    ),
    # files
    "empty": QT_TRANSLATE_NOOP("messages", "The file is empty."),
    "unknown-format": QT_TRANSLATE_NOOP(
        "messages", "Khizana does not read this format; the file is kept without text."
    ),
    "unreadable-format": QT_TRANSLATE_NOOP(
        "messages", "The text could not be read; the file is kept without text."
    ),
    "damaged": QT_TRANSLATE_NOOP(
        "messages", "The file is damaged or incomplete; fetch it again if you can."
    ),
    "encrypted": QT_TRANSLATE_NOOP(
        "messages", "The file is protected by a password; save it without one and import it again."
    ),
    "limit": QT_TRANSLATE_NOOP(
        "messages", "The file is too large or too complex to read; it is kept without text."
    ),
    "no-access": QT_TRANSLATE_NOOP(
        "messages", "The file could not be opened; check that it is still there and may be read."
    ),
    "no-text": QT_TRANSLATE_NOOP(
        "messages", "There is no text in the file (a scan, perhaps); it is kept as it is."
    ),
    "container": QT_TRANSLATE_NOOP(
        "messages", "The files packed in it are articles of their own; this is the package."
    ),
    "broken-link": QT_TRANSLATE_NOOP(
        "messages", "The link leads nowhere; import the file that it should lead to."
    ),
    "found-already": QT_TRANSLATE_NOOP(
        "messages", "A link leads to this folder a second time; what is in it was taken in once."
    ),
    "special-file": QT_TRANSLATE_NOOP(
        "messages", "This is no document but a pipe, a socket or a device; it was left alone."
    ),
    # what extraction warns of
    "large-page": QT_TRANSLATE_NOOP(
        "messages", "The page is very large, so a simpler reading of it was taken."
    ),
    "deep-page": QT_TRANSLATE_NOOP(
        "messages", "The page is nested very deeply, so a simpler reading of it was taken."
    ),
    "simple-extraction": QT_TRANSLATE_NOOP(
        "messages",
        "It is uncertain which part of the page is the article; check that it is complete.",
    ),
    "whole-page": QT_TRANSLATE_NOOP(
        "messages", "The article could not be found in the page, so all its text was taken."
    ),
    "damaged-page": QT_TRANSLATE_NOOP("messages", "A page could not be read; the rest is here."),
    "missing-chapter": QT_TRANSLATE_NOOP(
        "messages", "A chapter is missing from the file; the rest is here."
    ),
    "unknown-letters": QT_TRANSLATE_NOOP(
        "messages", "Some letters could not be told from the file's fonts; compare with its pages."
    ),
    "garbled": QT_TRANSLATE_NOOP(
        "messages", "The file's fonts name their letters wrongly; read it as pages instead."
    ),
    "scanned": QT_TRANSLATE_NOOP(
        "messages", "The file holds images of pages without text; read it as pages."
    ),
    "attachments-left-out": QT_TRANSLATE_NOOP(
        "messages", "The message has too many attachments; not all were taken in."
    ),
    "lost-characters": QT_TRANSLATE_NOOP(
        "messages", "Some bytes are no letters in the text's encoding and are shown as �."
    ),
    # findings
    "missing": QT_TRANSLATE_NOOP(
        "messages", "The original is gone from the archive; put it back, or delete the article."
    ),
    "altered": QT_TRANSLATE_NOOP(
        "messages", "The original has changed since it was imported; another program changed it."
    ),
    "broken-sidecar": QT_TRANSLATE_NOOP(
        "messages", "The notes file beside the article cannot be read; it is kept as it is."
    ),
    "sidecar-restored": QT_TRANSLATE_NOOP(
        "messages", "The notes file beside the article was gone; it was restored."
    ),
    "orphan-sidecar": QT_TRANSLATE_NOOP(
        "messages", "These notes have lost their article; put the article back beside them."
    ),
    "unreadable": QT_TRANSLATE_NOOP(
        "messages", "The file cannot be read; check its permissions and the disk."
    ),
    "broken-settings": QT_TRANSLATE_NOOP(
        "messages", "The archive's settings cannot be read; they are kept as they are."
    ),
    "broken-copy": QT_TRANSLATE_NOOP(
        "messages", "A copy of the notes that a synchroniser made cannot be read; it is kept."
    ),
    "conflict-copy": QT_TRANSLATE_NOOP(
        "messages", "Two copies of the notes differ; refreshing the archive merges them."
    ),
    "no-sidecar": QT_TRANSLATE_NOOP(
        "messages", "The article has no notes file beside it yet; refresh the archive."
    ),
    "same-id": QT_TRANSLATE_NOOP(
        "messages", "Two files claim to be the same article; remove one of them."
    ),
    "duplicate-file": QT_TRANSLATE_NOOP(
        "messages", "An article is identical to this file; one of the two can be removed."
    ),
    "set-aside": QT_TRANSLATE_NOOP(
        "messages", "Damaged notes were set aside here; repair them by hand or remove them."
    ),
    "broken-report": QT_TRANSLATE_NOOP(
        "messages", "This import report cannot be read; it was skipped."
    ),
    "leftover": QT_TRANSLATE_NOOP(
        "messages", "An interrupted write left this file behind; it can be removed."
    ),
    "damaged-index": QT_TRANSLATE_NOOP(
        "messages", "The search index is damaged; rebuild it. Your articles and notes are safe."
    ),
    "not-listed": QT_TRANSLATE_NOOP(
        "messages", "The file lies in the archive but is not listed; refresh the archive."
    ),
    "unlistable": QT_TRANSLATE_NOOP(
        "messages",
        "Something in the article cannot be listed; the file is in the folder, unchanged.",
    ),
    "sidecar-copy": QT_TRANSLATE_NOOP(
        "messages", "This is a copy of a notes file and no article; it was left as it is."
    ),
    "undecodable-name": QT_TRANSLATE_NOOP(
        "messages",
        "The file's name is not valid text, so it cannot be listed; rename the file.",
    ),
    "not-indexed": QT_TRANSLATE_NOOP(
        "messages",
        "An article is missing from the search index; rebuild it. Your articles are safe.",
    ),
    "not-in-catalogue": QT_TRANSLATE_NOOP(
        "messages", "The search index holds an article that no longer exists; rebuild it."
    ),
    "outdated": QT_TRANSLATE_NOOP(
        "messages", "An older version read these articles; re-read them for a better result."
    ),
    "stale": QT_TRANSLATE_NOOP(
        "messages", "The search index is out of date for this article; rebuild it."
    ),
}

NOTICES: dict[str, str] = {
    "ignored": QT_TRANSLATE_NOOP("messages", "Ignored: %1"),
    "partial": QT_TRANSLATE_NOOP(
        "messages", "No article has all the words; these have most of them."
    ),
    "as-words": QT_TRANSLATE_NOOP("messages", "Searched as plain words: %1"),
    "passage": QT_TRANSLATE_NOOP(
        "messages", "Taken as a passage: the articles that hold most of it."
    ),
    "reversed": QT_TRANSLATE_NOOP(
        "messages", "%1 runs backwards: the earlier end was taken first."
    ),
    "no-such-day": QT_TRANSLATE_NOOP("messages", "There is no such date: %1"),
    "commonest": QT_TRANSLATE_NOOP("messages", "Very many words are like %1: the commonest count."),
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
    "annotations": QT_TRANSLATE_NOOP("messages", "Importing annotations"),
    "hash": QT_TRANSLATE_NOOP("messages", "Comparing files"),
    "duplicate": QT_TRANSLATE_NOOP("messages", "Comparing files"),
    "extract": QT_TRANSLATE_NOOP("messages", "Reading"),
    "import": QT_TRANSLATE_NOOP("messages", "Importing"),
    "store": QT_TRANSLATE_NOOP("messages", "Storing"),
    "index": QT_TRANSLATE_NOOP("messages", "Indexing"),
    "verify": QT_TRANSLATE_NOOP("messages", "Checking"),
    "rebuild": QT_TRANSLATE_NOOP("messages", "Rebuilding"),
    "reextract": QT_TRANSLATE_NOOP("messages", "Re-reading"),
    "refresh": QT_TRANSLATE_NOOP("messages", "Checking for changes"),
    "edit": QT_TRANSLATE_NOOP("messages", "Changing articles"),
    "stories": QT_TRANSLATE_NOOP("messages", "Comparing articles"),
}


def sentence(reason: str) -> str:
    """Return the English sentence for a reason (`KhizanaError.reason`, `Finding.key`)."""
    return SENTENCES.get(reason, SENTENCES["error"])
