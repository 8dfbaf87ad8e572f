"""The catalogue's tables, and the versions that a cache must agree with.

The catalogue is a cache (docs/architecture.md, rule 2): nothing in it is the truth, so there is no
migration. Another version means another catalogue, made anew from the archive folder.
"""

from __future__ import annotations

SCHEMA_VERSION = 4
"""Raised whenever a table or the meaning of a column changes."""

APPLICATION_ID = 0x4B685A31
"""``KhZ1``: tells our file from any other SQLite file (``PRAGMA application_id``)."""

PRAGMAS = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
    "PRAGMA mmap_size = 268435456",
    "PRAGMA busy_timeout = 10000",
)
"""For every connection. With WAL, ``NORMAL`` can lose the last commits to a power cut but
never garbles the file, and what is lost is found again in the folder."""

EXTRACTOR_INDEX = "CREATE INDEX IF NOT EXISTS article_extractor ON article (extractor, status)"
"""Which articles an older extractor read is asked at every opening. It changes no meaning, so that
a catalogue without it is not made anew: it gets it when it is first asked (`extractors.counts`)."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE article (
    doc INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    creator TEXT NOT NULL,
    source TEXT NOT NULL,
    date TEXT NOT NULL,
    language TEXT NOT NULL,
    identifier TEXT NOT NULL,
    description TEXT NOT NULL,
    dates TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    words INTEGER NOT NULL,
    added TEXT NOT NULL,
    tags TEXT NOT NULL,
    annotations INTEGER NOT NULL,
    read INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    story INTEGER NOT NULL,
    parent TEXT NOT NULL,
    stale INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    extractor TEXT NOT NULL,
    stamp TEXT NOT NULL
);
CREATE INDEX article_path ON article (path);
CREATE INDEX article_sha256 ON article (sha256);
CREATE INDEX article_version ON article (version);
CREATE INDEX article_stale ON article (stale) WHERE stale;
CREATE INDEX article_story ON article (story) WHERE story;
CREATE TABLE gone (doc INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE content (doc INTEGER PRIMARY KEY, text BLOB NOT NULL, structure BLOB NOT NULL);
CREATE TABLE annotation (
    doc INTEGER NOT NULL,
    id TEXT NOT NULL,
    motivation TEXT NOT NULL,
    color TEXT NOT NULL,
    modified TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (doc, id)
) WITHOUT ROWID;
CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE family (key TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE spelling (
    id INTEGER PRIMARY KEY, word TEXT NOT NULL, bare TEXT NOT NULL, UNIQUE (word, bare)
);
CREATE TABLE odd (spelling INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (spelling, doc))
    WITHOUT ROWID;
"""
