"""The preferences: few, in three parts, and valid at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFontComboBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.gui.kit.context import Context
from archive_app.gui.kit.page import close_buttons
from archive_app.gui.kit.windows import Dialog


class PreferencesDialog(Dialog):
    """Each control sets its setting as it is changed; there is nothing to confirm."""

    language_chosen = Signal(str)
    """Another language of the interface: the window is made anew."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._settings = context.settings
        self.setWindowTitle(self.tr("Preferences"))
        self.setMinimumWidth(480)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self._general(), self.tr("General"))
        tabs.addTab(self._reading(), self.tr("Reading"))
        tabs.addTab(self._archive(), self.tr("This archive"))
        buttons = close_buttons(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(tabs)
        column.addWidget(buttons)

    # ---------------------------------------------------------------- pages

    def _general(self) -> QWidget:
        form = _form()
        language = self._choice(
            "language", {"": self.tr("System default"), "ar": "العربية", "en": "English"}
        )
        language.activated.connect(lambda _: self.language_chosen.emit(language.currentData()))
        form.addRow(self.tr("Language"), language)
        form.addRow(
            self.tr("Appearance"),
            self._choice(
                "appearance",
                {
                    "system": self.tr("System default"),
                    "light": self.tr("Light"),
                    "dark": self.tr("Dark"),
                },
            ),
        )
        form.addRow(
            self.tr("Digits"),
            self._choice(
                "numerals",
                {"auto": self.tr("Automatic"), "western": "0123456789", "arabic": "٠١٢٣٤٥٦٧٨٩"},
            ),
        )
        form.addRow("", self._flag("hijri", self.tr("Show the Hijri date as well")))
        form.addRow("", self._flag("motion", self.tr("Use animations")))
        return _page(form)

    def _reading(self) -> QWidget:
        form = _form()
        form.addRow(
            self.tr("Paper"),
            self._choice(
                "paper",
                {
                    "auto": self.tr("Match window"),
                    "white": self.tr("White"),
                    "sepia": self.tr("Sepia"),
                    "dark": self.tr("Dark"),
                },
            ),
        )
        form.addRow(
            self.tr("Arabic typeface"),
            self._font("arabic_font", QFontComboBox.FontFilter.ScalableFonts),
        )
        form.addRow(
            self.tr("Latin typeface"),
            self._font("latin_font", QFontComboBox.FontFilter.ScalableFonts),
        )
        size = QSpinBox()
        size.setRange(12, 40)
        size.setValue(self._settings.get("text_size"))
        size.valueChanged.connect(lambda value: self._settings.set("text_size", value))
        form.addRow(self.tr("Text size"), size)
        leading = QDoubleSpinBox()
        leading.setRange(1.4, 2.6)
        leading.setSingleStep(0.1)
        leading.setDecimals(1)
        leading.setValue(self._settings.get("leading"))
        leading.valueChanged.connect(lambda value: self._settings.set("leading", round(value, 1)))
        form.addRow(self.tr("Line height"), leading)
        column = QSpinBox()
        column.setRange(28, 60)
        column.setValue(self._settings.get("column"))
        column.valueChanged.connect(lambda value: self._settings.set("column", value))
        form.addRow(self.tr("Column width"), column)
        form.addRow("", self._flag("justify", self.tr("Justify paragraphs")))
        form.addRow("", self._flag("mark_read", self.tr("Mark articles as read after a while")))
        return _page(form)

    def _archive(self) -> QWidget:
        form = _form()
        form.addRow("", self._flag("watch", self.tr("Watch the archive’s folder for changes")))
        form.addRow(
            "",
            self._flag("reread", self.tr("Re-read articles when a new version reads them better")),
        )
        self.variants = QPlainTextEdit()
        self.variants.setPlaceholderText("غوتيريش = جوتيريس\nأميركا = أمريكا")
        self.variants.setTabChangesFocus(True)
        self.variants.setMinimumHeight(120)
        self.variants.setPlainText(
            "\n".join(" = ".join(group) for group in self._context.archive.settings.variants)
        )
        self.variants.setReadOnly(self._context.archive.read_only)
        form.addRow(self.tr("Name variants"), self.variants)
        hint = QLabel(self.tr("One name per line, its spellings separated by =."))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        form.addRow("", hint)
        return _page(form)

    def done(self, result: int) -> None:
        """Keep the variants with the archive, if they changed."""
        groups = parse_variants(self.variants.toPlainText())
        archive = self._context.archive
        if not archive.read_only and groups != tuple(map(tuple, archive.settings.variants)):
            self._context.write(lambda: archive.save_settings(variants=groups))
        super().done(result)

    # ---------------------------------------------------------------- controls

    def _choice(self, name: str, texts: dict[str, str]) -> QComboBox:
        box = QComboBox()
        for key, text in texts.items():
            box.addItem(text, key)
        box.setCurrentIndex(max(0, box.findData(self._settings.get(name))))
        if name != "language":
            box.activated.connect(lambda _: self._settings.set(name, box.currentData()))
        return box

    def _flag(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(self._settings.get(name))
        box.toggled.connect(lambda on: self._settings.set(name, on))
        return box

    def _font(self, name: str, filters: QFontComboBox.FontFilter) -> QFontComboBox:
        box = QFontComboBox()
        box.setFontFilters(filters)
        given = self._settings.get(name)
        if given:
            box.setCurrentFont(QFont(given))
        else:
            box.setEditText(self.tr("Serif"))
        box.currentFontChanged.connect(lambda font: self._settings.set(name, font.family()))
        return box


def parse_variants(text: str) -> tuple[tuple[str, ...], ...]:
    """Groups of spellings from lines of ``one = other``; lines with fewer than two are left out."""
    groups = []
    for line in text.splitlines():
        words = [" ".join(word.split()) for word in line.split("=")]
        group = tuple(dict.fromkeys(word for word in words if word))
        if len(group) > 1:
            groups.append(group)
    return tuple(groups)


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(8, 16, 8, 8)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(12)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _page(form: QFormLayout) -> QWidget:
    page = QWidget()
    page.setLayout(form)
    return page
