"""Our segments as a codec of Whoosh: its own searcher, writer and matchers work over them.

`ArrayCodec` takes fields whose format is Existence, Frequency or Positions, without boosts,
columns or vectors; `Words` and `Number` are the field types that it takes fastest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.analysis import RegexTokenizer
from whoosh.codec import base
from whoosh.fields import TEXT, FieldType
from whoosh.reading import TermInfo, TermNotFound

from archive_app.search.index.segments.building import SegmentBuilder
from archive_app.search.index.segments.segments import LENGTHS, FieldData, SegmentData, hashes
from archive_app.search.index.whoosh.matchers import Cursor, PostingMatcher, plain

EXTENSION = ".words"
"""What segment files are called."""


class Words(TEXT):  # type: ignore[misc]
    """A field of words with positions: a list of words, or a string with spaces between."""

    def __init__(self) -> None:
        super().__init__(analyzer=RegexTokenizer(r"[^ ]+"), phrase=True)


class Number(FieldType):  # type: ignore[misc]
    """A whole number kept with each document, in a column."""

    analyzer = format = vector = column_type = None
    indexed = scorable = unique = False
    stored = True

    def __init__(self) -> None:
        """Nothing to choose."""


class ArraySegment(base.Segment):  # type: ignore[misc]
    """What the table of contents tells of a segment: its name, size and deleted documents."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.size = 0
        self.deleted: set[int] = set()
        self.builder = SegmentBuilder()

    def codec(self) -> ArrayCodec:
        """The codec that reads it."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """False: it is one file already."""
        return False

    def path(self, storage: Any) -> Path:
        """Its file."""
        return Path(storage.folder, str(self.make_filename(EXTENSION)))

    def set_doc_count(self, doccount: int) -> None:
        """Whoosh tells how many documents it wrote."""
        self.size = doccount

    def doc_count_all(self) -> int:
        """How many documents, deleted ones among them."""
        return self.size

    def deleted_count(self) -> int:
        """How many of them are deleted."""
        return len(self.deleted)

    def deleted_docs(self) -> set[int]:
        """Their numbers."""
        return self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted (or not)."""
        if delete:
            self.deleted.add(docnum)
        else:
            self.deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether it is."""
        return docnum in self.deleted

    def live(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """A mask of the documents that are not deleted."""
        mask = np.ones(self.size, dtype=np.bool_)
        mask[np.fromiter(self.deleted, np.int64, len(self.deleted))] = False
        return mask


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads and writes segments of arrays."""

    length_stats = False

    def __init__(self) -> None:
        self._data: dict[str, SegmentData] = {}

    def data(self, storage: Any, segment: ArraySegment) -> SegmentData:
        """The segment's file, opened once."""
        name = segment.segment_id()
        if name not in self._data:
            data = SegmentData(segment.path(storage))
            if data.size != segment.size:
                data.file.damaged("another number of documents than the table of contents says")
            self._data[name] = data
        return self._data[name]

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002
        """A segment that has no file yet."""
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> DocumentWriter:  # noqa: ARG002
        """What takes stored values and lengths."""
        return DocumentWriter(segment.builder)

    def field_writer(self, storage: Any, segment: ArraySegment) -> PostingWriter:
        """What takes postings; it writes the file when it is closed."""
        return PostingWriter(segment.builder, segment.path(storage))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> DocumentReader:
        """What reads stored values, lengths and deletions."""
        return DocumentReader(self.data(storage, segment), segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> DictionaryReader:
        """What reads terms and postings."""
        return DictionaryReader(self.data(storage, segment))


# ---------------------------------------------------------------- writing


def posting_values(format_: Any, weight: float, value: bytes) -> list[int]:
    """What the builder keeps of a posting: its positions, or its frequency alone."""
    if plain(format_):
        return list(format_.decode_positions(value))
    if weight != int(weight):
        raise NotImplementedError("boosts")
    return [int(weight)]


class DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Takes what is kept by document."""

    def __init__(self, builder: SegmentBuilder) -> None:
        self._builder = builder
        self._stored: dict[str, Any] = {}
        self._doc = -1
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin a document; they come in their order."""
        self._doc = self._builder.start()
        if self._doc != docnum:
            raise ValueError(f"document {docnum} is not the next one")
        self._stored = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int | None) -> None:
        """A field's stored value and its length."""
        if length:
            self._builder.set_length(self._doc, fieldname, length, plain(fieldobj.format))
        if value is not None:
            if isinstance(fieldobj, Number):
                self._builder.set_number(self._doc, fieldname, int(value))
            else:
                self._stored[fieldname] = value

    def finish_doc(self) -> None:
        """End the document."""
        if self._stored:
            self._builder.set_stored(self._doc, self._stored)

    def close(self) -> None:
        """No more documents."""
        self.is_closed = True


class PostingWriter(base.FieldWriter):  # type: ignore[misc]
    """Takes sorted postings one by one, from Whoosh's own writer."""

    def __init__(self, builder: SegmentBuilder, path: Path) -> None:
        self._builder = builder
        self._path = path
        self._name = ""
        self._format: Any = None
        self._word = b""
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        self._name = fieldname
        self._format = fieldobj.format

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        self._word = text

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:  # noqa: ARG002
        """A posting."""
        values = posting_values(self._format, weight, vbytes)
        positions = plain(self._format)
        self._builder.add_posting(docnum, self._name, self._word, positions, values)

    def finish_term(self) -> None:
        """End the term."""

    def close(self) -> None:
        """Write the segment, where it has documents."""
        if self._builder.size:
            self._builder.write(self._path)
        self.is_closed = True


# ---------------------------------------------------------------- reading


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Reads what is kept by document."""

    def __init__(self, data: SegmentData, segment: ArraySegment) -> None:
        self._data = data
        self._segment = segment

    def doc_count(self) -> int:
        """How many live documents."""
        return self._data.size - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        """How many documents, deleted ones among them."""
        return self._data.size

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is."""
        return docnum in self._segment.deleted

    def deleted_docs(self) -> set[int]:
        """The numbers of those that are."""
        return self._segment.deleted

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The field's length in the document, as its code gives it back."""
        return int(LENGTHS[self._data.length_codes(fieldname)[docnum]]) or default

    def field_length(self, fieldname: str) -> int:
        """The sum of the field's lengths."""
        field = self._data.field(fieldname)
        return field.total if field else 0

    def min_field_length(self, fieldname: str) -> int:
        """The least length of the field."""
        codes = self._data.length_codes(fieldname)
        return int(LENGTHS[codes.min()]) if len(codes) else 0

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length of the field."""
        codes = self._data.length_codes(fieldname)
        return int(LENGTHS[codes.max()]) if len(codes) else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The document's stored values and numbers."""
        values = self._data.stored(docnum)
        for name in self._data.number_names:
            number = int(self._data.numbers(name)[docnum])
            if number >= 0:
                values[name] = number
        return values


class DictionaryReader(base.TermsReader):  # type: ignore[misc]
    """Reads terms and postings, one term at a time."""

    def __init__(self, data: SegmentData) -> None:
        self._data = data

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldData, int] | None:
        field = self._data.field(fieldname)
        if field is None:
            return None
        terms, _ = field.find([text], hashes([text]))
        return (field, int(terms[0])) if len(terms) else None

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return self._data.field_names

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        """A cursor over the field's terms."""
        field = self._data.field(fieldname)
        return base.EmptyCursor() if field is None else Cursor(field, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All (field, term), sorted."""
        return self._terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """All (field, term) from this one on."""
        return self._terms_from(fieldname, prefix)

    def _terms_from(self, fieldname: str, start: bytes) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self._data.field_names):
            field = self._data.field(name)
            if name < fieldname or field is None:
                continue
            first = field.lower(start) if name == fieldname else 0
            for word in field.words(first):
                yield name, word

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms from this one on, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """The statistics of a term; TermNotFound where there is none."""
        found = self._find(fieldname, text)
        if found is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        field, term = found
        docs, tfs, _ = field.postings(np.array([term]))
        lengths = LENGTHS[self._data.length_codes(fieldname)[docs]]
        return TermInfo(
            weight=float(tfs.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(tfs.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often the term occurs in all."""
        found = self._find(fieldname, text)
        return float(found[0].postings(np.array([found[1]]))[1].sum()) if found else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents hold the term."""
        found = self._find(fieldname, text)
        return int(found[0].frequencies[found[1]]) if found else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """Whoosh's matcher over the term's postings."""
        found = self._find(fieldname, text)
        if found is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return PostingMatcher(*found, (fieldname, text), format_, scorer, self._data)
