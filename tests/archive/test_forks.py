"""A process that is forked off with an open archive: it reads and writes, and harms no other."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app import Archive
from tests.importing.conftest import archive, article, inbox

__all__ = ["archive", "inbox"]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks on this system"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def in_a_fork(work: Callable[[], object]) -> bool:
    """Do some work in a process that is forked off; whether it went well."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 - told, whatever it is
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


@pytest.mark.slow
def test_a_forked_process_reads_and_writes(archive: Archive, inbox: Path) -> None:
    for number in range(3):
        (inbox / f"{number}.html").write_text(f"<p>{article(number)}</p>", encoding="utf-8")
    ids = [each.id for each in archive.import_paths([inbox]).imported]
    archive.prepare()

    def work() -> None:
        assert archive.search("المقال").total == 3
        archive.tag(ids, add=["فرع"])
        archive.annotate(ids[0], 0, 5, note="من الفرع")
        (inbox / "9.html").write_text(f"<p>{article(9)}</p>", encoding="utf-8")
        assert len(archive.import_paths([inbox / "9.html"]).imported) == 1
        archive.close()

    assert in_a_fork(work)
    assert archive.count == 4
    assert archive.search("وسم:فرع").total == 3
    assert [each.annotation.note for each in archive.annotations(ids[0])][-1:] == ["من الفرع"]
    archive.tag(ids, add=["أصل"])
    (inbox / "8.html").write_text(f"<p>{article(8)}</p>", encoding="utf-8")
    assert len(archive.import_paths([inbox / "8.html"]).imported) == 1, "its workers still work"
    assert archive.verify() == []


def test_a_fork_during_a_write_waits_for_its_turn(archive: Archive) -> None:
    key = archive.import_bytes(article(0).encode(), "a.txt").imported[0].id
    archive.editor.patience = 0.1
    with archive.editor.write():
        assert not in_a_fork(lambda: archive.tag(key, add=["فرع"])), "the other is writing"
    assert in_a_fork(lambda: archive.tag(key, add=["فرع"]))
    assert archive.article(key).tags == ("فرع",)
