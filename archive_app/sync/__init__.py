"""The folder and the archive brought together: what changed outside is seen and taken in."""

from archive_app.sync.adopting import take_in
from archive_app.sync.refreshing import refresh

__all__ = ["refresh", "take_in"]
