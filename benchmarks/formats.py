"""How much of an article comes back from each format and producer, and how fast.

::

    python -m benchmarks.formats make FOLDER       # with the programs that are installed
    python -m benchmarks.formats measure FOLDER    # word recall, precision and paragraphs
    python -m benchmarks.formats speed             # extraction alone, of the test files
    python -m benchmarks.formats import CORPUS     # 1,000 each of HTML, DOCX and PDF, end to end

The articles are those in ``seeds/``, so that their text is known; those that ``import`` makes its
files of are the corpus' (see `benchmarks.corpus`), read at run time. ``make`` may be run by several
interpreters, for not all the packages that write files need be in one environment (see
tests/extract/make_files.py).
"""

from __future__ import annotations

import argparse
import copy
import os
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.importing import Tree
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


def docx(paragraphs: Sequence[str], out: Path) -> None:
    """A Word document with the markup that LibreOffice writes, around other paragraphs."""
    from lxml import etree

    name = "word/document.xml"
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with (
        zipfile.ZipFile(FILES / "libreoffice.docx") as template,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for member in template.namelist():
            if member != name:
                made.writestr(member, template.read(member))
        root = etree.fromstring(template.read(name))
        body = root.find(f"{word}body")
        models = [one for one in body.findall(f"{word}p") if one.find(f".//{word}t") is not None]
        for one in models:
            body.remove(one)
        for number, text in enumerate(paragraphs):
            fresh = copy.deepcopy(models[min(number, 1)])
            first, *others = fresh.iter(f"{word}t")
            first.text = text
            for other in others:
                other.text = ""
            body.insert(number, fresh)
        made.writestr(name, etree.tostring(root, encoding="UTF-8", xml_declaration=True))


WRITERS = {"html": PRODUCERS["site.html"], "docx": docx, "pdf": PRODUCERS["qt.pdf"]}


def write(corpus_folder: Path, kind: str, folder: Path, count: int) -> None:
    """Write ``count`` articles of the corpus as files of a kind."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir()
    step = corpus.load(corpus_folder)
    for number, item in enumerate(step[:: max(1, len(step) // count)][:count]):
        lines = [" ".join(line.split()) for line in item.text.split("\n")]
        title = " ".join(item.title.split()) or lines[0]
        paragraphs = [_printable(line) for line in (title, *lines) if line]
        WRITERS[kind](paragraphs, folder / f"{number:05}.{kind}")


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def imported(corpus_folder: Path, count: int) -> None:
    """Print how fast documents of each kind are imported, from the file to the index."""
    from archive_app import Archive

    print("| kind | files | articles | seconds | files a second | processor seconds | MB at most |")
    print("|---|---|---|---|---|---|---|")
    for kind in WRITERS:
        with tempfile.TemporaryDirectory() as temporary:
            folder, cache = Path(temporary), Path(temporary) / "caches"
            made = (sys.executable, "-m", "benchmarks.formats", "write", corpus_folder, kind)
            files = folder / "files"
            subprocess.run([*map(str, made), str(files), str(count)], check=True)
            before, started = os.times(), time.perf_counter()
            with Tree() as tree, Archive.open(folder / "a", create=True, cache=cache) as archive:
                report = archive.import_paths([files])
                seconds = time.perf_counter() - started
            after = os.times()
            spent = sum(after[:4]) - sum(before[:4])
            print(
                f"| {kind} | {count} | {len(report.imported)} | {seconds:.1f} | "
                f"{count / seconds:.0f} | {spent:.1f} | {tree.peak:.0f} |",
                flush=True,
            )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("make", "measure"):
        commands.add_parser(name).add_argument("folder", type=Path)
    commands.add_parser("speed").add_argument("--count", type=int, default=1_000)
    importing = commands.add_parser("import")
    importing.add_argument("corpus", type=Path)
    importing.add_argument("--count", type=int, default=1_000)
    writing = commands.add_parser("write")  # a process of its own, so that it is not counted
    writing.add_argument("corpus", type=Path)
    writing.add_argument("kind", choices=WRITERS)
    writing.add_argument("folder", type=Path)
    writing.add_argument("count", type=int)
    options: Any = parser.parse_args()
    if options.command == "make":
        make(options.folder)
    elif options.command == "measure":
        measure(options.folder)
    elif options.command == "import":
        imported(options.corpus, options.count)
    elif options.command == "write":
        write(options.corpus, options.kind, options.folder, options.count)
    else:
        speed(options.count)


if __name__ == "__main__":
    main()
