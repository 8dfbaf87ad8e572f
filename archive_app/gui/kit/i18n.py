"""The interface's language: translators, plural forms, dates and numbers, and isolation."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, Qt, QTranslator

from archive_app.core.settings import resources
from archive_app.text import direction

LANGUAGES = ("ar", "en")


def system_language() -> str:
    """The best of our languages for this system: the first it prefers that we speak."""
    for name in QLocale.system().uiLanguages():
        code = name.split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


def install(app: QCoreApplication, language: str, numerals: str = "auto") -> None:
    """Set the program's language and direction, taking off what was set before.

    English has a translation as well: of plural forms only.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    system = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (
        (f"qtbase_{language}", system),
        (f"khizana_{language}", str(resources() / "i18n")),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    QLocale.setDefault(locale(language, numerals))
    set_direction = getattr(app, "setLayoutDirection", None)
    if set_direction is not None:
        rtl = language == "ar"
        set_direction(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


def locale(language: str, numerals: str = "auto") -> QLocale:
    """The locale for dates and numbers. ``numerals``: ``western``, ``arabic`` or ``auto``.

    ``auto`` is Western digits in both languages, as most Arabic newsrooms write today.
    """
    if language != "ar":
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    # By CLDR the Emirates write يناير … ديسمبر with Western digits, Egypt with Arabic ones.
    if numerals == "arabic":
        return QLocale(QLocale.Language.Arabic, QLocale.Country.Egypt)
    return QLocale(QLocale.Language.Arabic, QLocale.Country.UnitedArabEmirates)


def number(value: int) -> str:
    """A count with the present locale's digits and thousands."""
    return QLocale().toString(value)


def date_text(date: str) -> str:
    """An ISO date (``2017-04-26``, ``2017-04``, ``2017``) in words; empty stays empty.

    What is no date is given back as it is.
    """
    here = QLocale()
    parts = date[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        return date
    if len(numbers) == 1:
        return here.toString(numbers[0]).replace(here.groupSeparator(), "")
    if len(numbers) == 2:
        return here.toString(QDate(numbers[0], numbers[1], 1), "MMMM yyyy")
    return here.toString(QDate(*numbers[:3]), "d MMMM yyyy") or date


def month_text(month: str, form: str = "MMM yyyy") -> str:
    """A month (``2017-04``) in short."""
    year, _, rest = month.partition("-")
    return QLocale().toString(QDate(int(year), int(rest or 1), 1), form)


def isolate(text: str) -> str:
    """``text`` set apart from the direction of what stands around it, on one line, its
    controls shown and not obeyed. Empty text stays empty."""
    return direction.isolate(visible(text))


def visible(text: str) -> str:
    """``text`` on one line with bidirectional controls made visible, never obeyed."""
    return direction.show_controls(" ".join(text.split()))
