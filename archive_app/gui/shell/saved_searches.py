"""The questions that are kept with the archive, each under a name."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from archive_app.core.fields import ORDERS
from archive_app.core.model import Filters
from archive_app.gui.kit.context import Context
from archive_app.gui.kit.drafts import Draft
from archive_app.gui.kit.filter_state import from_json, to_json
from archive_app.gui.kit.i18n import isolate
from archive_app.gui.results.results_pane import Question


class SavedSearches(QObject):
    """Saves questions, gives them back and forgets them."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        context.drafts.saved.connect(self._saved)

    def save(self, question: Question) -> None:
        """Ask for a name and keep a question with the archive."""
        if not question.text and question.filters == Filters():
            self._context.tell(self.tr("Search or filter first; then it can be saved."))
            return
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save this search"))
        dialog.setLabelText(self.tr("Name:"))
        dialog.setTextValue(question.text)
        dialog.textValueSelected.connect(lambda name: self._keep(name.strip(), question))
        dialog.open()

    def _keep(self, name: str, question: Question) -> None:
        if not name:
            return
        value = {
            "query": question.text,
            "lens": question.lens.value,
            "sort": question.sort,
            "filters": to_json(question.filters),
        }
        self._context.drafts.save(Draft("search", "", name, value))

    def _saved(self, draft: Draft) -> None:
        if draft.kind == "search":
            self._context.tell(self.tr("Saved as %1.").replace("%1", isolate(draft.target)))

    def question(self, name: str) -> Question:
        """The question saved under a name (an empty one where there is none)."""
        value = self._context.archive.settings.saved_searches.get(name)
        if not isinstance(value, dict):
            return Question()
        question = Question(text=str(value.get("query", "")), sort=str(value.get("sort", "")))
        if question.sort not in ORDERS:
            question.sort = "relevance"
        if value.get("lens") in {"exact", "word", "root"}:
            question.lens = type(question.lens)(value["lens"])
        question.filters = from_json(value.get("filters"))
        return question

    def forget(self, name: str) -> None:
        """Forget a saved search."""
        archive = self._context.archive
        kept = {key: item for key, item in archive.settings.saved_searches.items() if key != name}
        self._context.write(lambda: archive.save_settings(saved_searches=kept))
