"""Names of things that come as codes: languages, kinds of files, colours, orders."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from archive_app.core.messages import QT_TRANSLATE_NOOP

_LANGUAGES = {
    "ar": QT_TRANSLATE_NOOP("names", "Arabic"),
    "en": QT_TRANSLATE_NOOP("names", "English"),
    "fa": QT_TRANSLATE_NOOP("names", "Persian"),
    "ur": QT_TRANSLATE_NOOP("names", "Urdu"),
    "he": QT_TRANSLATE_NOOP("names", "Hebrew"),
    "fr": QT_TRANSLATE_NOOP("names", "French"),
    "tr": QT_TRANSLATE_NOOP("names", "Turkish"),
    "de": QT_TRANSLATE_NOOP("names", "German"),
    "ru": QT_TRANSLATE_NOOP("names", "Russian"),
    "es": QT_TRANSLATE_NOOP("names", "Spanish"),
    "ku": QT_TRANSLATE_NOOP("names", "Kurdish"),
}

_TYPES = {
    "text": QT_TRANSLATE_NOOP("names", "Text"),
    "html": QT_TRANSLATE_NOOP("names", "Web page"),
    "mhtml": QT_TRANSLATE_NOOP("names", "Saved web page"),
    "mail": QT_TRANSLATE_NOOP("names", "E-mail"),
    "pdf": "PDF",
    "docx": "Word",
    "odt": "OpenDocument",
    "vnd.oasis.opendocument.text-flat-xml": "OpenDocument",
    "dtbook+xml": QT_TRANSLATE_NOOP("names", "E-book"),
    "rtf": "RTF",
    "epub": QT_TRANSLATE_NOOP("names", "E-book"),
    "json": QT_TRANSLATE_NOOP("names", "Record"),
    "csv": QT_TRANSLATE_NOOP("names", "Table"),
    "markdown": "Markdown",
    "tsv": QT_TRANSLATE_NOOP("names", "Table"),
    "tab-separated-values": QT_TRANSLATE_NOOP("names", "Table"),
    "xml": "XML",
    "msword": "Word 97",
    "vnd.ms-outlook": "Outlook",
    "warc": QT_TRANSLATE_NOOP("names", "Web archive"),
    "": QT_TRANSLATE_NOOP("names", "Other files"),
    "octet-stream": QT_TRANSLATE_NOOP("names", "Other files"),
}


def language_name(code: str) -> str:
    """A language's name (``ar`` → Arabic); its own name where we have none."""
    known = _LANGUAGES.get(code)
    return _tr(known) if known else QLocale(code).nativeLanguageName() or code


def type_name(kind: str) -> str:
    """A kind of file by the short name of the ``type`` facet."""
    if kind in _TYPES:
        return _tr(_TYPES[kind])
    # A name by a vendor's registration («vnd.…») tells a reader nothing.
    return kind.upper() if kind.isalnum() and len(kind) < 9 else _tr(_TYPES[""])


def _tr(text: str) -> str:
    return QCoreApplication.translate("names", text)
