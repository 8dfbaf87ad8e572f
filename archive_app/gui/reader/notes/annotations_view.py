"""All highlights and notes of the archive: searched, filtered, and a step from their passages."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import COLORS, Article, Changes
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.theme import paper_for
from archive_app.gui.reader.notes.annotations_model import (
    PERIODS,
    AnnotationDelegate,
    AnnotationsModel,
    Row,
    within,
)
from archive_app.gui.reader.notes.colors import color_name, swatch


class AnnotationsView(QWidget):
    """The library-wide list. It reads off the GUI thread; newer questions overtake older."""

    chosen = Signal(str, str)
    """An annotation is to be seen in its article: the article's id, the annotation's id."""
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotations_view")
        self._context = context
        self._article: Article | None = None
        self._rows: tuple[Row, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        first = QHBoxLayout()
        first.setContentsMargins(12, 0, 8, 0)
        first.setSpacing(4)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Search the highlights and notes of all articles"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setClearButtonEnabled(True)
        first.addWidget(self.field, 1)
        self.leave = QToolButton(self)
        self.leave.setToolTip(self.tr("Back to the article"))
        self.leave.setAccessibleName(self.tr("Back to the article"))
        self.leave.clicked.connect(self.closed)
        first.addWidget(self.leave)
        column.addLayout(first)
        column.addLayout(self._second_row())
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "muted")
        self.empty.setContentsMargins(16, 24, 16, 8)
        column.addWidget(self.empty)
        self.model = AnnotationsModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(AnnotationDelegate(context, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(False)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setAccessibleName(self.tr("Highlights and notes"))
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        column.addWidget(self.list, 1)
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self.reload)
        self.field.textChanged.connect(lambda _: self._soon.start())
        context.theme_changed.connect(self._dress)
        self._dress()

    def _second_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        self.colors: dict[str, QToolButton] = {}
        for color in COLORS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setIconSize(QSize(18, 18))
            button.clicked.connect(lambda on, c=color: self._only(c if on else ""))
            row.addWidget(button)
            self.colors[color] = button
        self.tag = QComboBox(self)
        self.tag.setAccessibleName(self.tr("Tag"))
        self.tag.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tag.addItem(self.tr("Any tag"), "")
        self.tag.activated.connect(lambda _: self.reload())
        row.addWidget(self.tag)
        self.period = QComboBox(self)
        self.period.setAccessibleName(self.tr("Date"))
        for key, text in zip(
            PERIODS,
            (
                self.tr("Any time"),
                self.tr("Today"),
                self.tr("This week"),
                self.tr("This month"),
                self.tr("This year"),
            ),
            strict=True,
        ):
            self.period.addItem(text, key)
        self.period.activated.connect(lambda _: self._show())
        row.addWidget(self.period)
        self.only = QToolButton(self)
        self.only.setProperty("role", "chip")
        self.only.setToolTip(self.tr("Show those of every article"))
        self.only.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.only.clicked.connect(lambda: self.show_only(None))
        self.only.hide()
        row.addWidget(self.only)
        row.addStretch(1)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        row.addWidget(self.count)
        return row

    # ------------------------------------------------------------ asking

    def open(self) -> None:
        """Show what there is now."""
        self.reload()
        self.field.setFocus()

    def show_only(self, article: Article | None) -> None:
        """Show those of one article, or of all (None)."""
        self._article = article
        self.only.setVisible(article is not None)
        if article is not None:
            name = article.metadata.title or article.path
            self.only.setText(isolate(name if len(name) < 36 else name[:35] + "…"))
        self.reload()

    def refresh(self, changes: Changes) -> None:
        """Ask again when annotations changed."""
        changed = changes.annotations or changes.removed or changes.added or changes.text
        if changed and self.isVisible():
            self._soon.start()
        if changes.settings:
            self._dress()

    def reload(self) -> None:
        """Ask the archive."""
        self._soon.stop()
        archive, query = self._context.archive, self.field.text()
        color = next((c for c, button in self.colors.items() if button.isChecked()), "")
        tag = self.tag.currentData() or ""
        article = self._article.id if self._article is not None else ""
        self._context.read(
            lambda: archive.find_annotations(query, color=color, tag=tag, article=article),
            self._answer,
            latest="reader-all-annotations",
        )

    def _answer(self, rows: tuple[Row, ...]) -> None:
        self._rows = tuple(rows)
        plain = not self.field.text().strip() and not self.tag.currentData()
        if plain and not any(button.isChecked() for button in self.colors.values()):
            self._learn_tags()
        self._show()

    def _learn_tags(self) -> None:
        tags = sorted({tag for _, item in self._rows for tag in item.tags})
        while self.tag.count() > 1:
            self.tag.removeItem(1)
        for tag in tags:
            self.tag.addItem(isolate(tag), tag)

    def _show(self) -> None:
        rows = within(self._rows, self.period.currentData() or "")
        self.model.set_rows(rows)
        self.count.setText(self.tr("%n found", "", len(rows)) if rows else "")
        self.list.setVisible(bool(rows))
        asked = self.field.text().strip() or self._rows or self._article
        text = self.tr("No matches; try fewer conditions.")
        if not asked and not any(button.isChecked() for button in self.colors.values()):
            text = self.tr("No highlights yet: select a passage and choose a colour.")
        self.empty.setText(text)
        self.empty.setVisible(not rows)

    def _only(self, color: str) -> None:
        for name, button in self.colors.items():
            button.setChecked(name == color)
        self._dress()
        self.reload()

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.chosen.emit(row[0].id, row[1].id)

    def _dress(self) -> None:
        context = self._context
        paper = paper_for("auto", context.theme)
        names = context.archive.settings.color_names
        for color, button in self.colors.items():
            button.setIcon(swatch(color, paper, checked=button.isChecked(), size=18))
            button.setToolTip(color_name(color, names))
            button.setAccessibleName(color_name(color, names))
        self.leave.setIcon(context.icons.icon("close"))
        self.only.setIcon(context.icons.icon("close"))
