"""Long work in a process of its own: what is imported or rebuilt never stalls a letter typed.

`Runner` is what a front is given: `ProcessRunner` sends work to a second process over the same
archive, `LocalRunner` does it in this one. `OPERATIONS` lists what there is to be run.
"""

from archive_app.jobs.operations import OPERATIONS, Selection
from archive_app.jobs.process import ProcessRunner
from archive_app.jobs.runner import Heard, LocalRunner, Runner

__all__ = ["OPERATIONS", "Heard", "LocalRunner", "ProcessRunner", "Runner", "Selection"]
