"""The window: panes, models and delegates over the archive's façade. All Qt lives here."""

# PySide reads the source of every module that is imported after it, to see whether it uses Qt:
# what does not comes first, and the window some tenths of a second sooner.
import archive_app.archive  # noqa: F401
from archive_app.core.pyside_refcounts import keep_none

keep_none()
