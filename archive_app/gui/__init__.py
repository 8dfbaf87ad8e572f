"""The window. Nothing below it imports Qt, and nothing but ``cli.py`` stands beside it."""

from archive_app.core.none_guard import keep_none

keep_none()
