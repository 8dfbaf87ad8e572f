"""What is known of an article, to correct in place: metadata, dates, repairs, its story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.core.model import Article, Repair
from archive_app.gui.kit import messages
from archive_app.gui.kit.commands import Id
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.drafts import Draft
from archive_app.gui.kit.i18n import date_text, isolate
from archive_app.gui.reader.date_entry import DateEntry
from archive_app.gui.reader.loading import Loaded
from archive_app.gui.reader.notes.tag_editor import TagEditor
from archive_app.text.authors import join_authors, split_authors
from archive_app.text.direction import direction

WIDTH = 288


def _repair_name(kind: str) -> str:
    translate = QCoreApplication.translate
    return {
        "mojibake": translate("reader_details", "Letters of a wrong encoding"),
        "reversed": translate("reader_details", "Lines written backwards"),
        "presentation": translate("reader_details", "Letters stored as shapes"),
        "lam-alef": translate("reader_details", "Lam-alef broken apart"),
    }.get(kind, kind)


def _origin_name(origin: str) -> str:
    translate = QCoreApplication.translate
    return {
        "meta": translate("reader_details", "the page’s own data"),
        "json-ld": translate("reader_details", "the page’s own data"),
        "url": translate("reader_details", "the address"),
        "dateline": translate("reader_details", "the dateline"),
        "byline": translate("reader_details", "the byline"),
        "text": translate("reader_details", "the text"),
        "user": translate("reader_details", "you"),
    }.get(origin, origin)


def joined(value: str | Sequence[str]) -> str:
    """A field's value as it is typed: several with commas between them, or semicolons."""
    return value if isinstance(value, str) else join_authors(value)


class DetailsPanel(QScrollArea):
    """The side panel of an article's details. Leaving a field writes it; undo takes it back."""

    articleRequested = Signal(str)
    compareRequested = Signal(str)
    """The article is to be put beside this one (an id)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details_panel")
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._context = context
        self._loaded: Loaded | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._marks: dict[str, QLabel] = {}
        sheet = QWidget(self)
        sheet.setObjectName("details_sheet")
        self.setStyleSheet("#details_sheet, #details_panel { background: transparent; }")
        self.viewport().setAutoFillBackground(False)
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(16, 12, 16, 24)
        self._column.setSpacing(4)
        self.setWidget(sheet)
        for name, text in (
            ("title", self.tr("Title")),
            ("source", self.tr("Source")),
            ("creator", self.tr("Authors, separated by commas")),
            ("date", self.tr("Date, such as %1").replace("%1", isolate("2017-04-26"))),
        ):
            self._field(name, text)
        self.dates = self._section()
        for name, text in (
            ("language", self.tr("Language (ar, en, …)")),
            ("identifier", self.tr("Address (URL)")),
            ("description", self.tr("Description")),
        ):
            self._field(name, text)
        self._label(self.tr("Tags"))
        self.tags = TagEditor(context, sheet)
        self.tags.added.connect(lambda tag: self._tag([tag], []))
        self.tags.removed.connect(lambda tag: self._tag([], [tag]))
        self._column.addWidget(self.tags)
        self.repairs = self._section()
        self.left_out = self._section()
        self.warnings = self._section()
        self.whole = self._section()
        self.story = self._section()
        self.about = QLabel(sheet)
        self.about.setWordWrap(True)
        self.about.setProperty("role", "muted")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addSpacing(12)
        self._column.addWidget(self.about)
        self.folder = QToolButton(sheet)
        self.folder.setProperty("role", "link")
        self.folder.setText(self.tr("Open the original"))
        self.folder.clicked.connect(self._open_original)
        self._column.addWidget(self.folder)
        self._column.addStretch(1)
        context.drafts.saved.connect(self._drafted)
        context.drafts.refused.connect(self._drafted)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "muted")
        self._column.addSpacing(4)
        self._column.addWidget(label)
        return label

    def _field(self, name: str, text: str) -> None:
        label = self._label(text)
        field = QLineEdit(self)
        field.setAccessibleName(text)
        label.setBuddy(field)
        field.editingFinished.connect(lambda: self._write(name))
        field.textEdited.connect(lambda _: self._type(name))
        if name == "date":
            self.date = DateEntry(self._context, field, self)
            self.date.picked.connect(lambda: self._write("date"))
            self._column.addWidget(self.date)
        else:
            self._column.addWidget(field)
        self._fields[name] = field
        mark = QLabel(self.tr("Not saved yet; it is tried again."), self)
        mark.setProperty("role", "danger")
        mark.setWordWrap(True)
        mark.hide()
        self._column.addWidget(mark)
        self._marks[name] = mark

    def _section(self) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setSpacing(2)
        self._column.addLayout(section)
        return section

    # ------------------------------------------------------------ showing

    def show_article(self, loaded: Loaded | None) -> None:
        """Show what is known of an article; what is being typed on another is written first."""
        old = self._loaded
        other = old is not None and (loaded is None or loaded.id != old.id)
        for name, field in self._fields.items() if other else ():
            if field.hasFocus():
                self._write(name)
        self._loaded = loaded
        self.setEnabled(loaded is not None)
        if loaded is None:
            return
        article = loaded.content.article
        for name in self._fields:
            if other or not self._fields[name].hasFocus():
                self._show_value(article, name)
        drafts = self._context.drafts
        self.tags.set_tags(drafts.tags_with(article.id, article.tags))
        self.tags.show_unsaved(drafts.refused_value("tags", article.id) is not None)
        self._show_dates(article)
        self._show_repairs(loaded.content.repairs, loaded.refused)
        self._show_left_out(loaded.left_out)
        self._fill(
            self.warnings, [self._plain(messages.reason(key)) for key in loaded.content.warnings]
        )
        self._show_whole(article)
        self._show_story(article)
        words = self.tr("%n word(s)", "", article.words)
        added = self.tr("added %1").replace("%1", date_text(article.added[:10]))
        self.about.setText(f"{words} · {added}\n{isolate(article.path)}")

    def _show_value(self, article: Article, name: str) -> None:
        """Show a field: what the archive has, or what it has not taken yet, marked so."""
        value = self._context.drafts.refused_value("metadata", article.id, name)
        self._set(name, self._value(article, name) if value is None else joined(value))
        self._marks[name].setVisible(value is not None)

    def _drafted(self, draft: Draft) -> None:
        """What was typed here was taken by the archive, or was not."""
        if self._loaded is None or draft.article != self._loaded.id:
            return
        drafts = self._context.drafts
        if draft.kind == "tags":
            waits = drafts.refused_value("tags", draft.article) is not None
            self.tags.show_unsaved(waits)
        elif draft.kind == "metadata" and draft.target in self._marks:
            value = drafts.refused_value("metadata", draft.article, draft.target)
            self._marks[draft.target].setVisible(value is not None)

    @staticmethod
    def _value(article: Article, name: str) -> str:
        return joined(getattr(article.metadata, name))

    def _set(self, name: str, value: str) -> None:
        field = self._fields[name]
        field.setText(value)
        field.setCursorPosition(0)
        rtl = direction(value, "rtl" if self._context.rtl else "ltr") == "rtl"
        field.setAlignment(
            (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
        )

    def _plain(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _fill(self, section: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
        while (item := section.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for widget in widgets:
            section.addWidget(widget)

    def _show_dates(self, article: Article) -> None:
        """The other dates that were found, each to choose."""
        chosen = article.metadata.date
        buttons: list[QWidget] = []
        seen = {chosen}
        for candidate in article.metadata.dates:
            if candidate.date in seen:
                continue
            seen.add(candidate.date)
            button = QToolButton(self)
            button.setProperty("role", "link")
            text = self.tr("%1, from %2").replace("%1", isolate(date_text(candidate.date)))
            button.setText(text.replace("%2", _origin_name(candidate.origin)))
            button.setToolTip(isolate(candidate.quote))
            button.clicked.connect(lambda _=False, date=candidate.date: self._choose(date))
            buttons.append(button)
        self._fill(self.dates, buttons)

    def _show_repairs(self, repairs: Sequence[Repair], refused: Sequence[str]) -> None:
        widgets: list[QWidget] = []
        for repair in repairs:
            if repair.kind in refused:
                continue
            box = QCheckBox(_repair_name(repair.kind), self)
            box.setChecked(True)
            box.setToolTip(self.tr("Clear the box to read the text as it is in the file."))
            box.toggled.connect(lambda on, kind=repair.kind: self._refuse(kind, not on))
            count = self.tr("Repaired %n time(s)", "", repair.count)
            sample = self.tr("Before: %1\nAfter: %2")
            sample = sample.replace("%1", isolate(repair.before))
            label = self._plain(f"{count}\n{sample.replace('%2', isolate(repair.after))}")
            label.setProperty("role", "muted")
            widgets += [box, label]
        for kind in refused:
            box = QCheckBox(_repair_name(kind), self)
            box.setToolTip(self.tr("Tick the box to repair the text again."))
            box.toggled.connect(lambda on, kind=kind: self._refuse(kind, not on))
            widgets.append(box)
        self._fill(self.repairs, widgets)

    def _show_left_out(self, count: int) -> None:
        """How many lines the reader passes over, and the switch that shows them."""
        if not count:
            self._fill(self.left_out, [])
            return
        box = QCheckBox(self.tr("Show %Ln line(s) left out", "", count), self)
        box.setToolTip(self.tr("Buttons of a web page, running heads: found and kept, not shown."))
        box.setChecked(self._context.setting("left_out"))
        box.toggled.connect(lambda _: self._context.run(Id.LEFT_OUT))
        self._fill(self.left_out, [box])

    def _show_whole(self, article: Article) -> None:
        """What the article is a part of: the message that it was attached to, its package."""
        self._fill(self.whole, [])
        if not article.parent:
            return
        archive = self._context.archive
        self._context.read(
            lambda: archive.article(article.parent),
            lambda whole: self._link_whole(article.id, whole),
            lambda _: None,  # it is not in the archive any more
            latest="reader-whole",
        )

    def _link_whole(self, article_id: str, whole: Article) -> None:
        if self._loaded is None or self._loaded.id != article_id:
            return
        button = QToolButton(self)
        button.setProperty("role", "link")
        title = isolate(whole.metadata.title or whole.path)
        button.setText(self.tr("Part of: %1").replace("%1", title))
        button.setToolTip(title)
        button.clicked.connect(lambda: self.articleRequested.emit(whole.id))
        self._fill(self.whole, [button])

    def _show_story(self, article: Article) -> None:
        self._fill(self.story, [])
        if not article.story:
            return
        archive, number = self._context.archive, article.story
        self._context.read(
            lambda: archive.story(number),
            lambda found: self._list_story(article.id, found),
            latest="reader-story",
        )

    def _list_story(self, article_id: str, found: Sequence[Article]) -> None:
        if self._loaded is None or self._loaded.id != article_id:
            return
        widgets: list[QWidget] = [self._plain(self.tr("Also published as"))]
        widgets[0].setProperty("role", "muted")
        for other in found:
            if other.id == article_id:
                continue
            about = " · ".join(
                part for part in (other.metadata.source, date_text(other.metadata.date)) if part
            )
            button = QToolButton(self)
            button.setProperty("role", "link")
            button.setText(isolate(about or other.metadata.title))
            button.setToolTip(isolate(other.metadata.title))
            button.clicked.connect(lambda _=False, i=other.id: self.compareRequested.emit(i))
            widgets.append(button)
        self._fill(self.story, widgets if len(widgets) > 1 else [])

    # ------------------------------------------------------------ writing

    def _write(self, name: str) -> None:
        """Write a field that was changed; emptied, it goes back to what was extracted."""
        if self._loaded is None:
            return
        article = self._loaded.content.article
        draft = self._draft(article, name)
        unchanged = self._fields[name].text().strip() == self._value(article, name)
        if name == "date" and self.date.iso is None and not unchanged:
            self._context.drafts.drop(draft.key)
            self._marks[name].hide()
            self.date.refuse()
            return
        if unchanged or joined(draft.value or "") == self._value(article, name):
            self._context.drafts.drop(draft.key)
            self._marks[name].hide()
        else:
            self._context.drafts.save(draft)

    def _type(self, name: str) -> None:
        # Half a date is none yet.
        if self._loaded is not None and (name != "date" or self.date.iso is not None):
            self._context.drafts.keep(self._draft(self._loaded.content.article, name))

    def _draft(self, article: Article, name: str) -> Draft:
        """What stands in a field, as it is to be written."""
        text = " ".join(self._fields[name].text().split())
        value: Any = (self.date.iso if name == "date" else text) or None
        if name == "creator" and text:
            value = split_authors(text)
        return Draft("metadata", article.id, name, value)

    def _choose(self, date: str) -> None:
        if self._loaded is not None:
            archive, article = self._context.archive, self._loaded.id
            self._context.write(lambda: archive.set_metadata(article, date=date))

    def _refuse(self, kind: str, refuse: bool) -> None:
        if self._loaded is not None:
            archive, article = self._context.archive, self._loaded.id
            self._context.write(lambda: archive.refuse_repair(article, kind, refuse))

    def _tag(self, add: list[str], remove: list[str]) -> None:
        if self._loaded is not None:
            self._context.drafts.tag(self._loaded.id, add, remove)

    def _open_original(self) -> None:
        if self._loaded is not None and self._loaded.original is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._loaded.original)))
