"""The encoding of bytes that declare none: `turbohtml.detect`, and the letters of a language.

The detector tells scripts apart by pairs of characters. The Latin encodings of Europe differ in a
few letters only, and there the language decides: Hungarian has an ő and no õ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from turbohtml.detect import Detection, detect, detect_language

SAMPLE_BYTES: Final = 64 * 1024
"""How much text around non-ASCII bytes is looked at; more makes it slower, not better."""

# ISO 639-3 and 639-1 code, encodings, letters beside a to z (Unicode CLDR, main exemplar
# characters, with ş and ţ as the encodings of Romanian have them).
_ALPHABETS: Final = """
pol pl windows-1250,iso-8859-2   ąćęłńóśźż
ces cs windows-1250,iso-8859-2   áčďéěíňóřšťúůýž
slk sk windows-1250,iso-8859-2   áäčďéíĺľňóôŕšťúýž
hun hu windows-1250,iso-8859-2   áéíóöőúüű
ron ro windows-1250,iso-8859-2   ăâîşţ
hrv hr windows-1250,iso-8859-2   čćđšž
bos bs windows-1250,iso-8859-2   čćđšž
slv sl windows-1250,iso-8859-2   čšž
tur tr windows-1254              âçğıîöşûüİ
lit lt windows-1257              ąčęėįšųūž
lav lv windows-1257              āčēģīķļņšūž
est et windows-1257,windows-1252 äõöšüž
deu de windows-1252              äöüß
fra fr windows-1252              àâæçéèêëîïôœùûüÿ
spa es windows-1252              áéíñóúü¿¡ºª
por pt windows-1252              àáâãçéêíóôõúºª
ita it windows-1252              àèéìíòóù
swe sv windows-1252              äåéö
dan da windows-1252              æåøé
nob nb windows-1252              æåøéòó
fin fi windows-1252              äåö
"""

_PUNCTUATION: Final = "„“”‘’‚–—…«»§°·•€©®™\xa0"
_ASCII: Final = frozenset(map(chr, range(0x80)))
_ROWS: Final = [line.split() for line in _ALPHABETS.strip().splitlines()]
_BY_LANGUAGE: Final = {
    code: (encodings.split(","), frozenset(letters + letters.upper() + _PUNCTUATION) - _ASCII)
    for three, two, encodings, letters in _ROWS
    for code in (three, two)
}
_ENCODINGS: Final = [encodings for encodings, _ in _BY_LANGUAGE.values()]
_LATIN: Final = frozenset(
    ("iso-8859-4", "iso-8859-13", "iso-8859-15", "windows-1258", *chain(*_ENCODINGS))
)

_SCRIPTS: Final = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr"), "Russian"),
    **dict.fromkeys(("ar", "fa", "ur"), "Arabic"),
    **{"ja": "Japanese", "zh": "Chinese", "ko": "Korean", "th": "Thai"},
    **{"el": "Greek", "he": "Hebrew", "iw": "Hebrew", "vi": "Vietnamese"},
}
"""The detector's names for languages that are not written in Latin letters of Europe."""

_MOST: Final = 0.8
"""The share of non-ASCII characters that must be a language's own; names bring others."""

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_PIECE: Final = re.compile(rb"[\x80-\xff][^<>]{0,2048}[^<>\s]*")
"""A stretch around non-ASCII bytes that ends where no multi-byte character can be cut in two."""

_NO_PRESCAN: Final = b" " * 1024
"""Put before a sample: the detector believes a ``<meta>`` in the first 1024 bytes, which has been
read by now and was not believed."""


def guess_encoding(data: bytes, language: str = "") -> tuple[str, float]:
    """Return the encoding that the bytes are most likely in.

    Parameters
    ----------
    data : bytes
        A document with non-ASCII bytes, not in UTF-8 or UTF-16.
    language : str, default: ""
        What ``lang`` says, as an ISO 639 code; it decides between encodings that fit alike.

    Returns
    -------
    tuple of str and float
        The WHATWG name in lower case, and how sure it is, from 0 to 1; "windows-1252" and 0 where
        nothing tells.

    Examples
    --------
    >>> data = "A szőlő már érett, de őszre hűvös idő jön.".encode("cp1250")
    >>> data.decode(guess_encoding(data)[0])
    'A szőlő már érett, de őszre hűvös idő jön.'
    """
    sample = _sample(data)
    match = detect(_NO_PRESCAN + sample, Detection(language=_SCRIPTS.get(language)))
    name = (match.encoding or "windows-1252").lower()
    if name in _LATIN:
        spoken = detect_language(sample.decode(f"whatwg-{name}")).language or ""
        name = _by_alphabet(sample, name, (language, spoken))
    return name, match.confidence


def _by_alphabet(sample: bytes, name: str, languages: Sequence[str]) -> str:
    """Return the encoding whose characters are letters of one of the languages.

    Failing these, of any language; failing that, the encoding `name` itself. Of encodings that
    give equally many letters `name` is chosen, or else the first in the list.
    """
    counts: dict[str, Counter[str]] = {}
    for encoding in (name, *chain(*_ENCODINGS)):
        if encoding not in counts:
            text = sample.decode(f"whatwg-{encoding}")
            counts[encoding] = Counter(_NOT_ASCII.findall(text))

    def best_of(codes: Iterable[str]) -> tuple[float, str]:
        shares = [
            (sum(map(counts[encoding].__getitem__, letters)) / counts[encoding].total(), encoding)
            for encodings, letters in map(_BY_LANGUAGE.__getitem__, codes)
            for encoding in (name, *encodings)
        ]
        return max(shares, key=lambda row: (row[0], row[1] == name))

    known = ([code] for code in languages if code in _BY_LANGUAGE)
    found = (best_of(codes) for codes in (*known, _BY_LANGUAGE))
    return next((encoding for share, encoding in found if share > _MOST), name)


def _sample(data: bytes) -> bytes:
    """Return the text around non-ASCII bytes, up to the nearest tags."""
    pieces: list[bytes] = []
    size = end = 0
    for piece in _PIECE.finditer(data):
        before = data[max(end, piece.start() - 64) : piece.start()]
        pieces.append(before.rpartition(b">")[2].rpartition(b"<")[2] + piece[0])
        end = piece.end()
        size += len(pieces[-1])
        if size > SAMPLE_BYTES:
            break
    return b"\n".join(pieces)
