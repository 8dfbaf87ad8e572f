"""Files in files: the members of containers, and the attachments of messages."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from archive_app.core import disk
from archive_app.core.errors import ExtractError, SidecarError, Unreadable
from archive_app.core.model import Article, Extraction, Failure, Metadata
from archive_app.extract import Job, container_type, is_container, unpack
from archive_app.importing.duplicates import Duplicates
from archive_app.importing.incoming_sidecars import says_something
from archive_app.importing.items import Item, Record, printable
from archive_app.importing.reading import Read, file_hash
from archive_app.importing.reports import Tally
from archive_app.importing.staging import StagingFolder
from archive_app.library import names
from archive_app.library import sidecar as sidecars
from archive_app.library.sidecar import article_id

if TYPE_CHECKING:
    from archive_app.importing.task import Task

CONTAINER = "container/1"
"""The extractor of containers that lie in the archive: articles without text of their own."""


class Unpacking:
    """Makes the files of one import into orders for the workers, each container into its members.

    Containers that have to wait until all else is read go to ``later``; ``containers`` are the
    records of those whose members are all on their way. ``places`` are the paths of articles, by
    their ids, where they lay when the archive's caches were last in order.
    """

    def __init__(
        self,
        task: Task,
        staging: StagingFolder,
        duplicates: Duplicates,
        tally: Tally,
        later: list[Item],
    ) -> None:
        self._task = task
        self._staging = staging
        self._duplicates = duplicates
        self._tally = tally
        self._later = later
        self.containers: list[Record] = []
        self.places: Mapping[str, str] = {}

    def jobs(self, items: list[Item]) -> Iterator[Job]:
        """The files to read; containers are unpacked here, a member at a time."""
        waiting = deque(items)
        items.clear()  # a hundred thousand of them weigh something: each goes when it is done
        while waiting:
            item = waiting.popleft()
            job = self.job(item)
            if item.archive_path and not item.deferred and self._is_elsewhere(item):
                item.deferred = True
                self._later.append(item)
            elif not self.holds_articles(item):
                yield job
            elif item.archive_path and not item.deferred:
                item.deferred = True
                self._later.append(item)  # by then the articles that it gave before are known
            else:
                yield from self.members(item)

    def job(self, item: Item) -> Job:
        """The order to read a file; its sidecar, where it has one, says which repairs to leave."""
        known: sidecars.Sidecar | None = None
        if item.archive_path:
            item.load_sidecar(self._task.folder)
            known = item.sidecar
        elif item.sidecar_path is not None:
            try:
                known = item.incoming_sidecar = sidecars.load(item.sidecar_path)[0]
            except (SidecarError, FileNotFoundError) as error:
                detail = error.detail if isinstance(error, SidecarError) else str(error)
                self._tally.fail(printable(item.sidecar_path), "broken-sidecar", detail)
        refused = frozenset(known.refused_repairs if known is not None else ())
        return Job(item.path, item.name, item.size, refused, item)

    def _is_elsewhere(self, item: Item) -> bool:
        """Whether a file is not where its article was last, or (of one that is not known) first:
        then it may be a copy that was made with its sidecar, and has to wait for that one."""
        if item.sidecar is None:
            return False
        if (known := self.places.get(item.sidecar.id)) is not None:
            return known != item.archive_path
        return item.sidecar.id != article_id(item.sidecar.sha256, item.archive_path)

    def holds_articles(self, item: Item, *, guess: bool = False) -> bool:
        """Whether a file is a container; one with a sidecar is what it was taken for then."""
        if item.sidecar is not None:
            return item.sidecar.extractor == CONTAINER
        return item.sidecar_error is None and is_container(item.path, item.name, guess=guess)

    def members(self, container: Item) -> Iterator[Job]:
        """The files in a container, each an article of its own.

        A container that lies in the archive stays there and is listed itself, without text, as
        the parent of its members. Its members are taken out once: afterwards they are articles
        that the user may change, move and delete.
        """
        self._tally.total -= 1
        if container.depth >= self._task.limits.depth:
            self._tally.fail(container.display_path, "limit", "containers in containers")
            return
        listed: Record | None = None
        if container.archive_path:
            try:
                listed = container_record(container)
            except Unreadable as error:
                self._tally.fail(container.display_path, error.reason, error.detail)
                return
            if (twin := self._duplicates.copy_of(container, listed.read)) is not None:
                self._tally.duplicates.append((container.display_path, twin))
                return
            self._duplicates.claim(listed)
            container.parent = listed.id
            if container.sidecar and container.sidecar.sha256 == listed.read.sha256:
                self.containers.append(listed)
                return
        elif container.incoming_sidecar is not None and says_something(container.incoming_sidecar):
            self._tally.fail(container.display_path + names.SUFFIX, "orphan-sidecar")
        failure = yield from self._unpacked(container)
        if self._task.cancel.cancelled:
            return
        if listed is not None:
            self.containers.append(failed_container(listed, failure[0]) if failure else listed)
        elif failure:
            self._tally.fail(container.display_path, *failure)
        if container.staged:
            disk.remove(container.path, missing_ok=True)

    def _unpacked(self, container: Item) -> Generator[Job, None, tuple[str, str] | None]:
        """The members of a container; returns the reason and the detail where it breaks."""
        empty = True
        try:
            for member in unpack(container.path, self._task.limits, name=container.name):
                empty = False
                if self._task.cancel.cancelled:
                    return None
                name = member.path if isinstance(member, Failure) else member.name
                called = f"{container.display_path}/{name}"
                if isinstance(member, Failure):
                    self._tally.fail(called, member.reason, member.detail)
                    continue
                self._tally.total += 1
                item = self._staging.put(
                    member, display_path=called, depth=container.depth + 1, parent=container.parent
                )
                if member.relation != "record" and is_container(item.path, item.name):
                    yield from self.members(item)
                else:
                    yield self.job(item)
        except ExtractError as error:
            return error.reason, error.detail
        return ("empty", "nothing in it") if empty else None


class Attachments:
    """The attachments of messages, put aside until their message has an id."""

    def __init__(self, staging: StagingFolder) -> None:
        self._staging = staging
        self._waiting: list[tuple[Record | Article, list[Item]]] = []

    def keep(self, owner: Record | Article, item: Item, result: Extraction | ExtractError) -> None:
        """Put a message's attachments aside. Those of a message that was in the archive before are
        articles already, which the user may have deleted."""
        if isinstance(result, Extraction) and result.parts and item.sidecar is None:
            parts = [
                self._staging.put(
                    part, display_path=f"{item.display_path}/{part.name}", depth=item.depth + 1
                )
                for part in result.parts
            ]
            self._waiting.append((owner, parts))

    def released(self, *, everything: bool = False) -> list[Item]:
        """Those whose message is stored (with ``everything``, also those whose never will be), as
        files to read; they wait no more."""
        ready = [pair for pair in self._waiting if everything or pair[0].id]
        self._waiting = [pair for pair in self._waiting if not (everything or pair[0].id)]
        for owner, parts in ready:
            for part in parts:
                part.parent = owner.id
        return [part for _, parts in ready for part in parts]


def container_record(item: Item) -> Record:
    """The record of a container that lies in the archive, with its id. Raises `Unreadable`.

    One whose bytes are those that its sidecar knows keeps the reason that stands there.
    """
    read = Read(*file_hash(item.path))
    old = item.sidecar
    reason = old.reason if old is not None and old.sha256 == read.sha256 else "container"
    result = Extraction(
        text="",
        extractor=CONTAINER,
        media_type=container_type(item.path, item.name),
        metadata=Metadata(title=item.title),
        warnings=(reason,),
    )
    record = Record(item, result, read, path=item.archive_path)
    record.id = old.id if old is not None else article_id(read.sha256, item.archive_path)
    return record


def failed_container(record: Record, reason: str) -> Record:
    """The record of a container that could not be unpacked, or not to its end."""
    assert isinstance(record.result, Extraction)
    return replace(record, result=replace(record.result, warnings=(reason,)), failed=reason)
