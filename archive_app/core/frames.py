"""Processes of our own: how they are started, and the frames in which they talk.

A frame is a length of four bytes (little-endian) and so many bytes more. It goes over the
standard input and output of a child, which is the same interpreter as its parent; what a frame
holds is a pickle, for nobody but parent and child ever holds its ends.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from typing import BinaryIO


def start_process(module: str, flag: str) -> subprocess.Popen[bytes]:
    """Start ``module``'s ``main`` in a process of its own, with pipes to and from it.

    A packaged program starts itself with ``flag`` instead. Raises OSError.
    """
    if getattr(sys, "frozen", False):
        command = [sys.executable, flag]
    else:
        code = f"import sys; sys.path[:] = {sys.path!r}; from {module} import main; main()"
        command = [sys.executable, "-c", code]
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """In a child: its orders and its results; what a library prints goes nowhere from now on."""
    orders = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(silent, number)
    return orders, results


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the stream's end, also where it ends within a frame."""
    header = stream.read(4)
    if len(header) < 4:
        return None
    (length,) = struct.unpack("<I", header)
    data = stream.read(length)
    return data if len(data) == length else None


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Write one frame and flush it. Raises OSError where nobody reads any more."""
    stream.write(struct.pack("<I", len(data)) + data)
    stream.flush()
