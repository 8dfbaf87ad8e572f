"""The small values of the window: filters as chips and JSON, what a drop offers, months, names."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app import gui
from archive_app.core.model import Filters
from archive_app.core.settings import Settings as Store
from archive_app.gui.filters.timeline import months_between
from archive_app.gui.kit import i18n
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.filter_state import (
    Chip,
    chips,
    from_json,
    put,
    state_of,
    to_json,
    without,
)
from archive_app.gui.kit.messages import notice, why
from archive_app.gui.kit.names import language_name, type_name
from archive_app.gui.kit.settings import SCHEMA, Settings, State
from archive_app.gui.shell.drop import OWN, DropOverlay, Offer, offer_of
from archive_app.gui.shell.preferences import parse_variants
from archive_app.search.catalogue.columns import KINDS
from archive_app.search.catalogue.facets import LANGUAGES

VALUES = st.lists(st.text("ابتث-/ x", min_size=1, max_size=6), max_size=3, unique=True).map(tuple)
FILTERS = st.builds(
    Filters,
    source=VALUES,
    tag=VALUES,
    month=VALUES,
    dates=st.tuples(st.sampled_from(["", "2015"]), st.sampled_from(["", "2017-04"])),
    annotated=st.sampled_from([None, True, False]),
    read=st.sampled_from([None, True, False]),
    story=st.integers(0, 9),
)


@settings(max_examples=60)
@given(FILTERS)
def test_chips_take_each_filter_away(filters: Filters) -> None:
    for chip in list(chips(filters)):
        filters = without(filters, chip)
    assert filters == Filters()


@settings(max_examples=60)
@given(FILTERS)
def test_json_there_and_back(filters: Filters) -> None:
    assert from_json(to_json(filters)) == filters


def test_json_that_does_not_fit_is_left_aside() -> None:
    assert from_json(None) == Filters()
    assert from_json({"source": 3, "read": "yes", "story": True, "dates": ["a"]}) == Filters()


def test_take_in_leave_out_and_free() -> None:
    one = put(Filters(), "tag", "حرب", "in")
    assert state_of(one, "tag", "حرب") == "in"
    two = put(one, "tag", "سلام", "in")
    assert two.tag == ("سلام",)
    assert put(one, "tag", "سلام", "in", more=True).tag == ("حرب", "سلام")
    out = put(one, "tag", "حرب", "out")
    assert out.tag == ("-حرب",)
    assert state_of(out, "tag", "حرب") == "out"
    assert put(out, "tag", "حرب", "").tag == ()
    assert without(out, Chip("tag", "-حرب")) == Filters()


def test_the_overlay_tells_what_becomes_of_the_files(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    overlay = DropOverlay(context, window)
    inside, outside = context.archive.path / "a.txt", tmp_path / "b.txt"
    told = []
    for paths in ((outside,), (inside,), (inside, outside)):
        overlay.say(Offer(paths=paths))
        told.append(overlay._more.text())
    assert told[0].startswith("Files are copied")
    assert told[1].startswith("They are already in the archive")
    assert told[2].startswith("Files not yet in the archive are copied")


def test_kinds_of_files_have_names_and_no_raw_keys(qapp: QApplication) -> None:
    i18n.install(qapp, "ar")
    for kind in {*KINDS.values(), "msword", "vnd.ms-outlook", "warc", ""}:
        assert type_name(kind) not in {kind, kind.upper()} or kind in {"pdf", "rtf"}, kind
    for unknown in ("vnd.some-vendor.thing+xml", "octet-stream"):
        assert type_name(unknown) == "ملفات أخرى"
    for code in LANGUAGES:
        assert language_name(code) != code
    for key in ("ignored", "partial", "as-words"):
        assert re.search("[\u0621-\u064a]", notice(key, "x"))
    for key in ("spelling", "form", "root", "name"):
        assert re.search("[\u0621-\u064a]", why(key))
    i18n.install(qapp, "en")


def test_only_one_way_puts_data_made_here_on_the_clipboard() -> None:
    # Elsewhere it outlives Python and crashes the end of the program.
    package = Path(gui.__file__).parent
    for folder in (package, Path(__file__).parents[1]):
        for path in folder.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found = re.findall(r"(\w*)(?:\(\))?\.setMimeData\(", text)
            assert path.name == "copying.py" or set(found) <= {"drag"}, path.name


def test_what_a_drop_offers(tmp_path: Path) -> None:
    mime = QMimeData()
    assert not offer_of(mime)
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a")])
    assert offer_of(mime).paths == (tmp_path,)
    text = QMimeData()
    text.setText("عنوان/المقال: «أول»\nنص المقال")
    offer = offer_of(text)
    assert offer.name == "عنوان المقال أول.txt"
    assert offer.data.decode() == "عنوان/المقال: «أول»\nنص المقال\n"
    page = QMimeData()
    page.setText("عنوان\n" + "نص طويل " * 20)
    page.setHtml("<h1>عنوان</h1><p>" + "نص طويل " * 20)
    assert offer_of(page).name.endswith(".html")
    assert b"<h1>" in offer_of(page).data
    for useless in ("كلمة", "https://example.org/a?b", "  "):
        mime = QMimeData()
        mime.setText(useless)
        assert not offer_of(mime)
    own = QMimeData()
    own.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    own.setData(OWN, b"")
    assert not offer_of(own)


def test_months() -> None:
    assert months_between("2016-11", "2017-02") == ["2016-11", "2016-12", "2017-01", "2017-02"]
    assert months_between("2017-04", "2017-04") == ["2017-04"]


def test_variants() -> None:
    assert parse_variants("غوتيريش = جوتيريس\n\nوحيد\n أميركا=أمريكا = أميركا") == (
        ("غوتيريش", "جوتيريس"),
        ("أميركا", "أمريكا"),
    )


def test_settings_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    kept = Settings(Store(path=path))
    for setting in SCHEMA:
        assert kept.get(setting.name) == setting.default
    kept.set("text_size", 22)
    kept.set("appearance", "dark")
    again = Settings(Store.load(path))
    assert again.get("text_size") == 22
    assert again.get("appearance") == "dark"
    again.store.window["text_size"] = "large"
    again.store.window["appearance"] = "purple"
    again.store.window["leading"] = 2
    assert again.get("text_size") == 19
    assert again.get("appearance") == "system"
    assert again.get("leading") == 2.0


def test_state_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "state" / "a.json"
    state = State(path)
    state.set("question", {"query": "سورية"})
    state.flush()
    assert State(path).get("question") == {"query": "سورية"}
    path.write_text("{broken", encoding="utf-8")
    assert State(path).get("question", 1) == 1
