"""The caches of an archive: catalogue and index as one pair, and the stories they show."""

from archive_app.caches.caches import Caches, cache_folder
from archive_app.caches.prepared import field_words, prepare

__all__ = ["Caches", "cache_folder", "field_words", "prepare"]
