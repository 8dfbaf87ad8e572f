"""Exports of articles: JSON, JSON Lines and CSV, one record an article with its own original.

Columns are found by name, in English and Arabic (see `COLUMNS`). A file counts as an export
where its first records have a title or a text by such a name; any other JSON or CSV file is
read as plain text. Each record becomes a small JSON file of its own, with the columns as they
were, and `RecordFile` reads that.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from archive_app.core.errors import DamagedFile, LimitExceeded, UnknownFormat
from archive_app.core.model import DateCandidate, Extraction, Failure, Metadata, Part
from archive_app.core.sound import read_json
from archive_app.extract.common.encodings import decode
from archive_app.extract.common.metadata import describe
from archive_app.extract.common.plain import normalize, paragraphs, with_title
from archive_app.extract.common.source import Limits, Source
from archive_app.text.dates import date_in_url, fold_date, parse_date
from archive_app.text.labels import tidy

_NAMES = {
    "title": (
        "title headline header heading subject العنوان عنوان عنوان_الخبر عنوان_المقال الموضوع"
    ),
    "text": (
        "content text body article fulltext full_text article_text articlebody "
        "article_body maintext story النص نص المحتوى محتوى المتن متن نص_الخبر نص_المقال "
        "الخبر المقال"
    ),
    "description": (
        "description summary abstract lead excerpt subtitle snippet الملخص ملخص الوصف وصف مقدمة"
    ),
    "date": (
        "date published datepublished date_published published_at publication_date "
        "pubdate pub_date publish_date publishedat time timestamp التاريخ تاريخ "
        "تاريخ_النشر تاريخ_الخبر"
    ),
    "collected": (
        "date_extracted crawled crawled_at scraped_at retrieved date_download تاريخ_الجمع"
    ),
    "url": "url link href uri permalink address source_url الرابط رابط العنوان_الإلكتروني",
    "source": (
        "source publisher newspaper outlet site sitename site_name agency media "
        "publication provider المصدر مصدر الصحيفة صحيفة الجريدة جريدة الناشر ناشر "
        "الوكالة وكالة الموقع"
    ),
    "creator": (
        "author authors byline creator writer reporter الكاتب كاتب المؤلف مؤلف المحرر المراسل بقلم"
    ),
    "language": "language lang اللغة لغة",
    "tags": (
        "tags tag keywords keyword labels manual_tags automatic_tags الوسوم وسوم وسم "
        "الكلمات_المفتاحية كلمات_مفتاحية كلمات_دالة الكلمات_الدالة"
    ),
}


def _key(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", fold_date(str(name))).casefold()


COLUMNS: Mapping[str, str] = {
    _key(name): column for column, names in _NAMES.items() for name in names.split()
}
"""What a column's name, folded and without blanks and underscores, stands for."""

_LOOKED_AT = 20
_LONGEST_FIELD = 1 << 27


def columns(record: Mapping[str, Any]) -> dict[str, str]:
    """What the record says: column of `COLUMNS` → text. Of several names for one the first wins."""
    found: dict[str, str] = {}
    for name, value in record.items():
        column = COLUMNS.get(_key(name))
        if column is None or value is None:
            continue
        text = _text(value)
        if text.strip() and column not in found:
            found[column] = text
    return found


def _text(value: Any) -> str:
    """A value as text: lists joined, the name out of an object, all else as written."""
    if isinstance(value, str) or value is None:
        return value or ""
    if isinstance(value, list):
        return "، ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return next((_text(value[key]) for key in ("name", "title", "text") if key in value), "")
    return str(value)


def tags(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The record's tags: those of a list, or what commas, semicolons, strokes and number signs part
    in a text; of several columns those of all."""
    found: list[str] = []
    for name, value in record.items():
        if COLUMNS.get(_key(name)) == "tags" and value is not None:
            each = map(_text, value) if isinstance(value, list) else _PARTING.split(_text(value))
            found += map(tidy, each)
    return tuple(dict.fromkeys(filter(None, found)))


_PARTING = re.compile(r"[,;،؛|\n]|(?:^|\s)#")


def is_record(value: Any) -> bool:
    """Whether a JSON value reads as one article: an object with a text, or a title and more."""
    if not isinstance(value, dict):
        return False
    found = columns(value)
    return "text" in found or ("title" in found and len(found.keys() - {"tags"}) > 1)


def kind(path: Path, name: str) -> str:
    """``json``, ``jsonl``, ``csv`` for an export of several articles, else ``""``. Never raises."""
    try:
        if name.endswith((".csv", ".tsv")):
            rows = _rows(path, Limits())
            return "csv" if any(map(is_record, islice(rows, _LOOKED_AT))) else ""
        if name.endswith((".jsonl", ".ndjson")):
            lines = _lines(path, Limits())
            return "jsonl" if any(map(is_record, islice(lines, _LOOKED_AT))) else ""
        with path.open("rb") as file:
            head = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
        if head.startswith(b"["):
            return "json" if re.match(rb"\[\s*\{", head) and _array(path) else ""
        if head.startswith(b"{"):
            first = head.split(b"\n", 1)[0].strip()
            if first.endswith(b"}") and b"\n" in head and is_record(_json_or_none(first)):
                return "jsonl" if len(list(islice(_lines(path, Limits()), 2))) > 1 else ""
            return "json" if _listed(path) is not None else ""
    except (OSError, ValueError, RecursionError, csv.Error, DamagedFile, LimitExceeded):
        return ""
    return ""


def records(path: Path, form: str, limits: Limits) -> Iterator[Part | Failure]:
    """Each record of an export as a file of its own, named by its title. Raises `DamagedFile`."""
    if form == "csv":
        found: Iterator[Any] = _rows(path, limits)
    elif form == "jsonl":
        found = _lines(path, limits)
    else:
        array = _load(path, limits)
        found = iter(array if isinstance(array, list) else _inner(array) or [])
    for number, record in enumerate(found, 1):
        if isinstance(record, Failure):
            yield record
            continue
        if not isinstance(record, dict) or not columns(record):
            yield Failure(f"{number}", "unknown-format", "a record without any known column")
            continue
        title = columns(record).get("title", "").strip() or f"{path.stem} {number}"
        data = json.dumps(record, ensure_ascii=False, indent=1)
        name = " ".join(re.sub(r"[/\\]", "-", title).split())[:80].strip(" .")
        yield Part(f"{name}.json", data.encode(), "record")


def _load(path: Path, limits: Limits) -> Any:
    if path.stat().st_size > limits.size:
        raise LimitExceeded(path, f"more than {limits.size} bytes")
    try:
        return read_json(decode(path.read_bytes(), repair=False).text.lstrip("\ufeff"))
    except (ValueError, UnknownFormat) as error:
        raise DamagedFile(path, str(error)) from error


def _array(path: Path) -> bool:
    """Whether the file begins as an array whose first object is an article."""
    with path.open("rb") as file:
        head = file.read(1 << 20).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    try:
        first, _ = json.JSONDecoder().raw_decode(head, head.index("{"))
    except ValueError:
        data = _load(path, Limits())
        return isinstance(data, list) and any(map(is_record, data[:_LOOKED_AT]))
    return is_record(first)


def _inner(value: Any) -> list[Any] | None:
    """The list of articles in an object that wraps one (``{"articles": […]}``)."""
    if not isinstance(value, dict) or is_record(value):
        return None
    lists = [part for part in value.values() if isinstance(part, list)]
    return next((part for part in lists if any(map(is_record, part[:_LOOKED_AT]))), None)


def _listed(path: Path) -> list[Any] | None:
    return _inner(_load(path, Limits()))


def _json_or_none(line: bytes) -> Any:
    try:
        return read_json(line)
    except ValueError:
        return None


def _lines(path: Path, limits: Limits) -> Iterator[Any]:
    """The records of JSON Lines; a broken line is a `Failure`."""
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(limits.member + 1), b""), 1):
            if len(line) > limits.member:
                raise LimitExceeded(path, f"line {number}")
            stripped = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not stripped:
                continue
            record = _json_or_none(stripped)
            yield Failure(str(number), "damaged", "broken JSON") if record is None else record


def _rows(path: Path, limits: Limits) -> Iterator[Any]:
    """The records of a CSV file with a heading line; its delimiter is found out."""
    if path.stat().st_size > limits.size:
        raise LimitExceeded(path, f"more than {limits.size} bytes")
    try:
        text = decode(path.read_bytes(), repair=False).text
    except UnknownFormat as error:
        raise DamagedFile(path, error.detail) from error
    text = text.lstrip("\ufeff")
    # Spreadsheets say in a line of its own what parts the cells; other programs do not.
    if stated := re.match(r'"?sep=(.)"?[^\S\t]*\r?\n', text):
        delimiter, text = stated[1], text[stated.end() :]
    else:
        delimiter = max(",;\t|", key=text.split("\n", 1)[0].count)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        heading = [name.strip().lstrip("\ufeff") for name in next(reader, [])]
        if not any(_key(name) in COLUMNS for name in heading):
            return
        for row in reader:
            if any(cell.strip() for cell in row):
                yield dict(zip(heading, row, strict=False))
    except csv.Error as error:
        raise DamagedFile(path, str(error)) from error


class RecordFile:
    """One record of an export, as `records` writes it: a JSON object with an article's columns."""

    name = "record"
    version = 1
    media_types = ("application/json",)
    suffixes = (".json",)

    def sniff(self, head: bytes, name: str) -> float:
        """0.9 for a JSON object whose first keys name an article's columns."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith(b"{"):
            return 0.0
        keys = re.findall(r'"([^"\\]{1,40})"\s*:', start.decode("utf-8", "ignore"))
        known = {COLUMNS.get(_key(key)) for key in keys}
        if "text" in known or {"title", "url"} <= known or {"title", "description"} <= known:
            return 0.9 if name.lower().endswith(".json") else 0.4
        return 0.0

    def extract(self, source: Source) -> Extraction:
        """The record's text under its title; raises `DamagedFile` where it is no such record."""
        try:
            record = read_json(decode(source.data, repair=False).text)
        except (ValueError, UnknownFormat) as error:
            raise DamagedFile(source.path, str(error)) from error
        if not isinstance(record, dict):
            raise UnknownFormat(source.path, "no record")
        found = columns(record)
        title = " ".join(_plain(found.get("title", "")).split())
        body = normalize(_plain(found.get("text", "")))
        if not body.strip():
            body = normalize(_plain(found.get("description", "")))
        text = f"{title}\n\n{body}" if title and not body.lstrip().startswith(title) else body
        if len(text) > source.limits.text:
            raise LimitExceeded(source.path, f"{len(text)} characters")
        blocks = paragraphs(text)
        metadata = describe(text, blocks, self._known(found, title))
        return Extraction(
            text=text if body.strip() or title else "",
            extractor=f"{self.name}/{self.version}",
            media_type=self.media_types[0],
            metadata=metadata,
            blocks=with_title(text, blocks, metadata),
            tags=tags(record),
        )

    def _known(self, found: Mapping[str, str], title: str) -> Metadata:
        url = found.get("url", "").strip()
        dates: list[DateCandidate] = []
        if stated := parse_date(found.get("date", "")):
            dates.append(DateCandidate(stated, "meta", 0.95, found["date"].strip()))
        if in_url := date_in_url(url):
            dates.append(in_url)
        if collected := parse_date(found.get("collected", "")):
            # When it was collected is no more than a late bound on when it appeared.
            dates.append(DateCandidate(collected, "collected", 0.4, found["collected"].strip()))
        names = [name.strip() for name in re.split(r"\s*[;،|]\s*", found.get("creator", ""))]
        return Metadata(
            title=title,
            creator=tuple(name for name in names if name),
            source=found.get("source", "").strip(),
            date=dates[0].date if dates and dates[0].confidence > 0.5 else "",
            language=found.get("language", "").strip()[:12],
            identifier=url,
            description=_plain(found.get("description", "")).strip()[:1000],
            dates=tuple(dates),
        )


_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|strong|em|h[1-6]|li|ul|ol|img|table|tr|td)\b[^>]*>", re.IGNORECASE
)


def _plain(text: str) -> str:
    """The text without HTML, which many exports carry in their columns."""
    if "<" not in text and "&" not in text:
        return text
    if not _TAG.search(text):
        return html.unescape(text)
    text = re.sub(r"<(script|style)\b.*?</\1\s*>", "", text, flags=re.IGNORECASE | re.DOTALL)
    text = re.sub(r"</(?:p|div|h[1-6]|li|tr)\s*>|<br\s*/?>", "\n", text, flags=re.IGNORECASE)
    return html.unescape(re.sub(r"<[^<>]{0,2000}>", "", text))


EXTRACTORS = (RecordFile(),)
