"""What is dropped on the window or pasted into it, and the overlay that says what will happen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from archive_app.core.model import Metadata
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.copying import pasted

OWN = "application/x-khizana-articles"
"""What drags from our own lists carry: they are not imports."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a drop or paste would import: files and folders, or the bytes of one new file."""

    paths: tuple[Path, ...] = ()
    data: bytes = b""
    name: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.paths or self.data)


def offer_of(mime: QMimeData) -> Offer:
    """What can be imported from a drop or the clipboard; false when nothing can.

    Local files win; then a page of HTML; then text of more than one word. Links to the network
    are not fetched.
    """
    if mime.hasFormat(OWN):
        return Offer()
    paths = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if paths:
        return Offer(paths=paths)
    text = pasted(mime.text()).strip() if mime.hasText() else ""
    if mime.hasHtml() and len(text) > 80:
        page = (
            '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
            f"<title>{_escaped(_name(text))}</title></head><body>\n{mime.html()}\n</body></html>\n"
        )
        return Offer(data=page.encode("utf-8"), name=f"{_name(text)}.html")
    if len(text.split()) > 1 and not re.fullmatch(r"\S+://\S+", text):
        return Offer(data=(text + "\n").encode("utf-8"), name=f"{_name(text)}.txt")
    return Offer()


def folder_of(offer: Offer, modifiers: Qt.KeyboardModifier) -> Path | None:
    """The folder that a drop with Alt opens as an archive, so that its files stay where they
    are; None where the drop is an import."""
    alone = offer.paths[0] if len(offer.paths) == 1 else None
    if alone is None or not modifiers & Qt.KeyboardModifier.AltModifier or not alone.is_dir():
        return None
    return alone


def _name(text: str) -> str:
    """A file's name from a text's first line."""
    line = Metadata(title=next(iter(text.splitlines()), "")).title
    words = re.sub(r"[^\w\s-]", " ", line).split()
    return " ".join(words[:8])[:60] or "text"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


class DropOverlay(QFrame):
    """Takes what is dropped on its window: a calm panel over it while something is dragged."""

    dropped = Signal(object)
    """An `Offer` is to be imported."""
    folder_dropped = Signal(str)
    """A folder (a path) is to be opened as an archive where it lies."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._context = context
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel()
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setProperty("role", "heading")
        self._more = QLabel()
        self._more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._more.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        for widget in (self._icon, self._text, self._more):
            column.addWidget(widget)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is dragged comes over the window, goes away again or is dropped."""
        if isinstance(event, QDropEvent):  # the event of every kind of drag but leaving
            if event.type() == QEvent.Type.Drop:
                self._drop(event)
            else:
                self._drag(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _drag(self, event: QDropEvent) -> None:
        # What is dragged from here is on its way to another program: nothing to import.
        own = event.source() is not None
        offer = offer_of(event.mimeData())
        folder = folder_of(offer, event.modifiers())
        if own or not offer or (self._context.archive.read_only and not folder):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.say(offer, folder)

    def _drop(self, event: QDropEvent) -> None:
        self.hide()
        offer = offer_of(event.mimeData())
        if not offer or event.source() is not None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        folder = folder_of(offer, event.modifiers())
        if folder is not None:
            self.folder_dropped.emit(str(folder))
        else:
            self.dropped.emit(offer)

    def say(self, offer: Offer, folder: Path | None = None) -> None:
        """Say what dropping this would do (to open a ``folder``, where one is given), and come
        up."""
        icons = self._context.icons
        self._icon.setPixmap(icons.pixmap("drop", "accent", 32, self.devicePixelRatioF()))
        if folder is not None:
            text = self.tr("Open this folder as an archive")
            more = self.tr("Nothing is copied; its files stay in place.")
        elif offer.paths:
            text = self.tr("Import %Ln file(s) or folder(s)", "", len(offer.paths))
            more = self._fate(offer.paths)
        else:
            text = self.tr("Import this text as an article")
            more = ""
        self._text.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            place = parent.rect().center() - self.rect().center()
            self.move(place)
        self.show()
        self.raise_()

    def _fate(self, paths: tuple[Path, ...]) -> str:
        """What becomes of the files: only those from outside the archive are copied into it."""
        inside = sum(path.is_relative_to(self._context.archive.path) for path in paths)
        if not inside and len(paths) == 1 and paths[0].is_dir():
            return self.tr(
                "Files are copied; the originals stay in place. With Alt: opened as an archive."
            )
        if not inside:
            return self.tr("Files are copied; the originals stay in place.")
        if inside < len(paths):
            return self.tr("Files not yet in the archive are copied; all stay in place.")
        return self.tr("They are already in the archive and stay in place.")
