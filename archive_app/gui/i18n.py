"""The interface's language: translators, plural forms, dates and numbers, and isolation."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

from archive_app.gui.resources import resource
from archive_app.text import direction

LANGUAGES = ("ar", "en")

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


def system_language() -> str:
    """The best of our languages for this system: the first it prefers that we speak."""
    for name in QLocale.system().uiLanguages():
        code = name.split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


def install(app: QCoreApplication, language: str) -> None:
    """Set the program's language and direction, taking off what was set before.

    English has a translation as well: of plural forms only.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    system = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (
        (f"qtbase_{language}", system),
        (f"khizana_{language}", str(resource("i18n"))),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    QLocale.setDefault(locale(language))
    set_direction = getattr(app, "setLayoutDirection", None)
    if set_direction is not None:
        rtl = language == "ar"
        set_direction(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


def locale(language: str, numerals: str = "auto") -> QLocale:
    """The locale for dates and numbers. ``numerals``: ``western``, ``arabic`` or ``auto``.

    ``auto`` is Western digits, which most Arabic newsrooms west and east write today.
    """
    if language != "ar":
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    country = QLocale.Country.Egypt if numerals == "arabic" else QLocale.Country.Morocco
    return QLocale(QLocale.Language.Arabic, country)


def isolate(text: str) -> str:
    """``text`` set apart from the direction of what stands around it, its controls shown.

    Empty text stays empty.
    """
    if not text:
        return ""
    return f"{_FIRST_STRONG_ISOLATE}{visible(text)}{_POP_ISOLATE}"


def visible(text: str) -> str:
    """``text`` on one line with bidirectional controls made visible, never obeyed."""
    return direction.show_controls(" ".join(text.split()))
