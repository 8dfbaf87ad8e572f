"""Random sidecars, and copies of one that went their own ways, for the property tests."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from archive_app.core.model import Anchor, Annotation, DateCandidate, Metadata, Repair, Status
from archive_app.library.merging import _merge_foreign
from archive_app.library.record import Sidecar, UserValue, normal, tag_id

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ًٌَُّ،؟٠١٢abc\n«»\u200f\u202e\ufefb"
texts = st.text(st.sampled_from(ARABIC), max_size=12)
words = st.text(st.sampled_from("ابتثجحخسورية"), min_size=1, max_size=8)
times = st.sampled_from([f"2026-01-0{day}T00:00:0{s}Z" for day in range(1, 4) for s in range(3)])
ids = st.sampled_from([f"{n:032x}" for n in range(1, 6)])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
unknown = st.dictionaries(st.sampled_from(["urn:x:a", "urn:x:b"]), json_values, max_size=2)


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    start = draw(st.integers(0, 500))
    exact = draw(st.text(st.sampled_from(ARABIC), min_size=1, max_size=12))
    hash_ = draw(st.sampled_from(["", "ab" * 32]))
    around = draw(
        st.sampled_from(["", "1.1.0.2.fEEuvJ.KCow-_", "2.1.3.0.Q.", "of a later version"])
    )
    return Anchor(
        start, start + len(exact), exact, draw(texts), draw(texts), hash_, "plain/1", around
    )


@st.composite
def annotations(draw: st.DrawFn, ids: st.SearchStrategy[str] = ids) -> Annotation:
    motivation = draw(st.sampled_from(["highlighting", "commenting", "tagging"]))
    modified = draw(times)
    common = {
        "created": draw(st.sampled_from(["", "2026-01-01T00:00:00Z"])),
        "modified": modified,
        "creator": draw(st.sampled_from(["", "سمر"])),
        "extra": draw(unknown),
    }
    if motivation == "tagging":
        tag = draw(words)
        return Annotation(tag_id("0" * 32, tag), "tagging", tags=(tag,), **common)
    passage = motivation == "highlighting" or draw(st.booleans())
    return Annotation(
        draw(ids),
        motivation,
        anchor=draw(anchors()) if passage else None,
        color=draw(st.sampled_from(["yellow", "rose"])) if motivation == "highlighting" else "",
        note=draw(texts),
        tags=tuple(draw(st.lists(words, max_size=2, unique=True))),
        review=draw(st.booleans()),
        **common,
    )


user_values = st.dictionaries(
    st.sampled_from(["title", "date", "creator", "read", "refused_repairs"]),
    st.tuples(words, times),
    max_size=3,
).map(
    lambda entries: {
        name: UserValue(
            {"creator": (value,), "read": True, "refused_repairs": (value,)}.get(name, value), time
        )
        for name, (value, time) in entries.items()
    }
)


foreign = st.lists(
    st.fixed_dictionaries(
        {"type": st.just("Annotation"), "motivation": st.just("linking")},
        optional={"id": st.sampled_from(["http://x.org/1", "http://x.org/2"]), "modified": times},
    ),
    max_size=2,
).map(_merge_foreign)


@st.composite
def sidecars(draw: st.DrawFn) -> Sidecar:
    found = draw(st.lists(annotations(), max_size=4, unique_by=lambda a: a.id))
    metadata = Metadata(
        title=draw(words),
        creator=tuple(draw(st.lists(words, max_size=2))),
        date=draw(st.sampled_from(["", "2017-04-26"])),
        dates=(DateCandidate("2017-04-26", "text", 0.5, "٢٦ نيسان"),) * draw(st.integers(0, 1)),
    )
    return normal(
        Sidecar(
            id="0" * 32,
            original_name=draw(st.sampled_from(["مقال.txt", "a b.html"])),
            size=draw(st.integers(0, 5)),
            sha256="ab" * 32,
            media_type="text/plain",
            added=draw(st.sampled_from(["", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"])),
            metadata=metadata,
            user=draw(user_values),
            annotations=tuple(found),
            tombstones=draw(st.dictionaries(ids, times, max_size=3)),
            repairs=(Repair("mojibake", 2, "Ù", "م"),) * draw(st.integers(0, 1)),
            extractor=draw(st.sampled_from(["plain/1", "plain/2"])),
            text_hash=draw(st.sampled_from(["", "cd" * 32])),
            extracted=draw(times),
            status=draw(st.sampled_from([Status.OK, Status.NO_TEXT])),
            foreign=draw(foreign),
            extra=draw(unknown),
        )
    )


@st.composite
def edits(draw: st.DrawFn, base: Sidecar, clock: int) -> Sidecar:
    """A copy of a sidecar after some edits, made one a second from ``clock`` (minutes) on."""
    copy = base
    for step in range(draw(st.integers(0, 4))):
        moment = f"2026-02-01T{clock:02}:00:0{step}Z"
        kind = draw(st.sampled_from(["add", "edit", "move", "remove", "field"]))
        if kind == "add":
            new = st.uuids(version=4).map(lambda value: value.hex)
            copy = copy.with_annotation(replace(draw(annotations(new)), modified=moment))
        elif kind == "field":
            copy = copy.with_user(moment, title=draw(words))
        elif copy.annotations:
            chosen = draw(st.sampled_from(copy.annotations))
            if kind == "remove":
                copy = copy.without([chosen.id], moment)
            elif kind == "move" and chosen.anchor is not None:
                moved = replace(chosen, anchor=draw(anchors()), review=False, modified=moment)
                copy = copy.with_annotation(moved)
            elif chosen.motivation != "tagging":
                copy = copy.with_annotation(replace(chosen, note=draw(texts), modified=moment))
    return normal(copy)
