"""Long work in a process of its own: what is imported or rebuilt never stalls a letter typed.

`Runner` is what a front is given: it does the work in this process, `ProcessRunner` in a second one
over the same archive. `OPERATIONS` lists what there is to be run.
"""

from archive_app.jobs.operations import OPERATIONS
from archive_app.jobs.process import ProcessRunner
from archive_app.jobs.runner import ChangesCallback, Runner

__all__ = ["OPERATIONS", "ChangesCallback", "ProcessRunner", "Runner"]
