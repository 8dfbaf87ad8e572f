"""Stable keys of the core as sentences in the language of the interface.

The words are those of `archive_app.core.messages`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from archive_app.core.errors import KhizanaError
from archive_app.core.messages import (
    CONTEXT,
    NOTICES,
    QT_TRANSLATE_NOOP,
    STAGES,
    WHYS,
)
from archive_app.core.messages import sentence as core_sentence
from archive_app.gui.kit.i18n import isolate


def reason(key: str) -> str:
    """The sentence for a reason's key; the general one where there is none of its own."""
    return _translate(core_sentence(key))


def notice(key: str, text: str) -> str:
    """The sentence for a notice about a query, with its text set in."""
    return _translate(NOTICES.get(key, "%1")).replace("%1", isolate(text))


def why(key: str) -> str:
    """Why a hit matched, in a few words."""
    return _translate(WHYS[key]) if key in WHYS else ""


def stage(key: str) -> str:
    """What work is doing, in a word or two."""
    return _translate(STAGES.get(key, STAGES["import"]))


def sentence(error: BaseException) -> str:
    """One sentence for an error: the file's name, if it is about one, and the reason."""
    if not isinstance(error, KhizanaError):
        return reason("error")
    text = reason(error.reason)
    if error.path is None:
        return text
    pattern = _translate(QT_TRANSLATE_NOOP("messages", "%1: %2"))
    return pattern.replace("%1", isolate(error.path.name)).replace("%2", text)


def _translate(text: str) -> str:
    translate: Callable[[str, str], str] = QCoreApplication.translate
    return translate(CONTEXT, text)
