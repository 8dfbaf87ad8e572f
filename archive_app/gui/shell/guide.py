"""The user guide inside the program, and what the program says of itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from archive_app import __version__
from archive_app.core.settings import resources
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.page import close_buttons
from archive_app.gui.kit.windows import Dialog


def guide_file(language: str) -> Path:
    """The user guide in that language: beside the icons where the program is installed, in the
    documentation of a checkout.
    """
    name = "user-guide.ar.md" if language == "ar" else "user-guide.md"
    installed = resources() / "guide" / name
    return installed if installed.is_file() else resources().parent / "docs" / name


class GuideDialog(Dialog):
    """The guide, to read beside the window."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("User guide"))
        self.resize(680, 720)
        self.page = QTextBrowser()
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        try:
            text = guide_file(context.language).read_text(encoding="utf-8")
        except OSError:
            text = self.tr("The guide is missing from this installation.")
        self.page.setMarkdown(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(self.page)
        column.addWidget(close_buttons(self))

    def _follow(self, url: QUrl) -> None:
        """Pages of the web open in the browser; other files of the documentation do not come
        with the program.
        """
        if url.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(url)


def about_text() -> str:
    """The program's name and version, isolated, as it is told in an interface."""
    text = QCoreApplication.translate("About", "Khizana, version %1")
    return text.replace("%1", isolate(__version__))


def about_box(parent: QWidget) -> QMessageBox:
    """The box that says which program this is, which version, and under which licence."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("About", "About Khizana"))
    box.setText(about_text())
    archive = translate("About", "An archive for press articles, on your own machine.")
    licence = translate("About", "Free software under the MIT licence.")
    box.setInformativeText(f"{archive}\n{licence}")
    box.setIconPixmap(parent.windowIcon().pixmap(64, 64))
    return box
