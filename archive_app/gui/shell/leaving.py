"""Closing the window while work is under way: it asks, and waits where one can see it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from archive_app.gui.kit.jobs import Jobs


class Leaving(QObject):
    """Holds the window open until the jobs have ended, or have been stopped."""

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._waiting = False
        self.box: QMessageBox | None = None
        jobs.ended.connect(self._ended)

    def may_close(self) -> bool:
        """Whether the window may close now; if not, the user is asked what is to be done."""
        if not self._jobs.running:
            return True
        if self.box is None:
            self._ask()
        return False

    def _ask(self) -> None:
        running = self._jobs.running
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Quit"))
        box.setText(self.tr("%Ln task(s) still running", "", len(running)))
        # Plain text: a file's name may look like markup.
        box.setTextFormat(Qt.TextFormat.PlainText)
        titles = "\n".join(job.title for job in running[:5])
        hint = self.tr("What is done so far is kept when you stop.")
        box.setInformativeText(f"{titles}\n\n{hint}")
        roles = QMessageBox.ButtonRole
        wait = box.addButton(self.tr("Quit when finished"), roles.AcceptRole)
        stop = box.addButton(self.tr("Stop and quit"), roles.DestructiveRole)
        stay = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(wait)
        box.setEscapeButton(stay)
        box.finished.connect(lambda _: self._answered(box.clickedButton() in {wait, stop}, stop))
        self.box = box
        box.open()

    def _answered(self, leave: bool, stop: QObject) -> None:
        box, self.box = self.box, None
        if box is None:
            return
        self._waiting = leave
        if leave and box.clickedButton() is stop:
            for job in self._jobs.running:
                job.cancel()
        box.deleteLater()
        self._ended()

    def _ended(self) -> None:
        # A job that ended while the question stood answers it for nobody.
        if self._waiting and not self._jobs.running:
            self._waiting = False
            self._window.close()
