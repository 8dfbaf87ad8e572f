"""The command line's translator: the window's own translation files, read without Qt.

The files are Qt Linguist's (``resources/i18n/khizana_*.ts``); what is not translated there is said
in English.
"""

from __future__ import annotations

import locale
import os
from pathlib import Path
from xml.etree import ElementTree as ET

from archive_app.core.messages import CONTEXT, sentence


class Translator:
    """Says the program's strings in one language.

    ``resources`` is the folder that holds ``i18n``; ``language`` is ``ar`` or ``en`` (None: that
    of the terminal's locale). The file is read when the first string is asked for.
    """

    def __init__(self, resources: Path, language: str | None = None) -> None:
        self.language = language or terminal_language()
        self._file = resources / "i18n" / f"khizana_{self.language}.ts"
        self._forms: dict[tuple[str, str], list[str]] | None = None

    def translate(
        self, context: str, text: str, _disambiguation: None = None, n: int | None = None
    ) -> str:
        """Return ``text`` in this language; with ``n``, in the form for that number, set for %n.

        Named and called as `QCoreApplication.translate`, for lupdate finds strings by that.
        """
        forms = self._loaded().get((context, text), [])
        if n is None:
            return forms[0] if forms and forms[0] else text
        form = plural_form(self.language, n)
        chosen = forms[form] if form < len(forms) and forms[form] else text
        return chosen.replace("%n", f"{n:,}")

    def reason(self, key: str) -> str:
        """Return the sentence for a reason (`KhizanaError.reason`, `Finding.key`)."""
        return self.translate(CONTEXT, sentence(key))

    def _loaded(self) -> dict[tuple[str, str], list[str]]:
        if self._forms is None:
            self._forms = _read(self._file)
        return self._forms


def plural_form(language: str, n: int) -> int:
    """Return which of a translation's forms goes with ``n``, in the order of Qt Linguist.

    Arabic has six (CLDR's zero, one, two, few, many, other), English two.
    """
    if language != "ar":
        return 0 if n == 1 else 1
    if n <= 2:
        return n
    rest = n % 100
    return 3 if 3 <= rest <= 10 else 4 if rest >= 11 else 5


def terminal_language() -> str:
    """Return the language of the terminal, ``ar`` or ``en``.

    By the variables of POSIX in their order (the locale itself may not be installed), else, as on
    Windows, by the user's locale.
    """
    variables = ("KHIZANA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    named = next((value for value in map(os.environ.get, variables) if value), None)
    name = named or locale.getlocale()[0] or ""
    return "ar" if name.lower().startswith(("ar", "arabic")) else "en"


def _read(file: Path) -> dict[tuple[str, str], list[str]]:
    try:
        root = ET.parse(file).getroot()  # noqa: S314 - our own file
    except (OSError, ET.ParseError):
        return {}
    found: dict[tuple[str, str], list[str]] = {}
    for context in root.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None:
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")]
            found[name, message.findtext("source") or ""] = forms or [translation.text or ""]
    return found
