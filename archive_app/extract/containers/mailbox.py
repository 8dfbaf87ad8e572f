"""Mailboxes: many messages in one file (mbox), as Thunderbird, Apple Mail, Google and mutt keep
and export them. Each message is taken out as its own file.

A message begins with a line ``From sender date`` after an empty line (RFC 4155); such lines in
its text were quoted by ``>``, which is taken away again (the variants mboxo and mboxrd).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from email.policy import compat32
from itertools import islice
from pathlib import Path

from archive_app.core.model import Failure, Part
from archive_app.extract.common.source import Limits

_BEGIN = re.compile(
    rb"From [^\r\n]{0,300}\d\d?:\d\d(:\d\d)?( [A-Z]{1,5}| [+-]\d{4})* \d{4}( [+-]\d{4})?\s*$"
)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:")
_QUOTED = re.compile(rb">+From ")
_NAMED = (".mbox", ".mbx", ".mboxrd")
_LONGEST_LINE = 1 << 20
_HEADERS = 1 << 16


def is_mailbox(path: Path, head: bytes, name: str) -> bool:
    """Whether a file is a mailbox, by its first bytes and its name (in lower case).

    A file with no name of a mailbox must hold two messages. Raises OSError.
    """
    first, _, rest = head.partition(b"\n")
    if not _BEGIN.match(first + b"\n") or not _FIELD.match(rest):
        return False
    if name.endswith(_NAMED):
        return True
    return not name.endswith(".eml") and len(list(islice(_messages(path, 0), 2))) == 2


def messages(path: Path, limits: Limits) -> Iterator[Part | Failure]:
    """The messages of a mailbox, one at a time; one that is too large as a failure."""
    for number, data in enumerate(_messages(path, limits.member), 1):
        if data is None:
            yield Failure(f"{number:05}.eml", "limit", f"more than {limits.member} bytes")
        else:
            yield Part(_name(number, data), data)


def _messages(path: Path, most: int) -> Iterator[bytes | None]:
    """The bytes of each message; None for one of more than ``most`` bytes."""
    lines: list[bytes] = []
    size = 0
    begun = False
    empty = True  # whether the line before was
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            if empty and _BEGIN.match(line):
                if begun:
                    yield _whole(lines, size, most)
                lines, size, begun, empty = [], 0, True, False
                continue
            size += len(line)
            if size <= most:
                lines.append(line[1:] if _QUOTED.match(line) else line)
            empty = line in (b"\n", b"\r\n")
    if begun:
        yield _whole(lines, size, most)


def _whole(lines: list[bytes], size: int, most: int) -> bytes | None:
    if size > most:
        return None
    if len(lines) > 1 and lines[-1] in (b"\n", b"\r\n"):
        del lines[-1]  # the empty line that parts it from the next
    return b"".join(lines)


def _name(number: int, data: bytes) -> str:
    from archive_app.extract.mail import message

    headers = BytesHeaderParser(policy=compat32).parsebytes(data[:_HEADERS])
    subject = message.header(headers, "Subject", "")
    return message.safe_name(f"{number:05} {subject}".strip(), ".eml")
