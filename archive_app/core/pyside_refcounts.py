"""Keeps CPython 3.11 alive under PySide6 6.12.0, which gives away references to None.

That release is compiled for Python 3.12 and later, where None is immortal. On 3.11 each call
of a Qt function that returns nothing takes one reference from None without owning it; after
some 5,000 calls the interpreter stops with "none_dealloc: deallocating None"; True and False
go the same way, if less often. Measured: 6.11.3 on 3.11 and 6.12.0 on 3.12 are unharmed.
There is no Qt in this module.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 48
"""References added: at a million lost a second they last nine years."""


def keep_none() -> bool:
    """Give None, True and False more references than could ever be lost.

    Call before Qt is used, as often as you like; returns whether anything was to be done (never
    on Python 3.12 and later).
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return False
    if sys.getrefcount(None) > _PLENTY // 2:
        return False
    for lasting in (None, True, False, NotImplemented):
        # The count is the first field of every object; the interpreter lock is held here.
        ctypes.c_ssize_t.from_address(id(lasting)).value += _PLENTY
    return True
