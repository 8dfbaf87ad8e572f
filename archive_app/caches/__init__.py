"""The caches of an archive: catalogue and index as one pair, and the stories they show."""

from archive_app.caches.pair import Caches, cache_folder, field_words, prepare

__all__ = ["Caches", "cache_folder", "field_words", "prepare"]
