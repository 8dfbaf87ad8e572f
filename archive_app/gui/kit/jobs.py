"""Long jobs: what runs, how far it is, and what came of it. They live in the status line.

A job's progress is not signalled but polled a few times a second: an import reports thousands
of steps, and nobody sees more than that.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.errors import Cancelled
from archive_app.core.model import Changes
from archive_app.core.progress import CancelToken, Progress, ProgressCallback
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate, number
from archive_app.gui.kit.messages import sentence, stage
from archive_app.gui.kit.windows import ENTER
from archive_app.jobs import OPERATIONS

POLL = 150
"""Milliseconds between looks at a job's progress."""

TOLD = 8000
"""Milliseconds that a sentence stays in the status line."""

Work = Callable[[ProgressCallback, CancelToken], Any]


class Job(QObject):
    """One long piece of work: its title, its latest progress, and how it ended."""

    updated = Signal()
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.progress: Progress | None = None
        self.token: CancelToken | None = None
        self.running = True
        self.failure = ""
        self.summary = ""
        self.show_report: Callable[[], object] | None = None
        self._stage = ""
        self._since = time.monotonic()
        self._from = 0

    def report(self, progress: Progress) -> None:
        """Take note of progress; called in the job's own thread."""
        self.progress = progress

    def cancel(self) -> None:
        """Ask it to stop."""
        if self.token is not None:
            self.token.cancel()

    def describe(self) -> str:
        """How far it is, how fast, and how long it takes still."""
        progress = self.progress
        if not self.running:
            return self.failure or self.summary
        if self.token is not None and self.token.cancelled:
            return self.tr("Stopping…")
        if progress is None:
            return self.tr("Waiting")
        if progress.stage != self._stage:
            self._stage, self._since, self._from = progress.stage, time.monotonic(), progress.done
        parts = [stage(progress.stage)]
        if progress.total:
            text = self.tr("%1 of %2")
            parts[0] += " " + text.replace("%1", number(progress.done)).replace(
                "%2", number(progress.total)
            )
        elif progress.done:
            parts[0] += " " + number(progress.done)
        passed = time.monotonic() - self._since
        made = progress.done - self._from
        if passed > 2 and made > 0 and progress.total:
            rate = made / passed
            parts.append(self.tr("%1 a second").replace("%1", number(max(1, round(rate)))))
            left = (progress.total - progress.done) / rate
            if left >= 90:
                parts.append(self.tr("%Ln minute(s) left", "", round(left / 60)))
            elif left >= 1:
                parts.append(self.tr("%Ln second(s) left", "", round(left)))
        return " · ".join(parts)

    def permille(self) -> int:
        """How far it is in thousandths; -1 where that is not known."""
        progress = self.progress
        if progress is None or not progress.total:
            return -1
        return min(1000, progress.done * 1000 // progress.total)


class Jobs(QObject):
    """All jobs of this window, the latest last."""

    changed = Signal()
    """A job began, got further, or ended."""
    ended = Signal(object)
    needs_look = Signal()
    """A job that ended has a report that somebody should read."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.items: list[Job] = []
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self._look)
        self._seen: dict[int, Progress | None] = {}

    @property
    def running(self) -> list[Job]:
        """The jobs that run or wait."""
        return [job for job in self.items if job.running]

    def start(
        self,
        title: str,
        work: Work,
        done: Callable[[Job, Any], object],
        failed: Callable[[Job, BaseException], object] | None = None,
    ) -> Job:
        """Begin a job. ``work`` gets a progress callback and a token; ``done`` its result."""
        job = Job(title, self)
        self.items.append(job)
        del self.items[:-20]

        def deliver(result: Any) -> None:
            job.running = False
            done(job, result)
            self._end(job)

        def fail(error: BaseException) -> None:
            job.running = False
            job.failure = self.tr("Stopped.") if isinstance(error, Cancelled) else sentence(error)
            if failed is not None:
                failed(job, error)
            elif not isinstance(error, Cancelled):
                # A job writes too: of broken notes it asks, as a single edit does.
                self._context.fail_write(error)
            self._end(job)

        job.token = self._context.tasks.job(lambda token: work(job.report, token), deliver, fail)
        self._poll.start()
        self.changed.emit()
        return job

    def run(
        self,
        title: str,
        operation: str,
        done: Callable[[Job, Any], object],
        failed: Callable[[Job, BaseException], object] | None = None,
        **arguments: Any,
    ) -> Job:
        """Begin an operation of the context's runner (`archive_app.jobs.OPERATIONS`)."""
        runner = self._context.runner

        def work(progress: ProgressCallback, cancel: CancelToken) -> Any:
            return runner.run(operation, progress=progress, cancel=cancel, **arguments)

        return self.start(title, work, done, failed)

    def edit(
        self,
        title: str,
        operation: str,
        done: Callable[[Changes], object] | None = None,
        **arguments: Any,
    ) -> None:
        """Change articles (``ids`` or ``items``) by an operation of the context's runner: many as
        a job, a few at once. ``done`` gets what changed, and so does the window."""
        runner = self._context.runner
        if OPERATIONS[operation].is_long(arguments):
            self.run(title, operation, partial(self._edited, done), **arguments)
        else:
            self._context.write(lambda: runner.run(operation, **arguments), done)

    def turn(self, title: str, done: Callable[[Changes | None], object], *, forward: bool) -> None:
        """Undo the last step (``forward``: do again what was undone last), likewise."""
        runner = self._context.runner
        if not runner.is_long_turn(forward=forward):
            self._context.write(lambda: runner.turn(forward=forward), done)
            return

        def work(progress: ProgressCallback, cancel: CancelToken) -> Changes | None:
            return runner.turn(forward=forward, progress=progress, cancel=cancel)

        self.start(title, work, partial(self._edited, done))

    def _edited(
        self, done: Callable[[Any], object] | None, job: Job, changes: Changes | None
    ) -> None:
        count = len(changes.articles) if changes is not None else 0
        job.summary = self.tr("%Ln article(s) changed", "", count)
        if done is not None:
            done(changes)
        if changes:
            self._context.changed.emit(changes)

    def _end(self, job: Job) -> None:
        job.ended.emit()
        job.updated.emit()
        self.changed.emit()
        self.ended.emit(job)
        if not self.running:
            self._poll.stop()

    def _look(self) -> None:
        fresh = False
        for job in self.running:
            if self._seen.get(id(job)) is not job.progress:
                self._seen[id(job)] = job.progress
                job.updated.emit()
                fresh = True
        if fresh:
            self.changed.emit()


class JobRow(QWidget):
    """A job in the panel."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._title = QLabel(job.title)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._state = QLabel()
        self._state.setProperty("role", "muted")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.clicked.connect(job.cancel)
        self._report = QPushButton(self.tr("Report"))
        self._report.clicked.connect(lambda: job.show_report() if job.show_report else None)
        text = QVBoxLayout()
        text.setSpacing(4)
        for widget in (self._title, self._bar, self._state):
            text.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addLayout(text, 1)
        row.addWidget(self._stop)
        row.addWidget(self._report)
        job.updated.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how the job stands."""
        job = self._job
        share = job.permille()
        self._bar.setVisible(job.running)
        self._bar.setRange(0, 1000 if share >= 0 else 0)
        self._bar.setValue(max(share, 0))
        self._state.setText(job.describe())
        self._stop.setVisible(job.running)
        self._report.setVisible(job.show_report is not None)


class JobsPanel(QFrame):
    """The jobs of this session, opened from the status line; the latest first."""

    def __init__(self, context: Context, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._context = context
        self._jobs = jobs
        self._rows: dict[int, JobRow] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(0)
        self._none = QLabel(self.tr("No tasks running."))
        self._none.setProperty("role", "muted")
        self._none.setContentsMargins(16, 12, 16, 12)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        jobs.changed.connect(self._refresh)
        self.hide()

    def sizeHint(self) -> QSize:
        """Room for two jobs."""
        return QSize(400, 148)

    def _refresh(self) -> None:
        for job in self._jobs.items:
            if id(job) not in self._rows:
                row = JobRow(job)
                self._rows[id(job)] = row
                self._column.insertWidget(0, row)
        self._none.setVisible(not self._jobs.items)


class StatusLine(QFrame):
    """The line at the foot: what the archive holds, what was told, and what runs."""

    panel_requested = Signal()

    def __init__(self, context: Context, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._context = context
        self._jobs = jobs
        self.state = QLabel()
        self.state.setProperty("role", "muted")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.job = QLabel()
        self.job.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(96)
        self.stop = QToolButton()
        self.stop.setToolTip(self.tr("Stop"))
        self.stop.setAccessibleName(self.tr("Stop"))
        self.stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        row.setSpacing(8)
        row.addWidget(self.state, 1)
        row.addWidget(self.job)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self.setFixedHeight(max(30, self.fontMetrics().height() + 12))
        self._usual = ""
        self._told = QTimer(self, singleShot=True, interval=TOLD)
        self._told.timeout.connect(lambda: self.state.setText(self._usual))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Jobs"))
        jobs.changed.connect(self._refresh)
        context.told.connect(self.tell)
        context.theme_changed.connect(self._refresh)
        self._refresh()

    def set_usual(self, text: str) -> None:
        """What stands there when nothing is told."""
        self._usual = text
        if not self._told.isActive():
            self.state.setText(text)

    def tell(self, text: str) -> None:
        """Show a sentence for a while."""
        self.state.setText(text)
        self._told.start()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A click opens or closes the jobs panel."""
        self.panel_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar do as a click."""
        if event.key() in {*ENTER, Qt.Key.Key_Space} and self.hasFocus():
            self.panel_requested.emit()
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        running = self._jobs.running
        self.stop.setIcon(self._context.icons.icon("close"))
        for widget in (self.job, self.bar, self.stop):
            widget.setVisible(bool(running))
        if running:
            job = running[0]
            share = job.permille()
            self.bar.setRange(0, 1000 if share >= 0 else 0)
            self.bar.setValue(max(share, 0))
            text = job.describe()
            if len(running) > 1:
                text += " · " + self.tr("%Ln more", "", len(running) - 1)
            self.job.setText(text)

    def _cancel(self) -> None:
        for job in self._jobs.running[:1]:
            job.cancel()


def job_title(pattern: str, name: str) -> str:
    """A job's title with a file's or folder's name set in, isolated."""
    return pattern.replace("%1", isolate(name))
