from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive_app.core.model import Block, Link
from archive_app.extract.common.builder import TextBuilder, kept, squeeze


def test_white_space_is_collapsed_and_offsets_follow() -> None:
    out = TextBuilder()
    out.text("  أول\n ")
    out.open_link("https://example.org/")
    out.text(" رابط ")
    out.close_link()
    out.text("آخر")
    out.flush("heading", 2)
    out.text("ثان")
    text, blocks, links = out.finish()[:3]
    assert text == "أول رابط آخر\n\nثان"
    assert blocks == (Block("heading", 0, 12, 2), Block("paragraph", 14, 17))
    assert links == (Link(4, 8, "https://example.org/"),)


def test_a_link_over_two_blocks_is_two_links() -> None:
    out = TextBuilder()
    out.open_link("https://example.org/")
    out.text("a")
    out.flush()
    out.text("b")
    out.close_link()
    text, _, links = out.finish()[:3]
    assert [text[link.start : link.end] for link in links] == ["a", "b"]


def test_links_that_lead_nowhere_or_run_something_are_no_links() -> None:
    for target in ("javascript:alert(1)", "#", "file:///etc/passwd", "", "data:text/html,x"):
        out = TextBuilder()
        out.open_link(target)
        out.text("x")
        assert out.finish()[2] == ()


def test_images_stand_between_paragraphs() -> None:
    out = TextBuilder()
    out.text("قبل")
    out.image("a.png")
    out.text(" وبعد")
    out.flush()
    out.image("b.png")
    out.text("x")
    assert out.finish()[1] == (
        Block("paragraph", 0, 8),
        Block("image", 8, 8, 0, "a.png"),
        Block("image", 8, 8, 0, "b.png"),
        Block("paragraph", 10, 11),
    )


def test_controls_and_broken_characters_are_no_text() -> None:
    out = TextBuilder()
    out.text("a\x00b\ud800c\ufeffd\xade")
    assert out.finish()[0] == "abcde"


def test_blocks_that_are_kept_keep_their_links() -> None:
    out = TextBuilder()
    for word in ("one", "two", "three"):
        out.open_link(f"https://{word}.org/")
        out.text(word)
        out.flush("item", 1)
        out.close_link()
    text, blocks, links = kept(out.finish(), [True, False, True]).finish()[:3]
    assert text == "one\nthree"
    assert [text[block.start : block.end] for block in blocks] == ["one", "three"]
    assert [(text[link.start : link.end], link.href) for link in links] == [
        ("one", "https://one.org/"),
        ("three", "https://three.org/"),
    ]


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("text"), st.text(max_size=8)),
        st.tuples(st.just("verbatim"), st.text(max_size=8)),
        st.tuples(st.sampled_from(["line", "cell", "flush", "close_link"]), st.none()),
        st.tuples(st.just("open_link"), st.just("https://example.org/")),
        st.tuples(st.just("image"), st.just("a.png")),
    ),
    max_size=30,
)


@given(ACTIONS)
def test_whatever_is_written_blocks_and_links_lie_in_the_text(
    actions: list[tuple[str, str | None]],
) -> None:
    out = TextBuilder()
    for action, value in actions:
        getattr(out, action)(*(() if value is None else (value,)))
    text, blocks, links = out.finish()[:3]
    end = 0
    for block in blocks:
        assert end <= block.start <= block.end <= len(text)
        assert not text[end : block.start].strip()
        end = block.end
    assert end == len(text)
    for link in links:
        assert text[link.start : link.end] == text[link.start : link.end].strip() != ""


def test_squeeze() -> None:
    assert squeeze(" a\u00a0\u2003b\n\nc\x00 ") == "a b c"
