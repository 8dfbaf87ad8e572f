"""What becomes of passages of the seeds at each kind of edit that publishers make.

Each letter of a line is one passage, those of a seed together: ``=`` found where it was, ``m``
where it moved to, ``r`` there but for a person to look at, lower-case ``e`` with an edge some
letters off, ``o`` an orphan, ``X`` found wrong. The edits keep account of where every character
went, so what is right is known. A line that changes says that readers see another outcome:
better or worse is for whoever changes it to say, but an ``X`` is never right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from archive_app.core.model import AnchorStatus, Span
from archive_app.text.anchors import make_anchor, resolve
from archive_app.text.anchors.matching import letters
from benchmarks.anchoring import EDITS, SENTENCE, WORD, Corpus, Ledger, count, judge, passages
from tests.conftest import SEED_TEXTS

EACH = 12
Article = Callable[[str, random.Random], tuple[str, list[Span]]]
STATUS = {AnchorStatus.EXACT: "=", AnchorStatus.MOVED: "m", AnchorStatus.REVIEW: "r"}


@cache
def corpus() -> Corpus:
    """The seeds, shortened; what is put into one comes from the end of the longest."""
    texts = [path.read_text("utf-8-sig").strip() for path in SEED_TEXTS]
    others = texts[1][4000:]
    articles = [text[:3000].rsplit(" ", 1)[0] + "\n" for text in texts]
    sentences = [sentence for sentence in SENTENCE.findall(others) if len(sentence) > 40]
    return Corpus(articles, sentences, WORD.findall(others))


def as_it_is(text: str, chance: random.Random) -> tuple[str, list[Span]]:
    return text, list(passages(text, EACH, chance))


def cut(text: str, chance: random.Random) -> tuple[str, list[Span]]:
    """Passages that begin and end within words."""
    spans = [(start + 1, end - 1) for start, end in passages(text, EACH, chance)]
    return text, [(start, end) for start, end in spans if letters(text[start:end])]


def repeated(text: str, chance: random.Random) -> tuple[str, list[Span]]:
    """Passages in and about a telegram that stands again at the end of each paragraph."""
    telegram = text.split("\n", 1)[0][:80]
    lines = [line for line in text.split("\n") if line.strip()]
    text = "\n\n".join(f"{line} {telegram}" for line in lines)
    places = [match.start() for match in re.finditer(re.escape(telegram), text)]
    spans = []
    for _ in range(EACH // 2):
        at = chance.choice(places)
        spans.append((at, at + len(telegram)))
        word = chance.choice([match.span() for match in WORD.finditer(telegram)])
        spans.append((at + word[0], at + word[1]))
    return text, spans


def outcome(name: str, number: int, article: Article, *, plain: bool) -> str:
    """What becomes of some passages of one seed at one edit, a letter each."""
    chance = random.Random(f"{name} {number}")
    text, spans = article(corpus().articles[number], chance)
    other = name == "another article"
    ledger = Ledger(EDITS[name](text, chance, corpus()))
    new = corpus().articles[number - 1] if other else ledger.new
    found = ""
    for start, end in spans:
        anchor = make_anchor(text, start, end)
        if plain:
            anchor = replace(anchor, surroundings="")
        resolution = resolve(anchor, new)
        truth = None if other else ledger.truth(text, anchor.start, anchor.end)
        verdict = judge(resolution.span, new, truth)
        if resolution.span and truth and verdict == "right" and truth.inner == truth.outer:
            before, size = (
                count(new[slice(*at)]) for at in ((0, resolution.span[0]), resolution.span)
            )
            verdict = "right" if (before, before + size) == truth.inner else "edge"
        letter = {"edge": "e", "wrong": "X", "orphan": "o"}.get(verdict)
        found += letter or STATUS[resolution.status]
    return found


def outcomes(name: str, article: Article = as_it_is, *, plain: bool = False) -> str:
    return " ".join(outcome(name, at, article, plain=plain) for at in range(len(SEED_TEXTS)))


# Twelve passages of each of the five seeds.
PASSAGES = {
    "nothing": "============ ============ ============ ============ ============",
    "tashkeel added": "mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm",
    "tashkeel removed": "mmmmmmmmmmmm ============ ============ ============ ============",
    "hamza normalised": "============ ============ ============ ============ ============",
    "digits changed": "============ ============ ============ ============ ============",
    "white space and quotes": "mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm",
    "1 % of words changed": "m=rmrmrm==mm mrrrm=rrmrmm mrmmmmmmmmmm mrmrmrmmmmmm m==m=r==mrmr",
    "5 % of words changed": "rmmmmrrrromm rrrmomr=r=rr rrrmrrrrmmro rrmmrrrrmrrr rmrrmmmmrrmr",
    "10 % of words changed": "rmrmorrrrrrr rrrmrrrrmomr rrrmorrrrrr= mrrmmrrrrrrr rmrrrrmrrmrr",
    "sentences inserted": "mmmmmm=rmr== mmrr=rremmmm mmmmmmmmmrrr rmmrrmmrmmme =rmmmm=mmmmm",
    "sentences removed": "mr=oomrr=mmm mrmmmmmmmmmm r=rmroom=mmr momomommmroo mmm=o=mmrm==",
    "paragraphs reordered": "=mooemrormmm mmrmrmrmommo mmrmmrormrrr mrrmormmmmmo eommrerrrorm",
    "other extractor: PDF": "==mrm======= ===rm=m=m==r ==m======m== ===mm==mm=m= m==r==m=mm=m",
    "other extractor: page": "mmmmmmmmmmmm mmmmmmmmmmrm mmmmmmmmmmmm mmmmmmrmmmmm mmmmmmmmmmmm",
    "5 %, inserted, removed": "mrrrememerre emeeroerooom errmreromoee eorerromoooe eeormeeroeer",
    "another article": "oooooooooooo oooooooooooo oooooooooooo oooooooooooo oooooooooooo",
}

# As another program would anchor them: without the words far around.
WITHOUT_SURROUNDINGS = {
    "10 % of words changed": "rmrmorrrrror rrrmrrrrmomr rrrmorrrror= mrrmmrrrerrr rmrrrrmrrmrr",
    "sentences removed": "mr=oomrr=mmm mrmmmmmmmmmm r=rmroom=mmr momomemmmroo mmm=o=mmrm==",
    "paragraphs reordered": "=mooemrormmm mmrmrmrmommo mmrmmrormrrr mrrmormmmmmo eommrerrrorm",
    "other extractor: page": "mmmmmmmmmmmm mmmommmmmmrm mmmmmmmmmmmm mmmmmmrmmmmm mmmmommmmmmm",
    "5 %, inserted, removed": "mrrrememerre emeeroerooom errmroromoee eorerromoooe eeormeeroeer",
}

# Those that begin and end within words.
CUT = {
    "digits changed": "============ ===m======== ============ ========== ======mm====",
    "white space and quotes": "mmmmmmmmmmmm mmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm",
    "5 % of words changed": "mmmmmrrrromm rrmoomr=r=rr rrrmrrrrmmro rrmmrrrrmrrr rmrrmmmmmrmr",
    "sentences inserted": "mmmmm=rmr== mmrr=rremmmm mmmmmmmmrrr rmmrrmmrmmme =rmmmm=mmmmm",
    "paragraphs reordered": "=mooemooommm mmrmomrmommo mmrmmrormrrr moomormmmmmo oommreroroom",
}

# In texts that say one sentence again after each paragraph.
REPEATED = {
    "tashkeel added": "mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm mmmmmmmmmmmm",
    "tashkeel removed": "mmmm====mmmm ============ ============ ============ ============",
    "hamza normalised": "============ ============ ============ ============ m=m=m=m=m=m=",
    "digits changed": "============ ============ ============ ============ ============",
    "white space and quotes": "mmmmmmmmmmmm mmmmmmmmmmmm mmmm==mmmmmm mmmmmmmmmmmm mmmmmmmmmmmm",
    "1 % of words changed": "rrmmmmrm==mm ==rrmmmmmmrm mm==mm==mm== mmmmmmmmmm== mmrmmmmm==rm",
    "5 % of words changed": "mmrmrm==mm== mmrmmmmmrmro mmmmrrmmmmmm mmrmrommrmmm rmrrmmrormrm",
    "10 % of words changed": "rrrrrrr=mmrm rmrrrorrrrro rrmmrr==rrrr rrmmrmrmrrrr rmrmrrrmrrrr",
    "sentences inserted": "mmmmormmorom ==mmmmrmrroo mmmmmmmmrrmm mmrmmmmmrrrm rmmm==mm==mm",
    "sentences removed": "mmmmoooooomm oooooooooomm oooo==oooooo ==oommrmrroo rmoommmmoomm",
    "paragraphs reordered": "oormomrmoooo oooooooroooo oooorroooooo oooooooooooo oooormoormoo",
    "other extractor: PDF": "========mm== ======mm==== mm==mm====mm ==mmmmmmmmmm mmm=mmm=mmm=",
    "other extractor: page": "mmmmmmrommro mmmmrmmmmmmm mmmmmmmmrrmm mmmmmmmmmmmm mmmmmmmmmmmm",
}

REPEATED_WITHOUT = {
    "tashkeel added": "mmmommmmmomm momomommmmmo mmmmmmmmmmmm mmmommmmmomm mmmomomomomo",
    "1 % of words changed": "rommmmeo==mo ==romommmoro mm==mm==mm== mommmmmmmm== mmrmmmmm==rm",
    "5 % of words changed": "mmrorm==mo== mmromommrmro mmmmrrmmmmmm mmroromoromm rorommrororm",
    "sentences inserted": "mommoommooom ==mommomroro mmmmmmmmrrmm mmoommmororo romo==mm==mm",
    "other extractor: PDF": "========mm== ======mm==== mm==mm====mm ==mmmmmomomo mom=mom=mmm=",
}


@pytest.mark.parametrize("name", PASSAGES)
def test_passages_of_an_edited_article(name: str) -> None:
    assert outcomes(name) == PASSAGES[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", WITHOUT_SURROUNDINGS)
def test_passages_that_another_program_anchored(name: str) -> None:
    assert outcomes(name, plain=True) == WITHOUT_SURROUNDINGS[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", CUT)
def test_passages_that_begin_and_end_within_words(name: str) -> None:
    assert outcomes(name, cut) == CUT[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", REPEATED)
def test_one_of_many_like_sentences(name: str) -> None:
    assert outcomes(name, repeated) == REPEATED[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", REPEATED_WITHOUT)
def test_one_of_many_like_sentences_by_its_near_context(name: str) -> None:
    assert outcomes(name, repeated, plain=True) == REPEATED_WITHOUT[name]
