# ruff: noqa: E501
"""Makes the test files in ``files/``, and those of ``benchmarks/formats.py``, with the programs
that write such files in the world.

    python -m tests.extract.make_files          # makes files/ anew, from whatever is installed

The tests need none of these programs: what they made is kept. Programs: LibreOffice, Chromium,
pandoc, AbiWord, wkhtmltopdf; packages: PySide6, reportlab, fpdf2, weasyprint, python-docx, odfpy.
A program that is missing is passed over.
"""

from __future__ import annotations

import html
import io
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

FILES = Path(__file__).parent / "files"
SEEDS = Path(__file__).parents[2] / "seeds"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
Maker = Callable[[Sequence[str], Path], None]


class UnavailableError(Exception):
    """The program that makes such files is not installed."""


def sample() -> list[str]:
    """The article in ``files/``: a title, and paragraphs with numbers, quotation marks, Latin."""
    path = min(SEEDS.glob("*.txt"))
    lines = [" ".join(line.split()) for line in path.read_text("utf-8").split("\n")]
    return [
        *[line for line in lines if line][:5],
        "وقال (المتحدث) إن شركة Boeing 737 باعت 1.5 مليون طن بنسبة 95% بين 2014 و2016، ثم زاد.",
    ]


def run(*command: str | Path, cwd: Path | None = None, out: Path | None = None) -> None:
    """Run a program; `UnavailableError` where it is missing, or where ``out`` does not come of it."""
    if shutil.which(str(command[0])) is None:
        raise UnavailableError(str(command[0]))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        check=False,
        timeout=300,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if out is not None and not out.exists():
        raise UnavailableError(f"{command[0]} made nothing")


# ---------------------------------------------------------------- pages


def page_markup(paragraphs: Sequence[str], *, charset: str = "utf-8", font: str = "") -> str:
    """The article as a plain page."""
    title, *rest = [html.escape(one, quote=False) for one in paragraphs]
    style = f"<style>body{{font-family:'{font}'}}</style>" if font else ""
    body = "".join(f"<p>{one}</p>\n" for one in rest)
    return (
        f'<!DOCTYPE html>\n<html dir="rtl" lang="ar"><head><meta charset="{charset}"><title>{title}'
        f"</title>{style}</head>\n<body><h1>{title}</h1>\n{body}</body></html>\n"
    )


def site_markup(paragraphs: Sequence[str], charset: str = "utf-8") -> str:
    """The article as a news site shows it, with menus and a footer around it."""
    title, *rest = [html.escape(one, quote=False) for one in paragraphs]
    menu = "".join(f'<li><a href="/s/{n}">قسم رقم {n} من أقسام الموقع</a></li>' for n in range(12))
    body = "".join(f"<p>{one}</p>\n" for one in rest)
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}"><title>{title} | '
        'وكالة سانا</title><meta property="og:site_name" content="وكالة سانا"><meta property='
        '"article:published_time" content="2018-04-04T10:00:00+03:00"></head><body><header><nav><ul>'
        f"{menu}</ul></nav></header><main><article><h1>{title}</h1>{body}</article><aside><h3>اقرأ "
        f"أيضاً</h3><ul>{menu}</ul></aside></main><footer><p>جميع الحقوق محفوظة</p></footer></body></html>"
    )


def table_markup(paragraphs: Sequence[str], charset: str = "windows-1256") -> str:
    """The article as a page of the turn of the century: in tables, parted by ``<br><br>``."""
    title, *rest = [html.escape(one, quote=False) for one in paragraphs]
    menu = "".join(f'<a href="/s/{n}">قسم رقم {n} من أقسام الموقع</a><br>' for n in range(12))
    return (
        f'<html dir=rtl><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{title}</title></head><body><table width=780><tr><td width=160>{menu}</td><td><font "
        f"size=5><b>{title}</b></font><br><br>{'<br><br>'.join(rest)}</td></tr><tr><td colspan=2 "
        "align=center>جميع الحقوق محفوظة</td></tr></table></body></html>"
    )


def site(paragraphs: Sequence[str], out: Path) -> None:
    """A page in UTF-8."""
    out.write_text(site_markup(paragraphs), "utf-8")


def old_site(paragraphs: Sequence[str], out: Path) -> None:
    """A page in Windows-1256 that says that it is ISO 8859-1."""
    out.write_bytes(table_markup(paragraphs, "iso-8859-1").encode("cp1256", "xmlcharrefreplace"))


def mhtml(paragraphs: Sequence[str], out: Path) -> None:
    """A page as Chromium saves it."""
    message = MIMEMultipart("related", type="text/html", boundary="----MultipartBoundary--x----")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://example.org/news/17"
    part = MIMEText(site_markup(paragraphs), "html", "utf-8")
    part["Content-Location"] = "https://example.org/news/17"
    message.attach(part)
    out.write_bytes(message.as_bytes())


# ---------------------------------------------------------------- office programs


def by_pandoc(paragraphs: Sequence[str], out: Path) -> None:
    """Any format that pandoc writes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_markup(paragraphs), "utf-8")
        run("pandoc", "-s", page, "-o", out, out=out)


def by_libreoffice(paragraphs: Sequence[str], out: Path) -> None:
    """Any format that LibreOffice writes, PDF too."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / f"{out.stem}.fodt"
        text.write_text(flat_odf(paragraphs), "utf-8")
        target = Path(folder) / "out"
        made = target / out.name
        run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", out.suffix[1:], "--outdir", target, text, out=made)  # fmt: skip
        shutil.copy(made, out)


def by_abiword(paragraphs: Sequence[str], out: Path) -> None:
    """The formats that AbiWord writes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_markup(paragraphs), "utf-8")
        run("abiword", f"--to={out.suffix[1:]}", "-o", out, page, out=out)


def flat_odf(paragraphs: Sequence[str]) -> str:
    """The article as a flat OpenDocument text, from right to left."""
    title, *rest = [html.escape(one, quote=False) for one in paragraphs]
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"), ("text", "text"), ("style", "style"),
            ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    body = "".join(f'<text:p text:style-name="P">{one}</text:p>' for one in rest)
    rtl = 'style:writing-mode="rl-tb" fo:text-align="start"'
    font = '<style:text-properties style:font-name-complex="Noto Naskh Arabic"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        f'<style:style style:name="P" style:family="paragraph"><style:paragraph-properties {rtl}/>'
        f'{font}</style:style><style:style style:name="H" style:family="paragraph" '
        f'style:parent-style-name="Heading_20_1"><style:paragraph-properties {rtl}/>{font}'
        "</style:style></office:automatic-styles><office:body><office:text><text:h text:style-name="
        f'"H" text:outline-level="1">{title}</text:h>{body}</office:text></office:body>'
        "</office:document>"
    )


def by_python_docx(paragraphs: Sequence[str], out: Path) -> None:
    """A Word document by python-docx."""
    try:
        import docx
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    document = docx.Document()
    document.add_heading(paragraphs[0], 1)
    for one in paragraphs[1:]:
        document.add_paragraph(one)
    document.save(str(out))


def by_odfpy(paragraphs: Sequence[str], out: Path) -> None:
    """An OpenDocument text by odfpy."""
    try:
        from odf.opendocument import OpenDocumentText
        from odf.text import H, P
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text=paragraphs[0]))
    for one in paragraphs[1:]:
        document.text.addElement(P(text=one))
    document.save(str(out))


def epub_by_hand(paragraphs: Sequence[str], out: Path) -> None:
    """A minimal EPUB 2."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        file.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        )
        file.writestr(
            "b.opf",
            '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/>'
            "</spine></package>",
        )
        file.writestr("a.xhtml", page_markup(paragraphs))


def rtf_in_bytes(paragraphs: Sequence[str], out: Path) -> None:
    """Rich text as Word 97 wrote it: Arabic as bytes in Windows-1256."""
    head = rb"{\rtf1\ansi\ansicpg1256\deff0{\fonttbl{\f0\fcharset178 Arial;}}\f0\rtlpar "
    body = rb"\par ".join(
        "".join(
            chr(byte) if 31 < byte < 127 else f"\\'{byte:02x}" for byte in one.encode("cp1256")
        ).encode()
        for one in paragraphs
    )
    out.write_bytes(head + body + rb"\par}")


def rtf_in_escapes(paragraphs: Sequence[str], out: Path) -> None:
    """Rich text as WordPad writes it: Arabic as Unicode escapes."""
    head = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}\uc1\f0 "
    body = rb"\par ".join(
        "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in one).encode()
        for one in paragraphs
    )
    out.write_bytes(head + body + rb"\par}")


# ---------------------------------------------------------------- messages


def eml(paragraphs: Sequence[str], out: Path) -> None:
    """A message by Python's own writer, encoded words and base64."""
    message = EmailMessage()
    message["Subject"] = paragraphs[0]
    message["From"] = "سامي حداد <sami@example.org>"
    message["Date"] = "Wed, 04 Apr 2018 10:00:00 +0300"
    message.set_content("\n\n".join(paragraphs[1:]))
    out.write_bytes(message.as_bytes())


def eml_raw(paragraphs: Sequence[str], out: Path) -> None:
    """A message with raw eight-bit headers, as old programs sent them."""
    text = (
        f"From: سامي حداد <sami@example.org>\r\nSubject: {paragraphs[0]}\r\nDate: Wed, 4 Apr 2018 "
        "10:00:00 +0300\r\nContent-Type: text/plain; charset=windows-1256\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n" + "\r\n\r\n".join(paragraphs[1:])
    )
    out.write_bytes(text.encode("cp1256"))


def msg(paragraphs: Sequence[str], out: Path) -> None:
    """An Outlook message (MS-OXMSG), with a text file attached."""
    sent = struct.pack("<Q", 131672988000000000)  # 2018-04-04
    properties = b"\0" * 32 + struct.pack("<HHI", 0x40, 0x39, 6) + sent

    def wide(text: str) -> bytes:
        return text.encode("utf-16-le")

    out.write_bytes(
        compound_file(
            {
                "__properties_version1.0": properties,
                "__substg1.0_0037001F": wide(paragraphs[0]),
                "__substg1.0_1000001F": wide("\r\n\r\n".join(paragraphs[1:])),
                "__substg1.0_0042001F": wide("سامي حداد"),
                "__attach_version1.0_#00000000/__substg1.0_37010102": "نص مرفق".encode(),
                "__attach_version1.0_#00000000/__substg1.0_3707001F": wide("مرفق.txt"),
            }
        )
    )


def compound_file(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file (MS-CFB, version 3) with these streams, in folders by their names."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    folders = sorted(
        {
            "/".join(path[:at])
            for path in (n.split("/") for n in streams)
            for at in range(1, len(path))
        }
    )
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    children: dict[int, list[int]] = {0: []}
    for folder in folders:
        parent, _, leaf = folder.rpartition("/")
        children[1 + folders.index(parent) if parent else 0].append(len(entries))
        children[len(entries)] = []
        entries.append((leaf, 1, b""))
    for name, data in streams.items():
        parent, _, leaf = name.rpartition("/")
        above = 1 + folders.index(parent) if parent else 0
        children[above].append(len(entries))
        entries.append((leaf, 2, data))
    mini = bytearray()
    mini_fat: list[int] = []
    sectors: list[bytes] = []
    fat: list[int] = []

    def place(data: bytes) -> int:
        if not data:
            return end
        first = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        for number, piece in enumerate(pieces):
            sectors.append(piece)
            fat.append(first + number + 1 if number + 1 < len(pieces) else end)
        return first

    starts: list[int] = []
    for _, _, data in entries:
        if not data:
            starts.append(end)
        elif len(data) >= 4096:
            starts.append(place(data))
        else:
            first = len(mini_fat)
            count = -(-len(data) // 64)
            mini_fat += [first + at + 1 for at in range(count - 1)] + [end]
            mini += data.ljust(count * 64, b"\0")
            starts.append(first)
    mini_start = place(bytes(mini))
    starts[0] = mini_start
    mini_fat_start = place(b"".join(struct.pack("<I", one) for one in mini_fat))
    mini_fat_sectors = -(-len(mini_fat) * 4 // 512)
    # Siblings as a chain to the right, sorted as the format asks (by length, then letters).
    right: dict[int, int] = {}
    first_child: dict[int, int] = {}
    for above, below in children.items():
        ordered = sorted(below, key=lambda at: (len(entries[at][0]), entries[at][0].upper()))
        first_child[above] = ordered[0] if ordered else free
        right.update(zip(ordered, [*ordered[1:], free], strict=True))
    directory = b""
    for at, (name, kind, data) in enumerate(entries):
        raw = name.encode("utf-16-le") + b"\0\0"
        size = len(mini) if at == 0 else len(data)
        directory += struct.pack(
            "<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, free, right.get(at, free),
            first_child.get(at, free), b"", 0, 0, 0, starts[at], size,
        )  # fmt: skip
    directory_start = place(directory)
    fat_at = len(sectors)
    count = -(-(len(fat) + 1) // 128)
    fat += [fat_mark] * count
    fat += [free] * (count * 128 - len(fat))
    sectors += [
        b"".join(struct.pack("<I", one) for one in fat[at : at + 128])
        for at in range(0, len(fat), 128)
    ]
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        b"", 0, count, directory_start, 0, 4096, mini_fat_start, mini_fat_sectors, end, 0,
        fat_at,
    )  # fmt: skip
    rest = [fat_at + at for at in range(1, count)]
    header += b"".join(struct.pack("<I", one) for one in rest).ljust(512 - len(header), b"\xff")
    return header + b"".join(sectors)


# ---------------------------------------------------------------- PDF


def by_chromium(paragraphs: Sequence[str], out: Path) -> None:
    """A page printed to PDF by Chromium (Skia)."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_markup(paragraphs, font="Noto Naskh Arabic"), "utf-8")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page, out=out)  # fmt: skip


LINKED = (
    "<h1>عنوان</h1><p>أقر المجلس في <a href='https://example.org/session'>جلسته الأسبوعية</a> قانونا"
    " جديدا، بحسب <a href='https://example.org/agency'>Reuters agency</a> التي نقلت عن"
    " <a href='https://example.org/head'>رئيس المجلس</a> قوله ذلك.</p><p>وأضاف رئيس المجلس أنه جيد.</p>"
)


def linked_pdf(paragraphs: Sequence[str], out: Path) -> None:
    """A page with links, printed to PDF by Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(
            f"<html dir=rtl style=\"font-family:'Noto Naskh Arabic'\"><meta charset=utf-8>{LINKED}",
            "utf-8",
        )
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page, out=out)  # fmt: skip


def by_weasyprint(paragraphs: Sequence[str], out: Path) -> None:
    """A page as PDF by WeasyPrint (Pango, HarfBuzz)."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_markup(paragraphs, font="Noto Naskh Arabic"), "utf-8")
        own = Path(sys.executable).parent / "weasyprint"
        run(own if own.exists() else "weasyprint", page, out, out=out)


def by_wkhtmltopdf(paragraphs: Sequence[str], out: Path, font: str = "DejaVu Sans") -> None:
    """A page as PDF by wkhtmltopdf (the Qt and WebKit of 2012)."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_markup(paragraphs, font=font), "utf-8")
        run("wkhtmltopdf", "-q", page, out, out=out)


def by_wkhtmltopdf_naskh(paragraphs: Sequence[str], out: Path) -> None:
    """The same in a font whose ligatures wkhtmltopdf gives no letters for."""
    by_wkhtmltopdf(paragraphs, out, "Noto Naskh Arabic")


def by_qt(paragraphs: Sequence[str], out: Path, font: str = "DejaVu Sans") -> None:
    """A text document printed to PDF by Qt 6."""
    try:
        from PySide6.QtGui import QFont, QGuiApplication, QPdfWriter, QTextDocument
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    writer = QPdfWriter(str(out))
    writer.setResolution(96)
    document = QTextDocument()
    document.setDefaultFont(QFont(font, 11))
    body = "".join(f"<p dir=rtl>{html.escape(one)}</p>" for one in paragraphs[1:])
    document.setHtml(f"<h2 dir=rtl>{html.escape(paragraphs[0])}</h2>{body}")
    document.print_(writer)
    del application


def by_qt_naskh(paragraphs: Sequence[str], out: Path) -> None:
    """The same in a font whose ligatures Qt gives no letters for."""
    by_qt(paragraphs, out, "Noto Naskh Arabic")


def by_reportlab(paragraphs: Sequence[str], out: Path) -> None:
    """A PDF in presentation forms and visual order, as programs that do not shape write it."""
    try:
        from arabic_reshaper import ArabicReshaper
        from bidi import get_display
        from reportlab.lib.pagesizes import A4
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    pdfmetrics.registerFont(TTFont("Sans", SANS))
    shape = ArabicReshaper({"delete_harakat": False}).reshape
    canvas = Canvas(str(out), pagesize=A4)
    y = 800
    for number, one in enumerate(paragraphs):
        size = 11 if number else 16
        lines: list[list[str]] = [[]]
        for word in one.split():
            line = shape(" ".join([*lines[-1], word]))
            if pdfmetrics.stringWidth(line, "Sans", size) > 480:
                lines.append([])
            lines[-1].append(word)
        for words in lines:
            if y < 60:
                canvas.showPage()
                y = 800
            canvas.setFont("Sans", size)
            canvas.drawRightString(550, y, get_display(shape(" ".join(words)), base_dir="R"))
            y -= round(size * 1.45)
        y -= 10
    canvas.save()


def by_fpdf(paragraphs: Sequence[str], out: Path) -> None:
    """A PDF by fpdf2 without shaping: its lines are mirrored on the page itself."""
    try:
        from fpdf import FPDF
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    document = FPDF()
    document.add_page()
    document.add_font("Sans", "", SANS)
    for number, one in enumerate(paragraphs):
        document.set_font("Sans", size=11 if number else 16)
        document.multi_cell(0, 8, one, align="R")
        document.ln(3)
    document.output(str(out))


def encrypted_pdf(paragraphs: Sequence[str], out: Path) -> None:
    """A PDF that wants a password."""
    try:
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    canvas = Canvas(str(out), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(100, 700, "secret")
    canvas.save()


def encrypted_docx(paragraphs: Sequence[str], out: Path) -> None:
    """What Word makes of a document under a password: an OLE file around the locked bytes."""
    out.write_bytes(compound_file({"EncryptionInfo": b"x" * 80, "EncryptedPackage": b"y" * 5000}))


def scanned_pdf(paragraphs: Sequence[str], out: Path) -> None:
    """A PDF that holds an image of a page, and no text."""
    try:
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    canvas = Canvas(str(out))
    pixels = b"\x00\xff" * 50
    picture = io.BytesIO(b"P5 10 10 255\n" + pixels)
    canvas.drawImage(ImageReader(picture), 100, 500, 200, 200)
    canvas.save()


PRODUCERS: dict[str, Maker] = {
    "site.html": site,
    "old-site.html": old_site,
    "libreoffice.html": by_libreoffice,
    "chromium.mhtml": mhtml,
    "libreoffice.doc": by_libreoffice,
    "libreoffice.docx": by_libreoffice,
    "pandoc.docx": by_pandoc,
    "abiword.docx": by_abiword,
    "python-docx.docx": by_python_docx,
    "libreoffice.odt": by_libreoffice,
    "pandoc.odt": by_pandoc,
    "abiword.odt": by_abiword,
    "odfpy.odt": by_odfpy,
    "libreoffice.fodt": by_libreoffice,
    "libreoffice.rtf": by_libreoffice,
    "pandoc.rtf": by_pandoc,
    "abiword.rtf": by_abiword,
    "bytes.rtf": rtf_in_bytes,
    "escapes.rtf": rtf_in_escapes,
    "libreoffice.epub": by_libreoffice,
    "pandoc.epub": by_pandoc,
    "hand.epub": epub_by_hand,
    "python.eml": eml,
    "raw.eml": eml_raw,
    "outlook.msg": msg,
    "libreoffice.pdf": by_libreoffice,
    "chromium.pdf": by_chromium,
    "weasyprint.pdf": by_weasyprint,
    "wkhtmltopdf.pdf": by_wkhtmltopdf,
    "wkhtmltopdf-naskh.pdf": by_wkhtmltopdf_naskh,
    "qt.pdf": by_qt,
    "qt-naskh.pdf": by_qt_naskh,
    "reportlab.pdf": by_reportlab,
    "fpdf.pdf": by_fpdf,
}
"""What makes each test file of the article."""

OTHERS: dict[str, Maker] = {
    "encrypted.pdf": encrypted_pdf,
    "encrypted.docx": encrypted_docx,
    "scanned.pdf": scanned_pdf,
    "linked.pdf": linked_pdf,
}
"""What makes the test files that give no text, or not that of the article."""


def main() -> None:
    """Make ``files/`` anew."""
    FILES.mkdir(exist_ok=True)
    paragraphs = sample()
    (FILES / "article.txt").write_text("\n".join(paragraphs) + "\n", "utf-8")
    for name, make in {**PRODUCERS, **OTHERS}.items():
        try:
            make(paragraphs, FILES / name)
        except UnavailableError as missing:
            print(f"{name}: left as it is ({missing})")
        else:
            print(f"{name}: {(FILES / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
