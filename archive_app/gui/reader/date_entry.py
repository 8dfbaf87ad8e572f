"""A date as the user gives it: typed in any usual form, or picked from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import date_text, isolate
from archive_app.text.dates import (
    HIJRI_MONTHS,
    HIJRI_YEARS,
    from_hijri,
    hijri,
    hijri_parts,
    typed_date,
)

EXAMPLES = ("2017-04-26", "26/4/2017", "26 نيسان 2017", "29 رجب 1438")


class DateEntry(QWidget):
    """A field for a date, a calendar beside it, and below it what was understood."""

    picked = Signal()
    """Another date was picked from the calendar; it stands in the field."""

    def __init__(self, context: Context, field: QLineEdit, parent: QWidget | None = None) -> None:
        """``field`` is where it is typed."""
        super().__init__(parent)
        self._context = context
        self.field = field
        self.button = QToolButton(self)
        self.button.setIcon(context.icons.icon("calendar"))
        self.button.setToolTip(self.tr("Choose from a calendar"))
        self.button.setAccessibleName(self.tr("Choose from a calendar"))
        self.button.clicked.connect(self._open)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.told)
        field.textChanged.connect(self.tell)
        context.theme_changed.connect(lambda: self.button.setIcon(context.icons.icon("calendar")))

    @property
    def iso(self) -> str | None:
        """The date in the field (ISO 8601), empty where there is none; None where what stands
        there is no date."""
        text = self.field.text().strip()
        return (typed_date(text) or None) if text else ""

    def tell(self) -> None:
        """Say what was understood."""
        iso = self.iso
        parts = [isolate(date_text(iso)), isolate(hijri(iso))] if iso else []
        self._say(" · ".join(part for part in parts if part), role="muted")

    def refuse(self) -> None:
        """Say that what stands there is no date, and how to write one."""
        examples = self.tr(", ").join(map(isolate, EXAMPLES))
        text = self.tr("This is not understood as a date. Write it as one of: %1")
        self._say(text.replace("%1", examples), role="danger")

    def _say(self, text: str, *, role: str) -> None:
        self.told.setProperty("role", role)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _open(self) -> None:
        calendar = Calendar(self.iso or "", self)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.chosen.connect(self._pick)
        calendar.open_below(self.button)

    def _pick(self, iso: str) -> None:
        self.field.setText(iso)
        self.picked.emit()


class Calendar(QFrame):
    """The Gregorian month, and the Hijri day under it; one follows the other."""

    chosen = Signal(str)
    """A day (``YYYY-MM-DD``)."""

    def __init__(self, iso: str, parent: QWidget | None = None) -> None:
        """Begins at a date, today where that is empty."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.page = QCalendarWidget()
        self.page.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.page.setAccessibleName(self.tr("Gregorian date"))
        # Qt paints Saturday and Sunday red, whatever days are free where the user is.
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self.palette().text())
        head.setForeground(self.palette().placeholderText())
        head.setBackground(self.palette().base())
        for day in Qt.DayOfWeek:
            self.page.setWeekdayTextFormat(day, plain)
        self.page.setHeaderTextFormat(head)
        self.day, self.year = QSpinBox(), QSpinBox()
        self.day.setRange(1, 30)
        self.day.setAccessibleName(self.tr("Hijri day"))
        self.month = QComboBox()
        self.month.addItems(HIJRI_MONTHS)
        self.month.setAccessibleName(self.tr("Hijri month"))
        self.year.setRange(*HIJRI_YEARS)
        self.year.setAccessibleName(self.tr("Hijri year"))
        self.take = QPushButton(self.tr("Choose"))
        self.take.clicked.connect(lambda: self._choose(self.page.selectedDate()))
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Hijri")))
        for widget in (self.day, self.month, self.year):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.page)
        column.addLayout(row)
        column.addWidget(self.take)
        self._following = False
        self.page.selectionChanged.connect(self._follow_gregorian)
        self.page.activated.connect(self._choose)
        self.page.clicked.connect(self._choose)
        self.day.valueChanged.connect(self._follow_hijri)
        self.month.currentIndexChanged.connect(self._follow_hijri)
        self.year.valueChanged.connect(self._follow_hijri)
        parts = [int(part) for part in iso.split("-")] if iso else []
        date = QDate(*[*parts, 1, 1][:3]) if parts else QDate.currentDate()
        self.page.setSelectedDate(date)
        self._follow_gregorian()

    def open_below(self, button: QWidget) -> None:
        """Come up below a button, wholly on the screen."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(0, button.height()))
        room = self.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        self.page.setFocus()

    def _follow_gregorian(self) -> None:
        parts = hijri_parts(self.page.selectedDate().toString(Qt.DateFormat.ISODate))
        if parts is None or self._following:
            return
        self._following = True
        year, month, day = parts
        self.year.setValue(year)
        self.month.setCurrentIndex(month - 1)
        self.day.setValue(day)
        self._following = False

    def _follow_hijri(self) -> None:
        if self._following:
            return
        # A month of 29 days has no 30th: its last day is meant.
        chosen = (self.year.value(), self.month.currentIndex() + 1)
        iso = from_hijri(*chosen, self.day.value()) or from_hijri(*chosen, 29)
        if iso:
            self._following = True
            self.page.setSelectedDate(QDate.fromString(iso, Qt.DateFormat.ISODate))
            self._following = False
            self._follow_gregorian()

    def _choose(self, date: QDate) -> None:
        self.chosen.emit(date.toString(Qt.DateFormat.ISODate))
        self.close()
