"""Tags that readers take for one, and the offer to make them one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from archive_app.gui.dialogs.listing import ListDialog
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.kit.jobs import Jobs

NAMES = Qt.ItemDataRole.UserRole + 1
"""The names of a group's tags that go, and of the one that stays: old → new."""


class SimilarTagsDialog(ListDialog):
    """A row for each group of look-alikes; those that are ticked are merged, in one step."""

    def __init__(self, context: Context, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._jobs = jobs
        self.list = QListWidget()
        self.list.itemChanged.connect(lambda _: self._changed())
        self.empty.say(self.tr("No two tags look alike."))
        about = QLabel(
            self.tr("These tags differ in no letter that readers see. The most used of each stays.")
        )
        about.setWordWrap(True)
        self.merge = self._add_button(self.tr("Merge"), self._merge)
        self._lay_out(self.tr("Similar tags"), self.list, (560, 420), about)
        self._about = about
        self._changed()
        context.read(context.archive.look_alike_tags, self._show)

    def _show(self, groups: list[tuple[str, ...]]) -> None:
        for stays, *go in groups:
            names = self.tr(", ").join(map(isolate, go))
            text = self.tr("%1 becomes %2").replace("%1", names).replace("%2", isolate(stays))
            row = QListWidgetItem(text)
            row.setData(NAMES, dict.fromkeys(go, stays))
            row.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(row)
        self._show_empty(not groups)
        self._about.setVisible(bool(groups))
        self._changed()

    def _names(self) -> dict[str, str]:
        rows = [self.list.item(at) for at in range(self.list.count())]
        names: dict[str, str] = {}
        for row in rows:
            if row.checkState() is Qt.CheckState.Checked:
                names |= row.data(NAMES)
        return names

    def _changed(self) -> None:
        self.merge.setEnabled(bool(self._names()) and not self._context.archive.read_only)

    def _merge(self) -> None:
        self._jobs.edit(self.tr("Merging tags"), "rename_tags", names=self._names())
        self.accept()
