"""An archive as an older version of the program would have left it.

A few small texts are read in the importing process itself, so that the reader of plain text can
be an older one for as long as the import takes: version 0, which took the site's menu for the
beginning of each article, missed its last paragraph, and read files as text that are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app import Archive
from archive_app.core.errors import ExtractError
from archive_app.core.model import Extraction
from archive_app.extract.common.plain import PlainText, paragraphs
from archive_app.extract.common.source import Source

MENU = "الصفحة الرئيسية والأرشيف ومن نحن"
NOISE = "نص قديم كان يقرأ من ملف لا يقرأ اليوم.\n\nوفيه فقرة أخرى.\n"


def import_as_before(
    archive: Archive, paths: Iterable[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Import a few small files named ``.txt`` with the older reader."""
    now = PlainText.extract

    def extract(self: PlainText, source: Source) -> Extraction:
        try:
            found = now(self, source)
        except ExtractError:
            found = Extraction(NOISE, "text/0", "text/plain")
            return replace(found, blocks=paragraphs(NOISE))
        if source.name.startswith("same"):
            return replace(found, extractor="text/0")
        body = found.text.rstrip("\n").rpartition("\n\n")[0]
        text = f"{MENU}\n\n{body}\n"
        metadata = replace(found.metadata, title=MENU)
        return replace(
            found, text=text, extractor="text/0", blocks=paragraphs(text), metadata=metadata
        )

    with monkeypatch.context() as patch:
        patch.setattr(PlainText, "version", 0)
        patch.setattr(PlainText, "extract", extract)
        patch.setattr(PlainText, "sniff", lambda *_: 1.0)
        report = archive.import_paths(paths)
    assert not report.failed, report.failed


def text(number: int) -> str:
    """An article of its own for each number: a title and four paragraphs."""
    paragraph = " ".join(f"كلمة{(number * 31 + at * at) % 997}" for at in range(40))
    return (
        f"عنوان المقال رقم {number}\n\nقال الوزير رقم {number} إن المدينة آمنة اليوم.\n\n"
        f"{paragraph}.\n\nوأضاف في ختام كلامه رقم {number} أن الطريق مفتوح.\n\n"
        f"وانتهى الخبر رقم {number} بهذه الفقرة الأخيرة.\n"
    )


def files(folder: Path, *names: str) -> list[Path]:
    """A file of that name for each, with a text of its own; ``noise`` holds none."""
    for number, name in enumerate(names):
        data = text(number).encode()
        if name.startswith("noise"):
            data = bytes(range(128, 256)) * 8 + bytes([number])
        (folder / name).write_bytes(data)
    return [folder / name for name in names]
