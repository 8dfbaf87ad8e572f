"""How articles come in: files found, read in worker processes, stored with their sidecars,
listed and indexed, in batches with one durable commit each.

`Archive` is the only caller. The stages are modules: `finding` (what files there are),
`reading` (what a worker makes of one), `pipeline` (duplicates, storing, batches), `taking`
(what lies in the archive already), `refreshing` (what changed from outside), `reports`.
"""

from archive_app.importing.pipeline import import_bytes, import_paths
from archive_app.importing.refreshing import refresh
from archive_app.importing.taking import take_in
from archive_app.stories import find_stories

__all__ = ["find_stories", "import_bytes", "import_paths", "refresh", "take_in"]
