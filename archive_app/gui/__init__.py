"""The window: panes, models and delegates over the archive's façade. All Qt lives here."""

from archive_app.core.none_guard import keep_none

keep_none()
