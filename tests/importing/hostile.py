"""The hostile set: files made to break importers. `make` writes them; run it to look at them:

python -m tests.importing.hostile FOLDER [--large]
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import sys
import tarfile
import zipfile
from pathlib import Path

from tests.importing.conftest import article

RLO = "\u202e"
FILES = Path(__file__).parents[1] / "extract" / "files"


def make(folder: Path, *, large: bool = False) -> dict[str, int]:
    """Write the set into the folder; return how many files the report must account for, by kind.

    ``article`` is what reads as one; ``bad`` what does not; ``twin`` the second of two with the
    same bytes. ``large`` adds what takes minutes.
    """
    counts = {"article": 0, "bad": 0, "twin": 0}

    def put(name: str | bytes, data: bytes, kind: str) -> None:
        with (folder / os.fsdecode(name)).open("xb") as file:
            file.write(data)
        counts[kind] += 1

    numbers = iter(range(1000, 2000))

    def text() -> bytes:
        return article(next(numbers)).encode()

    # empty, blank, truncated, garbage under good names
    put("empty.txt", b"", "bad")
    put("empty.pdf", b"", "bad")
    put("blank.txt", b" \n\xc2\xa0\n\t\n", "bad")
    put("garbage.txt", bytes(range(256)) * 64, "bad")
    put("garbage.html", b"\x00\x01\x02\xff" * 1000, "bad")
    put("garbage.pdf", os.urandom(4000), "bad")
    put("garbage.docx", os.urandom(4000), "bad")
    put("truncated.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "bad")
    put("nulls.txt", b"\x00" * 10_000, "bad")
    put("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "bad")

    # names
    put("a" * 251 + ".txt", text(), "article")
    put("خ" * 125 + ".txt", text(), "article")
    put(f"safe{RLO}txt.exe.txt", text(), "article")
    put("line\nbreak\ttab.txt", text(), "article")
    put("CON.txt", text(), "article")
    put('what?*:"<>|.txt', text(), "article")
    put(b"not-utf8-\xff\xfe.txt", text(), "article")
    put("- rf.txt", text(), "article")
    put(" spaces .txt", text(), "article")
    put("\u200f.txt", text(), "article")
    put("no suffix", text(), "article")
    put("mine.annotations.json.txt", text(), "article")

    # locked with a password
    for name in ("encrypted.pdf", "encrypted.docx"):
        put(name, (FILES / name).read_bytes(), "bad")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("locked.txt", text())
    locked = bytearray(out.getvalue())
    locked[6] |= 1  # the flag "encrypted" of the member's own header, and of the directory's
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    put("locked.zip", bytes(locked), "bad")

    # sidecars of nothing, and broken ones
    put("nobody.txt.annotations.json", b"{}", "bad")
    put("noted.txt", text(), "article")
    put("noted.txt.annotations.json", b"{ half a", "bad")

    # links, and what is no file; all but the link to a file and what needs another system
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "nowhere.txt").symlink_to(folder / "not-there.txt")
    (folder / "twin-by-link.txt").symlink_to(folder / "no suffix")
    counts["bad"] += 3
    counts["twin"] += 1
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
        counts["bad"] += 1
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(folder):
            listening.bind("socket.txt")  # by a short name: addresses hold a hundred bytes
        counts["bad"] += 1

    # containers
    with zipfile.ZipFile(folder / "traversal.zip", "w") as archive:
        archive.writestr("../../../../tmp/escaped.txt", text())
        archive.writestr("/etc/escaped.txt", text())
        archive.writestr("..\\..\\escaped.txt", text())
    counts["article"] += 3
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\x20" * (64 << 20))
        archive.writestr("good.txt", text())
    counts["bad"] += 1
    counts["article"] += 1
    inner = text()
    for depth in range(8):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("inner.zip" if depth else "inner.txt", inner)
        inner = out.getvalue()
    put("russian-doll.zip", inner, "bad")
    put("cut.zip", inner[:-30], "bad")
    put("no-zip.zip", text(), "article")
    with zipfile.ZipFile(folder / "empty.zip", "w"):
        pass
    counts["bad"] += 1
    with tarfile.open(folder / "links.tar", "w") as tar:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
        info = tarfile.TarInfo("../up.txt")
        data = text()
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    counts["bad"] += 1
    counts["article"] += 1

    # deep and wide
    put("deep.json", b"[" * 200_000, "article")
    put("deep-object.json", b'{"a":' * 100_000, "article")
    put("deep.html", b"<div>" * 20_000 + text() + b"</div>" * 20_000, "article")
    put("one-line.txt", " ".join(f"كلمة{n}" for n in range(100_000)).encode(), "article")
    put("marks.txt", ("ا" + "\u064b" * 100_000).encode(), "article")
    put("digits.txt", b"2015 " * 50_000, "article")
    put("dashes.txt", ("- " * 50_000 + "نص").encode(), "article")
    put("half-records.jsonl", b'{"title": "t", "content": "c c c"}\n{broken\n[]\n', "article")
    counts["bad"] += 2

    if large:
        prose = article(1, 2000).encode()
        prose *= (200 << 20) // len(prose)
        put("large.txt", prose, "bad")
        put("large.html", b"<html><body><p>" + prose + b"</p>", "bad")
        put("large.csv", b"title,content\n" + b'a,"' + prose + b'"\n', "bad")
        with zipfile.ZipFile(folder / "large.zip", "w") as archive:
            archive.writestr("large.txt", prose[:-1])
        counts["bad"] += 1
        records = [{"title": f"t{n}", "content": article(n)} for n in range(20_000)]
        put("many.json", json.dumps(records).encode(), "article")
        counts["article"] += len(records) - 1
    return counts


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    print(json.dumps(make(place, large="--large" in sys.argv)))
