"""End text files in one line feed: what is given is put right, and told.

Exits with 1 where a file was changed, so that a commit stops to be looked at.
"""

from __future__ import annotations

import sys
from pathlib import Path


def put_right(path: Path) -> bool:
    """Whether the file did not end in one line feed; it does now. An empty file is well so."""
    data = path.read_bytes()
    end = b"\r\n" if data.endswith(b"\r\n") else b"\n"
    right = data.rstrip(b"\r\n") + end if data.strip(b"\r\n") else b""
    if data != right:
        path.write_bytes(right)
        print(path)
    return data != right


if __name__ == "__main__":
    changed = [name for name in sys.argv[1:] if put_right(Path(name))]
    sys.exit(bool(changed))
