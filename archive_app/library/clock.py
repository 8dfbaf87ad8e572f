"""How the times in sidecars compare: UTC, ISO 8601, with a trailing ``Z``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from archive_app.core.times import now


def later(*than: str) -> str:
    """The present time, or the time just after the latest of ``than`` where the clock is behind.

    Every change of something that has a time takes its new time from here, so that "the newest
    change wins" holds also on a machine whose clock is behind and for two changes in one moment.
    """
    present = time_key(now())
    newest = max((time_key(text) for text in than), default="")
    if newest < present:
        return present
    return _written(datetime.fromisoformat(newest) + timedelta(microseconds=1))


@lru_cache(maxsize=8192)
def time_key(text: str) -> str:
    """A time in one form that sorts as text: UTC with microseconds; ``""`` for what is no time.

    A time without a zone is taken as UTC, a date as its first moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return _written(moment.astimezone(UTC))
    except OverflowError:
        return ""


def _written(moment: datetime) -> str:
    """A UTC time to the microsecond; the offset of UTC is written ``Z``."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
