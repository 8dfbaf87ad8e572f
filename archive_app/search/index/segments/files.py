"""The segment file as bytes: named sections, checksums by the block, read through a memory map.

Nothing here knows what the sections mean. Opening reads the directory at the file's end and
no more; each block of the data is checked when it is first touched. See
``docs/index-format.md``.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from archive_app.core import disk
from archive_app.core.arrays import Array
from archive_app.core.errors import CacheError

FORMAT = 1
"""Changes with the layout of segment files."""

MAGIC = b"KHZNSEG\n"
BLOCK = 1 << 14
"""Bytes under one checksum. A posting list of a rare word touches one."""

_TRAILER = struct.Struct("<QIII8s")
"""Where the directory lies, its length, its CRC-32, the format, the magic; ends the file."""

_ALIGN = 8


class SectionWriter:
    """Writes a segment file, section by section, then its directory. Nothing of it counts until
    `finish` has returned: then it is on the disk."""

    def __init__(self, path: Path) -> None:
        self._file = disk.NewFile(path)
        self._sections: dict[str, tuple[int, int, str]] = {}
        self._sums: list[int] = []
        self._block = bytearray()
        self._at = 0
        self._write(MAGIC)

    def _write(self, data: bytes | memoryview) -> None:
        view = memoryview(data).cast("B")
        self._at += len(view)
        if self._block:
            room = BLOCK - len(self._block)
            self._block += view[:room]
            view = view[room:]
            if len(self._block) < BLOCK:
                return
            self._flush(self._block)
            self._block.clear()
        whole = len(view) - len(view) % BLOCK
        for start in range(0, whole, BLOCK):
            self._sums.append(zlib.crc32(view[start : start + BLOCK]))
        if whole:
            self._file.write(view[:whole])
        self._block += view[whole:]

    def _flush(self, block: bytes | bytearray) -> None:
        self._sums.append(zlib.crc32(block))
        self._file.write(block)

    def add(self, name: str, *arrays: Array) -> None:
        """Write a section: arrays of one type, one after the other."""
        self._write(bytes(-self._at % _ALIGN))
        start = self._at
        kind = arrays[0].dtype.newbyteorder("<")
        for array in arrays:
            self._write(np.ascontiguousarray(array, dtype=kind).data)
        self._sections[name] = (start, self._at - start, kind.str)

    def finish(self, facts: Mapping[str, Any]) -> int:
        """Write the directory with these facts (JSON), and all of it to the disk; its bytes."""
        if self._block:
            self._flush(self._block)
        sums = np.array(self._sums, dtype="<u4").tobytes()
        directory = json.dumps(
            {"data": self._at, "sections": self._sections, "facts": facts}, ensure_ascii=False
        ).encode()
        tail = struct.pack("<I", len(directory)) + directory + sums
        self._file.write(tail)
        self._file.write(_TRAILER.pack(self._at, len(tail), zlib.crc32(tail), FORMAT, MAGIC))
        return self._file.finish(durable=True).st_size

    def abandon(self) -> None:
        """Close and delete the unfinished file."""
        self._file.abandon()


class Section:
    """One section's array, and the checking of what is taken from it."""

    __slots__ = ("_file", "_start", "_width", "array")

    def __init__(self, file: SectionFile, start: int, array: Array) -> None:
        self._file = file
        self._start = start
        self._width = array.itemsize
        self.array = array

    def checked(self) -> Array:
        """The whole array, all its blocks checked."""
        self._file.check(self._start, self._start + self.array.nbytes)
        return self.array

    def part(self, start: int, stop: int) -> Array:
        """``array[start:stop]``, its blocks checked."""
        if not 0 <= start <= stop <= len(self.array):
            self._file.damaged("offsets beyond a section")
        self._file.check(self._start + start * self._width, self._start + stop * self._width)
        return self.array[start:stop]

    def pieces(self, starts: Array, stops: Array) -> list[bytes]:
        """Each range as bytes (of a section of bytes), its blocks checked."""
        if len(starts) and (int(stops.max()) > len(self.array) or bool((starts > stops).any())):
            self._file.damaged("offsets beyond a section")
        starts, stops = starts + self._start, stops + self._start
        self._file.check_all(starts, stops)
        data = self._file.bytes
        ranges = zip(starts.tolist(), stops.tolist(), strict=True)
        return [data[start:stop] for start, stop in ranges]

    def parts(self, starts: Array, stops: Array) -> Array:
        """The ranges one after the other, their blocks checked."""
        if not len(starts):
            return self.array[:0]
        if len(starts) == 1:
            return self.part(int(starts[0]), int(stops[0]))
        if int(stops.max()) > len(self.array) or bool((starts > stops).any()):
            self._file.damaged("offsets beyond a section")
        base, width = self._start, self._width
        self._file.check_all(base + starts * width, base + stops * width)
        array = self.array
        return np.concatenate(
            [array[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)]
        )


class SectionFile:
    """A segment file, opened. Keep it as long as its arrays are used."""

    def __init__(self, path: Path) -> None:
        """Open it; raises `CacheError` where the file or its directory is damaged."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise CacheError(path, f"cannot be read: {error}") from error
        self.size = len(self._map)
        self.bytes = self._map
        """The whole file; slices are bytes. Check what is taken from it."""
        self._read_directory()

    def _read_directory(self) -> None:
        data = self._map
        if self.size < _TRAILER.size + len(MAGIC) or data[: len(MAGIC)] != MAGIC:
            self.damaged("not a segment")
        at, length, crc, version, magic = _TRAILER.unpack(data[-_TRAILER.size :])
        if magic != MAGIC or at + length + _TRAILER.size != self.size:
            self.damaged("no directory")
        if version != FORMAT:
            raise CacheError(self.path, f"format {version}, not {FORMAT}")
        tail = data[at : at + length]
        if zlib.crc32(tail) != crc:
            self.damaged("the directory's checksum")
        try:
            (width,) = struct.unpack_from("<I", tail)
            directory = json.loads(tail[4 : 4 + width])
            self._data: int = directory["data"]
            self.facts: dict[str, Any] = directory["facts"]
            self._sections: dict[str, tuple[int, int, str]] = directory["sections"]
        except (ValueError, KeyError, TypeError, struct.error) as error:
            self.damaged(f"the directory: {error}")
        self._sums = np.frombuffer(tail, dtype="<u4", offset=4 + width)
        if self._data != at or len(self._sums) != -(-self._data // BLOCK):
            self.damaged("the directory's checksums")
        self._checked = bytearray(len(self._sums))
        self.sound = False
        """Whether every block has been checked."""

    def damaged(self, what: str) -> NoReturn:
        """Raise a `CacheError` about this file."""
        raise CacheError(self.path, f"damaged: {what}")

    def section(self, name: str) -> Section:
        """A section by its name; raises `CacheError` where there is none."""
        try:
            start, length, kind = self._sections[name]
            dtype = np.dtype(kind)
            array: Array = np.frombuffer(self._map, dtype, length // dtype.itemsize, start)
        except (KeyError, ValueError, TypeError) as error:
            self.damaged(f"section {name}: {error}")
        return Section(self, start, array)

    def names(self) -> Iterator[str]:
        """The names of the sections."""
        return iter(self._sections)

    def check(self, start: int, stop: int) -> None:
        """Compare the checksums of the blocks that hold these bytes, those not yet compared."""
        if self.sound or stop <= start:
            return
        first, last = start // BLOCK, (stop - 1) // BLOCK + 1
        number = self._checked.find(0, first, last)
        while number >= 0:
            block = self._map[number * BLOCK : min((number + 1) * BLOCK, self._data)]
            if zlib.crc32(block) != self._sums[number]:
                self.damaged(f"block {number}")
            self._checked[number] = 1
            number = self._checked.find(0, number + 1, last)

    def check_all(self, starts: Array, stops: Array) -> None:
        """The same for many ranges at once."""
        if self.sound:
            return
        done = np.frombuffer(self._checked, dtype=np.bool_)
        first, last = starts // BLOCK, np.maximum(stops - 1, starts) // BLOCK
        # Most ranges are short, and lie in blocks that were compared long ago.
        sure = done[first] & done[last] & (last <= first + 1)
        if not sure.all():
            for place in np.flatnonzero(~sure).tolist():
                self.check(int(starts[place]), int(stops[place]))

    def verify(self) -> None:
        """Check every block; raises `CacheError` at the first that is damaged."""
        self._checked = bytearray(len(self._sums))
        self.sound = False
        self.check(0, self._data)
        self.sound = True
