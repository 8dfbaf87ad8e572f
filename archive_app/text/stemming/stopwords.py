"""Words that carry grammar rather than matter: particles, pronouns, question words.

They are indexed and found like any others. In ranking they count for less, because in a small
archive a question word (كم، متى) is rare and would otherwise weigh like a name. The lists are
the closed classes of Arabic and English grammar, written down here, not taken from any text.
"""

from __future__ import annotations

from archive_app.text.fold import fold_text

WEIGHT = 0.3
"""What a stop word counts beside another word's 1, in ranking (0.1 to 0.5 measure as good)."""

_ARABIC = """
في من على عن إلى حتى منذ مذ مع لدى عند لدن بين دون غير سوى عدا خلا حاشا رب كي لكي هو هي هما هم
هن أنا نحن أنت أنتم أنتما أنتن إياه إياها إياهم هذا هذه هذان هذين هاتان هاتين هؤلاء ذلك تلك ذاك
أولئك ذا ذي هنا هناك هنالك كذا هكذا كذلك لذلك لذا الذي التي الذين اللذان اللذين اللتان اللتين
اللاتي اللواتي اللائي ما ماذا متى أين كيف كم لماذا لم هل أي أية أيان أنى بم عم مم فيم علام إلام
بماذا لمن ممن عمن و ف ثم أو أم أما إما بل لكن لا لن لما ليس ليست ليسوا لست إن أن كأن لأن لعل ليت
لكنه لكنها لكنهم إنه إنها إنهم أنه أنها أنهم أننا إننا بأن بأنه بأنها فإن فإنه فإنها قد لقد سوف
إذا إذ إذن لو لولا لوما كلما حيث حيثما بينما عندما حينما حين كما مثلما ريثما طالما كان كانت
كانوا كنت كنا يكون تكون يكونون نكون أكون كل كلا كلتا بعض جميع أيضا فقط جدا قط أبدا فيه فيها فيهم
فيهما به بها بهم بهما له لها لهم لهما لنا لي لك لكم منه منها منهم منهما منا عنه عنها عنهم عليه
عليها عليهم علينا إليه إليها إليهم إلينا معه معها معهم لديه لديها لديهم مما عما فيما بما إنما
أنما كأنما ريث عبر خلال حول نحو ضد أثناء قبل بعد فوق تحت أمام خلف وراء بينه بينها بينهم بينهما
بيننا عنا مني إلي علي لديكم لدي عندهم عنده عندها إنني أنني بأنني لأنه لأنها لأنهم لأننا لأنني
بأنهم بأننا فإنني فإنهم كأنه كأنها كلها كله كلهم بعضهم بعضها بعضه ربما ثمة حسبما آنذاك حتما إزاء
لديك تلكم ولكننا يا أيها أيتها ألا هيا نعم بلى ذات ذو ذوي أولي
"""

_ENGLISH = """
a an the this that these those i you he she it we they me him her us them my your his its our their
who whom whose which what when where why how is am are was were be been being do does did have has
had will would shall should can could may might must not no nor and or but if then than so as at by
for from in into of off on onto out over to up with about after before between during through under
there here
"""


def _arabic() -> frozenset[str]:
    # Word by word: folding a long text makes a large table first, which an import must not.
    words = {fold_text(word) for word in _ARABIC.split()}
    return frozenset(words | {lead + word for lead in "وف" for word in words if len(word) > 1})


STOP_WORDS: frozenset[str] = _arabic() | frozenset(_ENGLISH.split())
"""The stop words, folded; the Arabic ones with an attached و or ف too."""
