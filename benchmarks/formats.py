"""How much of an article comes back from each format and producer, and how fast.

::

    python -m benchmarks.formats make FOLDER       # with the programs that are installed
    python -m benchmarks.formats measure FOLDER    # word recall, precision and paragraphs
    python -m benchmarks.formats speed             # 1,000 each of HTML, DOCX and PDF

The articles are those in ``seeds/``, so that their text is known. ``make`` may be run by several
interpreters, for not all the packages that write files need be in one environment (see
tests/extract/make_files.py).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from tests.extract.make_files import FILES, PRODUCERS, SEEDS, UnavailableError


def articles() -> list[list[str]]:
    """The paragraphs of each sample article, its title first."""
    return [
        [" ".join(line.split()) for line in path.read_text("utf-8").split("\n") if line.strip()]
        for path in sorted(SEEDS.glob("*.txt"))
    ]


def make(folder: Path) -> None:
    """Write every sample article with every program that is here; what is there is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, maker in PRODUCERS.items():
        for number, paragraphs in enumerate(articles()):
            out = folder / f"{number}-{name}"
            if out.exists():
                continue
            try:
                maker(paragraphs, out)
            except UnavailableError as missing:
                print(f"{name}: {missing}")
                break


def shares(golden: list[str], text: str) -> tuple[float, float]:
    """Word recall and precision of ``text``, words as multisets, without their tashkeel."""
    wanted, found = Counter(words(" ".join(golden))), Counter(words(text))
    common = (wanted & found).total()
    return common / wanted.total(), common / max(1, found.total())


def words(text: str) -> list[str]:
    """The words as written, but for tashkeel, which programs drop or order at will."""
    return "".join(char for char in text if unicodedata.category(char) != "Mn").split()


def plain_qt(path: Path) -> str:
    """What QtPdf itself takes for a PDF's text."""
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    document.load(str(path))
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return "\n".join(pages)


def plain_pdfium(path: Path) -> str:
    """What PDFium itself takes for a PDF's text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(pages)


def measure(folder: Path) -> None:
    """Print a table of all producers whose files lie in ``folder``."""
    from archive_app.extract import extract

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print("| file | recall | precision | paragraphs | QtPdf alone | PDFium alone | mended |")
    print("|---|---|---|---|---|---|---|")
    for name in PRODUCERS:
        rows: list[tuple[float, ...]] = []
        mended: set[str] = set()
        for number, paragraphs in enumerate(articles()):
            path = folder / f"{number}-{name}"
            if not path.exists():
                continue
            result = extract(path)
            found = {result.text[block.start : block.end] for block in result.blocks}
            whole = sum(one in found for one in paragraphs) / len(paragraphs)
            row = [*shares(paragraphs, result.text), whole]
            if name.endswith(".pdf"):
                row += [shares(paragraphs, read(path))[0] for read in (plain_qt, plain_pdfium)]
            rows.append(tuple(row))
            mended |= {repair.kind for repair in result.repairs}
        if not rows:
            continue
        means = [f"{sum(column) / len(rows):.3f}" for column in zip(*rows, strict=True)]
        means += [""] * (5 - len(means))
        print(f"| {name} | {' | '.join(means)} | {', '.join(sorted(mended))} |")


def speed(count: int) -> None:
    """Print how many documents of each kind are read in a second, in one process."""
    from archive_app.extract import extract

    kinds = ("site.html", "old-site.html", "libreoffice.docx", "pandoc.docx", "chromium.pdf",
             "qt.pdf", "pandoc.odt", "pandoc.epub", "libreoffice.rtf", "python.eml")  # fmt: skip
    print("| file | documents | seconds | of processor time | documents a second of it |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name in kinds:
            data = (FILES / name).read_bytes()
            paths = [Path(folder) / f"{number}-{name}" for number in range(count)]
            for path in paths:
                path.write_bytes(data)
            extract(paths[0])  # what is imported once is not the document's time
            started, spent = time.perf_counter(), time.process_time()
            for path in paths:
                extract(path)
            seconds, spent = time.perf_counter() - started, time.process_time() - spent
            row = f"| {name} | {count} | {seconds:.1f} | {spent:.1f} | {count / spent:.0f} |"
            print(row, flush=True)
            for path in paths:
                path.unlink()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("make", "measure"):
        commands.add_parser(name).add_argument("folder", type=Path)
    commands.add_parser("speed").add_argument("--count", type=int, default=1_000)
    options: Any = parser.parse_args()
    if options.command == "make":
        make(options.folder)
    elif options.command == "measure":
        measure(options.folder)
    else:
        speed(options.count)


if __name__ == "__main__":
    main()
