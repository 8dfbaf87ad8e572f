"""File names: safe ones for what comes in, and those of sidecars."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SUFFIX = ".annotations.json"
"""What a sidecar's name adds to its original's."""

SETTINGS = "archive.json"
"""The file of an archive's own settings."""

NAME_BYTES = 255
"""The longest file name in bytes of UTF-8 on Linux; Windows and macOS count 255 UTF-16 units."""

STORED_BYTES = 180
"""The longest name that `safe_name` gives, in bytes of UTF-8: it leaves room for the sidecar's
suffix and for what synchronisers add to the names of conflict copies."""

_SUFFIX_BYTES = 24
"""The longest suffix that is kept whole when a name is cut."""

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(\.|$))", re.IGNORECASE
)
"""Device names on Windows, whatever suffix follows (Microsoft, "Naming Files, Paths, and
Namespaces")."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "icon\r", SETTINGS})
_IGNORED = re.compile(r"^(\.|~\$|~syncthing~)|\.(crdownload|part|partial|tmp)$", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,99}\.(?!tmp|part)[0-9A-Za-z]{2,5}", re.IGNORECASE)
"""Names with which nothing can be wrong but that they are reserved."""

_BROKEN = re.compile(re.escape(SUFFIX) + r"\.broken-\d+$")


def safe_name(name: str) -> str:
    """A file name that is safe on Windows, macOS and Linux, and as near as can be to a given one.

    Only its last part counts (after a slash or backslash). Control characters, line breaks and the
    invisible ones that order text (U+202E and its like) go; so do leading dots and what Windows
    forbids; long names are cut between characters, keeping the suffix. Never empty.
    """
    if _PLAIN.fullmatch(name) and not _RESERVED.match(name) and name.lower() not in _IGNORED_NAMES:
        return name
    name = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    name = name.encode("utf-8", "replace").decode("utf-8")
    name = unicodedata.normalize("NFC", name)
    if not name.isprintable():  # white space other than blanks, and what nobody sees
        name = "".join(" " if c.isspace() else c for c in name if c.isspace() or _visible(c))
    name = re.sub(r" {2,}", " ", _FORBIDDEN.sub("-", name))
    name = name.lstrip(" .~").rstrip(" .")
    if name.lower().endswith(SUFFIX):
        name = name[: -len(".json")] + "_.json"
    if name.lower() in _IGNORED_NAMES or _RESERVED.match(name):
        name = "_" + name
    name = _cut(name, STORED_BYTES)
    if _IGNORED.search(name):
        name += "_"
    return name or "unnamed"


def numbered(name: str, number: int) -> str:
    """The name with a number before its suffix: ``a.html`` and 2 give ``a-2.html``."""
    stem, suffix = split_suffix(name)
    return _cut(stem, STORED_BYTES - len(suffix.encode()) - 8) + f"-{number}{suffix}"


def split_suffix(name: str) -> tuple[str, str]:
    """Stem and suffix (``""`` or with its dot; one that is long or holds a space is none)."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or " " in suffix or len(suffix.encode()) > _SUFFIX_BYTES:
        return name, ""
    return stem, dot + suffix


def sidecar_name(name: str) -> str:
    """The name of the sidecar of an original with this name.

    Where it would be longer than a file name can be, the original's is cut, and a digest of it
    stands for the rest.
    """
    if len(_bytes(name)) + len(SUFFIX) <= NAME_BYTES:
        return name + SUFFIX
    mark = "~" + hashlib.sha256(_bytes(name)).hexdigest()[:16]
    return _cut(name, NAME_BYTES - len(SUFFIX) - len(mark)) + mark + SUFFIX


def original_name(sidecar: str) -> str:
    """The name of the original of a sidecar with this name; ``""`` where the name is no sidecar's
    or was cut (see `sidecar_name`), so that only its contents tell."""
    if not is_sidecar(sidecar):
        return ""
    name = sidecar[: -len(SUFFIX)]
    cut = len(_bytes(sidecar)) > NAME_BYTES - 4 and re.search(r"~[0-9a-f]{16}$", name)
    return "" if cut else name


def is_sidecar(name: str) -> bool:
    """Whether a file's name is that of a sidecar (a conflict copy of one has another)."""
    return name.endswith(SUFFIX) and len(name) > len(SUFFIX)


def is_set_aside(name: str) -> bool:
    """Whether a file's name is that of a broken sidecar that was set aside."""
    return bool(_BROKEN.search(name))


def is_ignored(name: str) -> bool:
    """Whether a file's or folder's name says that it is nobody's document: hidden, temporary, a
    system's own, or half a download."""
    return name.lower() in _IGNORED_NAMES - {SETTINGS} or bool(_IGNORED.search(name))


def _visible(character: str) -> bool:
    # Cc control, Cf format (bidi controls, zero width), Cs surrogate, Co private, Cn unassigned
    return not unicodedata.category(character).startswith("C")


def _cut(name: str, limit: int) -> str:
    """A name of at most ``limit`` bytes, cut at a character that no mark follows, suffix kept."""
    if len(_bytes(name)) <= limit:
        return name
    stem, suffix = split_suffix(name)
    room = limit - len(_bytes(suffix))
    kept = _bytes(stem)[:room].decode("utf-8", "ignore")
    if len(kept) < len(stem) and unicodedata.combining(stem[len(kept)]):
        kept = kept.rstrip("".join({c for c in kept if unicodedata.combining(c)}))[:-1]
    return kept.rstrip(" .") + suffix


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


# ---------------------------------------------------------------- conflict copies

_WORDS = r"(?:conflict|konflikt|conflit|متعارض|تعارض|競合|冲突|衝突|конфликт|\d{4}-\d{2}-\d{2})"
_MARKS = "|".join(
    (
        # Syncthing, before the suffix: .sync-conflict-20260102-123456-ABCDEF7
        r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?",
        # Dropbox, Nextcloud, ownCloud, Seafile, Box, pCloud: a remark in brackets with the words
        # for "conflict" or a date: (X's conflicted copy 2026-01-02), (conflicted copy 2026-01-02
        # 123456), (SFConflict X 2026-01-02-12-34-56), (نسخة متعارضة 2026-01-02), [Conflict]
        rf" ?[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*{_WORDS}[^()\[\]]*[)\]](?: ?\(\d+\))?",
        # Google Drive, and browsers and file managers that keep both: name (1).ext
        r" ?\(\d{1,3}\)",
        # older ownCloud, Google Drive: name_conflict-20260102-123456.ext, name_conf(1).ext
        r"_conf(?:lict)?(?:-\d{8}-\d{6}|\(\d+\))",
        # Resilio Sync: name.Conflict.ext
        r"\.[Cc]onflict(?:\.\d+)?",
        # iCloud Drive: name 2.ext
        r" \d{1,2}",
        # OneDrive: name-COMPUTERNAME.ext, name-COMPUTERNAME-2.ext
        r"-[^\s()\[\]/\\.]{1,63}",
    )
)
_SIDECAR_STEM = SUFFIX.removesuffix(".json")

_CERTAIN = re.compile(
    r"\.sync-conflict-\d{8}-\d{6}|conflict(?:ed)? copy|_conflict-\d{8}|[(\[](?:SF)?conflict"
    r"|\.conflict\b|نسخة متعارضة|copie en conflit|in konflikt stehende",
    re.IGNORECASE,
)


def sidecar_of_copy(name: str) -> str:
    """The name of the sidecar of which a file with this name would be the conflict copy, or ``""``.

    Synchronisers put their mark before the last suffix, a few at the end. The name alone is not
    proof: the caller compares ids.
    """
    if _SIDECAR_STEM not in name or is_sidecar(name):
        # A mark before ".annotations.json" belongs to the original's name.
        return ""
    match = re.fullmatch(
        rf"(.+){re.escape(_SIDECAR_STEM)}(?:{_MARKS}){{1,3}}\.json", name, re.IGNORECASE
    )
    if match is None:
        match = re.fullmatch(rf"(.+){re.escape(SUFFIX)}(?:{_MARKS}){{1,3}}", name, re.IGNORECASE)
    return match.group(1) + SUFFIX if match else ""


def is_conflict_name(name: str) -> bool:
    """Whether a name says for certain that the file is a synchroniser's conflict copy."""
    return bool(_CERTAIN.search(name))
