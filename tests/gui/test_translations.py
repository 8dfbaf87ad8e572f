"""Both languages are complete, the compiled files are those of the sources, plurals are right."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from archive_app.core import errors
from archive_app.core import messages as core_messages
from archive_app.core.settings import resources
from archive_app.gui.kit import i18n, messages

FOLDER = resources() / "i18n"
ARABIC = FOLDER / "khizana_ar.ts"


def entries(path: Path) -> Iterator[tuple[str, ET.Element]]:
    """Each message of a file with its context."""
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name") or "", message


def forms(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    if message.get("numerus"):
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    """The interface in Arabic for one test."""
    i18n.install(qapp, "ar")
    yield
    i18n.install(qapp, "en")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_untranslated(language: str) -> None:
    for context, message in entries(FOLDER / f"khizana_{language}.ts"):
        source = message.findtext("source")
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, (context, source)
        assert all(forms(message)), (context, source)


def test_every_string_in_the_code_is_in_the_file() -> None:
    known = {message.findtext("source") for _, message in entries(ARABIC)}
    package = Path(core_messages.__file__).parents[1]
    for path in (package / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="tr"), args=[ast.Constant(value=str(text)), *_]
                ):
                    assert text in known, f"{path.name}: {text} (make translations)"


def test_places_for_values_are_kept() -> None:
    for context, message in entries(ARABIC):
        source = message.findtext("source") or ""
        for form in forms(message):
            places = set(re.findall(r"%\d", source))
            assert set(re.findall(r"%\d", form)) == places, (context, source)
            # A count may be said in words («مقالان»), another value may not be put in.
            assert set(re.findall(r"%L?n", form)) <= set(re.findall(r"%L?n", source))
        if message.get("numerus"):
            assert len(forms(message)) == 6, (context, source)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_compiled_files_are_up_to_date(qapp: QApplication, language: str) -> None:
    translator = QTranslator()
    assert translator.load(f"khizana_{language}", str(FOLDER))
    for context, message in entries(FOLDER / f"khizana_{language}.ts"):
        source = message.findtext("source") or ""
        counts = (0, 1, 2, 3, 11, 100) if language == "ar" else (1, 2)
        if message.get("numerus"):
            got = [translator.translate(context, source, "", count) for count in counts]
            assert got == forms(message), (context, source)
        else:
            assert [translator.translate(context, source)] == forms(message), (context, source)


@pytest.mark.usefixtures("arabic")
def test_arabic_counts() -> None:
    expected = {
        0: "لا مقالات",
        1: "مقال واحد",
        2: "مقالان",
        7: "7 مقالات",
        30: "30 مقالًا",
        100: "100 مقال",
        1284: "1,284 مقالًا",
        30100: "30,100 مقال",
    }
    for count, text in expected.items():
        got = QCoreApplication.translate("ResultsPane", "%Ln article(s)", "", count)
        assert got == text


def test_english_counts(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    for count, text in {0: "0 articles", 1: "1 article", 1284: "1,284 articles"}.items():
        assert QCoreApplication.translate("ResultsPane", "%Ln article(s)", "", count) == text


@pytest.mark.usefixtures("arabic")
def test_every_reason_has_a_sentence_in_both_languages() -> None:
    letters = re.compile(r"[\u0621-\u064a]")
    kinds = [errors.KhizanaError]
    while kinds:
        kind = kinds.pop()
        kinds.extend(kind.__subclasses__())
        if kind.__module__ == errors.__name__:
            assert kind.reason in core_messages.SENTENCES, kind
            assert letters.search(messages.reason(kind.reason)), kind.reason
    for key in core_messages.SENTENCES:
        assert letters.search(messages.reason(key)), key
    told = messages.sentence(errors.EmptyFile(Path("/x/\u202efdp.exe")))
    assert "\u202e" not in told
    assert letters.search(messages.sentence(ValueError("?")))


@pytest.mark.usefixtures("arabic")
def test_dates_in_words() -> None:
    assert i18n.date_text("2017-04-26") == "26 أبريل 2017"
    assert i18n.date_text("2017-04") == "أبريل 2017"
    assert i18n.date_text("2017") == "2017"
    assert i18n.date_text("") == ""
    assert i18n.date_text("soon") == "soon"
    QLocale.setDefault(i18n.locale("ar", "arabic"))
    assert i18n.date_text("2017-04-26") == "٢٦ أبريل ٢٠١٧"
    assert i18n.number(30100) == "٣٠٬١٠٠"
