"""What goes between the archive and other programs: annotations in, references out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from archive_app.archive import editing
from archive_app.archive.editor import Editor
from archive_app.core.model import Article, Changes
from archive_app.core.progress import CancelToken, Progress, ProgressCallback, ignore
from archive_app.export import bibtex, csl, ris
from archive_app.library import foreign
from archive_app.library.foreign import Foreign
from archive_app.library.sidecar import Sidecar
from archive_app.text.addresses import same_page

FORMS: Mapping[str, tuple[str, Callable[[Iterable[Article]], str]]] = {
    "bibtex": (".bib", bibtex.write),
    "ris": (".ris", ris.write),
    "csl": (".json", csl.write),
}
"""The forms of references: each one's suffix and writer."""


@dataclass(frozen=True, slots=True)
class ImportedAnnotations:
    """What an import of annotations did: what changed, how many came in, those whose article
    is not in the archive, and whether it was cancelled before the end."""

    changes: Changes
    added: int
    unmatched: tuple[Foreign, ...]
    cancelled: bool = False


def assign(
    items: Iterable[Foreign], articles: Iterable[Article], *, everything: bool = False
) -> tuple[dict[str, list[Foreign]], list[Foreign]]:
    """Find the article of each annotation, by its web address, else by its file's name.

    Returns the annotations by article id, and those of no article, or of more than one. With
    ``everything`` all belong to the only article given.
    """
    if everything:
        return {article.id: list(items) for article in articles}, []
    by_address: dict[str, set[str]] = {}
    for article in articles:
        keys = {article.path.rpartition("/")[2], article.path}
        if article.metadata.identifier:
            keys |= {article.metadata.identifier, same_page(article.metadata.identifier)}
        for key in keys:
            by_address.setdefault(key, set()).add(article.id)
    assigned: dict[str, list[Foreign]] = {}
    unmatched: list[Foreign] = []
    for item in items:
        name = unquote(urlsplit(item.source).path).rpartition("/")[2]
        asked = (item.source, same_page(item.source), name)
        found = next((by_address[key] for key in asked if key in by_address), set())
        if item.source and len(found) == 1:
            assigned.setdefault(next(iter(found)), []).append(item)
        else:
            unmatched.append(item)
    return assigned, unmatched


def import_annotations(
    editor: Editor,
    assigned: Mapping[str, Sequence[Foreign]],
    unmatched: Iterable[Foreign],
    progress: ProgressCallback = ignore,
    cancel: CancelToken | None = None,
) -> ImportedAnnotations:
    """Put annotations on their articles (ids), as one step to undo; those there already stay.

    Cancelled, it keeps what is done. Raises `NotFound`, `ReadOnlyArchive`.
    """
    total = sum(map(len, assigned.values()))
    added = done = 0

    def put(old: Sidecar) -> Sidecar:
        nonlocal added, done
        if cancel is not None and cancel.cancelled:
            return old
        found = assigned[old.id]
        content = editor.caches.catalogue.content(old.id)
        progress(Progress("annotations", done, total, content.article.metadata.title))
        fresh = [each.annotation for each in found if old.annotation(each.annotation.id) is None]
        placed = foreign.reanchor(fresh, content.text, extractor=content.extractor)
        added += len(placed)
        done += len(found)
        return editing.put(old, *placed)

    changes = editor.edit("annotate", list(assigned), put)
    return ImportedAnnotations(changes, added, tuple(unmatched), cancelled=done < total)
