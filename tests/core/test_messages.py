"""Every reason that the code can give has a sentence, and the sentence an Arabic twin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive_app.cli.translator import Translator
from archive_app.core import messages
from archive_app.core.settings import resources

PACKAGE = Path(messages.__file__).parents[1]


def reasons() -> set[str]:
    """Every key of a finding or a failure that the source writes out."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'Finding\(\s*"[a-z]+",\s*"([a-z-]+)"', text))
        if "extract" in path.relative_to(PACKAGE).parts:  # what extraction warns of
            found |= set(re.findall(r'warnings(?:\.append\(|=\()"([a-z-]+)"', text))
        found |= set(re.findall(r'^    reason = "([a-z-]+)"', text, re.MULTILINE))
    return found


def test_every_reason_has_a_sentence() -> None:
    assert reasons() <= messages.SENTENCES.keys()
    assert len(reasons()) > 20


@pytest.mark.parametrize("reason", sorted(messages.SENTENCES))
def test_every_sentence_is_one_and_in_arabic_too(reason: str) -> None:
    english = messages.sentence(reason)
    assert english.endswith(".")
    arabic = Translator(resources(), "ar").reason(reason)
    assert re.search(r"[؀-ۿ]", arabic), f"no Arabic for: {english}"


def test_an_unknown_reason_has_a_sentence_too() -> None:
    assert messages.sentence("no such thing") == messages.SENTENCES["error"]
