"""The part of the façade by which articles are tagged, described and thrown away, and all that is
undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from archive_app.archive.editor import Editor
from archive_app.core.lazy import lazily
from archive_app.core.model import Changes, Filters
from archive_app.core.progress import CancelToken, ProgressCallback, ignore
from archive_app.library.folder import ArchiveFolder
from archive_app.library.record import USER_METADATA
from archive_app.text.dates import typed_date

if TYPE_CHECKING:
    from archive_app.archive import editing, tagging
    from archive_app.library import trash as bin_
    from archive_app.search.searcher import Results
else:
    editing, tagging, bin_ = (
        lazily(f"archive_app.{name}")
        for name in ("archive.editing", "archive.tagging", "library.trash")
    )


class Organising:
    """What `Archive` inherits; the attributes are the archive's own."""

    folder: ArchiveFolder
    editor: Editor
    search: Callable[..., Results]

    # ------------------------------------------------------------ tags and metadata

    def tag(
        self,
        ids: str | Iterable[str],
        add: Iterable[str] = (),
        remove: Iterable[str] = (),
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes:
        """Put tags on articles and take tags off. Raises `NotFound`.

        Here as in all edits of many articles: cancelled, it keeps what is done, as a step to undo.
        """
        put, off = self._spelled(add), tuple(remove)
        change = partial(editing.retag, add=put, off=off)
        return self.editor.edit("tag", listed(ids), change, progress=progress, cancel=cancel)

    def tags(self) -> list[tuple[str, int]]:
        """Return the tags with how many articles bear each, the most used first: as a whole, or
        on a passage or a note of theirs."""
        return list(self.search(limit=0).facets["tag"].items())

    def _spelled(self, tags: Iterable[str]) -> list[str]:
        tags = list(tags)
        return tagging.spelled(tags, (tag for tag, _ in self.tags())) if tags else []

    def look_alike_tags(self) -> list[tuple[str, ...]]:
        """Return the groups of tags that readers take for one («حرب», «حَرْب»; Syria, SYRIA), the
        most used of each first: `rename_tag` makes one of them. New ones take the spelling that
        is there."""
        return tagging.look_alikes(self.tags())

    def rename_tag(
        self,
        old: str,
        new: str,
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes:
        """Give a tag and those nested in it another name wherever they stand: on articles and
        passages, among the colours, in saved searches. The name may be one that is there; then
        the two become one. All is one step to undo."""
        return self.rename_tags({old: new}, progress=progress, cancel=cancel)

    def rename_tags(
        self,
        names: Mapping[str, str],
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes:
        """Rename several tags (old name → new name) in one step, each as by `rename_tag`."""
        named = {
            tag
            for tag, _ in self.tags()
            if any(tagging.renamed(tag, old, new) != tag for old, new in names.items())
        }
        found = self.search(filters=Filters(tag=tuple(sorted(named))), limit=0).docs.tolist()
        docs = found if named else []
        return self.editor.edit(
            "tag",
            [article.id for article in self.editor.caches.catalogue.many(docs)],
            partial(tagging.rename_in_sidecar, names=names),
            partial(tagging.rename_in_settings, names=names),
            progress,
            cancel,
        )

    def set_metadata(
        self,
        ids: str | Iterable[str],
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
        **values: Any,
    ) -> Changes:
        """Set metadata (`USER_METADATA`) over what was extracted; None goes back to that.

        A ``date`` may be written in any usual form; it is kept as ISO 8601. Raises `NotFound`, and
        `ValueError` for an unknown field, and for a date that is none.
        """
        unknown = values.keys() - set(USER_METADATA)
        if unknown:
            raise ValueError(f"no such metadata: {', '.join(sorted(unknown))}")
        if written := values.get("date"):
            values["date"] = typed_date(str(written))
            if not values["date"]:
                raise ValueError(f"no date: {written}")
        change = partial(editing.set_user, values=values)
        return self.editor.edit("metadata", listed(ids), change, progress=progress, cancel=cancel)

    def mark_read(
        self,
        ids: str | Iterable[str],
        read: bool = True,
        *,
        progress: ProgressCallback = ignore,
        cancel: CancelToken | None = None,
    ) -> Changes:
        """Mark articles as read or unread, which is no step to undo."""
        change = partial(editing.set_user, values={"read": read})
        return self.editor.edit("", listed(ids), change, progress=progress, cancel=cancel)

    # ------------------------------------------------------------ undo

    def undo(
        self, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> Changes | None:
        """Undo the last step (on tags, annotations, metadata, the trash); None if there is none.

        Cancelled, it keeps what is done; the rest can still be undone.
        """
        return self.editor.undo(progress, cancel)

    def redo(
        self, *, progress: ProgressCallback = ignore, cancel: CancelToken | None = None
    ) -> Changes | None:
        """Do again what was undone last, likewise; None when there is nothing."""
        return self.editor.redo(progress, cancel)

    @property
    def undo_label(self) -> str:
        """What `undo` would undo (``annotate edit remove tag metadata delete restore``), or
        nothing."""
        return self.editor.history.undo_label

    @property
    def redo_label(self) -> str:
        """What `redo` would do again, or nothing."""
        return self.editor.history.redo_label

    # ------------------------------------------------------------ trash

    def delete(self, ids: str | Iterable[str]) -> Changes:
        """Move articles, originals and sidecars, to the archive's trash."""
        return self.editor.delete(listed(ids))

    def trash(self) -> list[bin_.Trashed]:
        """Return what lies in the trash, the newest first."""
        return bin_.listed(self.folder)

    def restore(self, items: Iterable[bin_.Trashed]) -> Changes:
        """Bring articles back from the trash to where they were."""
        return self.editor.restore(items)

    def empty_trash(self) -> None:
        """Remove what lies in the trash for good."""
        self.editor.empty_trash()


def listed(ids: str | Iterable[str]) -> list[str]:
    """Return the ids of one article or of several, each once."""
    return [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
