"""What list items are numbered with: figures, letters of several alphabets, Roman numerals."""

from __future__ import annotations

_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_FIGURES = {
    "arabic-indic": "٠١٢٣٤٥٦٧٨٩", "hindi": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹",
}  # fmt: skip
_LETTERS = {
    "lower-latin": "abcdefghijklmnopqrstuvwxyz", "lower-alpha": "abcdefghijklmnopqrstuvwxyz",
    "upper-latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "upper-alpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "arabic-alpha": _ALPHABET, "arabic-abjad": _ABJAD,
}  # fmt: skip
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_NONE = frozenset(("none", "disc", "circle", "square", "bullet"))


def number(value: int, form: str) -> str:
    """``value`` in a form by CSS's name (``decimal``, ``upper-roman``, ``arabic-indic``,
    ``arabic-alpha``…); figures where the form is not known, nothing where it is none."""
    if form in _NONE:
        return ""
    if form in _FIGURES:
        return str(value).translate(str.maketrans("0123456789", _FIGURES[form]))
    if form in _LETTERS and value > 0:
        return _letters(value, _LETTERS[form])
    if form in {"lower-roman", "upper-roman"} and 0 < value < 4000:
        roman = _roman(value)
        return roman.upper() if form == "upper-roman" else roman
    return str(value)


def _letters(value: int, alphabet: str) -> str:
    found = ""
    while value:
        value, digit = divmod(value - 1, len(alphabet))
        found = alphabet[digit] + found
    return found


def _roman(value: int) -> str:
    found = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        found += letters * count
    return found
