"""The folder and the archive brought together: what changed outside is seen and taken in.

`refresh` is the entrance. It goes in steps, each a module: `walk` (what is on the disk),
`compare` (what each path was and is), `decide` (a table: what is to be done about it), `apply`.
"""

from archive_app.sync.refresh import refresh

__all__ = ["refresh"]
