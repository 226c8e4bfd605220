"""The encodings of the web and the labels that stand for them (WHATWG Encoding Standard, 4.2).

Left out, because they are never what a document is in: ``replacement`` and ``x-user-defined``.
Labels are looked up in this table only, so a page cannot make Python import a codec by its name.
"""

from __future__ import annotations

import re
from typing import Final

# WHATWG name, Python codec, further labels. Where Python's own codec of that name knows fewer
# characters than browsers do, the wider one is given (shift_jis: cp932, gbk: gb18030).
_TABLE: Final = """
utf-8           utf-8           utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8
utf-16le        utf-16-le       utf-16 utf16 ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff
utf-16be        utf-16-be       unicodefffe
windows-1252    cp1252          cp1252 x-cp1252 ascii us-ascii ansi_x3.4-1968 latin1 latin-1 l1
windows-1252    cp1252          iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 cp819
windows-1252    cp1252          csisolatin1 ibm819 iso-ir-100 win-1252 windows1252
windows-1250    cp1250          cp1250 x-cp1250 win-1250 windows1250
windows-1251    cp1251          cp1251 x-cp1251 win-1251 windows1251
windows-1253    cp1253          cp1253 x-cp1253
windows-1254    cp1254          cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 latin5 l5
windows-1254    cp1254          csisolatin5 iso-ir-148 iso_8859-9:1989
windows-1255    cp1255          cp1255 x-cp1255
windows-1256    cp1256          cp1256 x-cp1256
windows-1257    cp1257          cp1257 x-cp1257
windows-1258    cp1258          cp1258 x-cp1258
windows-874     cp874           dos-874 tis-620 iso-8859-11 iso8859-11 iso885911
iso-8859-2      iso8859-2       iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 latin2 l2
iso-8859-2      iso8859-2       csisolatin2 iso-ir-101
iso-8859-3      iso8859-3       iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 latin3 l3
iso-8859-3      iso8859-3       csisolatin3 iso-ir-109
iso-8859-4      iso8859-4       iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 latin4 l4
iso-8859-4      iso8859-4       csisolatin4 iso-ir-110
iso-8859-5      iso8859-5       iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 cyrillic
iso-8859-5      iso8859-5       csisolatincyrillic iso-ir-144
iso-8859-6      iso8859-6       iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 arabic asmo-708
iso-8859-6      iso8859-6       csisolatinarabic csiso88596e csiso88596i ecma-114 iso-8859-6-e
iso-8859-6      iso8859-6       iso-8859-6-i iso-ir-127
iso-8859-7      iso8859-7       iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 greek greek8
iso-8859-7      iso8859-7       csisolatingreek ecma-118 elot_928 iso-ir-126 sun_eu_greek
iso-8859-8      iso8859-8       iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 hebrew
iso-8859-8      iso8859-8       csisolatinhebrew csiso88598e iso-8859-8-e iso-ir-138
iso-8859-8      iso8859-8       iso-8859-8-i csiso88598i logical
iso-8859-10     iso8859-10      iso8859-10 iso885910 latin6 l6 csisolatin6 iso-ir-157
iso-8859-13     iso8859-13      iso8859-13 iso885913
iso-8859-14     iso8859-14      iso8859-14 iso885914
iso-8859-15     iso8859-15      iso8859-15 iso885915 iso_8859-15 csisolatin9 latin9 latin-9 l9
iso-8859-16     iso8859-16
ibm866          cp866           866 cp866 csibm866
koi8-r          koi8-r          koi koi8 koi8_r cskoi8r
koi8-u          koi8-u          koi8-ru
macintosh       mac-roman       mac csmacintosh x-mac-roman
x-mac-cyrillic  mac-cyrillic    x-mac-ukrainian
gb18030         gb18030         gb2312 gbk x-gbk gb_2312 gb_2312-80 csgb2312 csiso58gb231280
gb18030         gb18030         chinese iso-ir-58 cp936 windows-936
big5            big5hkscs       big5-hkscs cn-big5 csbig5 x-x-big5 cp950
euc-jp          euc_jp          x-euc-jp cseucpkdfmtjapanese
iso-2022-jp     iso2022_jp_ext  csiso2022jp
shift_jis       cp932           shift-jis sjis x-sjis csshiftjis ms932 ms_kanji windows-31j cp932
euc-kr          cp949           ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 ksc_5601 korean
euc-kr          cp949           cseuckr csksc56011987 iso-ir-149 windows-949 cp949 uhc
"""

_ROWS: Final = [line.split() for line in _TABLE.strip().splitlines()]

CODECS: Final[dict[str, str]] = {row[0]: row[1] for row in _ROWS}
"""The Python codec of each encoding, by the encoding's WHATWG name."""

_NAMES: Final = {label: row[0] for row in _ROWS for label in (row[0], *row[2:])}

_BLANK_OR_QUOTE = re.compile(r"^[\s\"']+|[\s\"';,]+$")


def resolve_label(label: str) -> str | None:
    """Return the WHATWG name of the encoding that a label stands for.

    Parameters
    ----------
    label : str
        A label as pages and servers write it; case, blanks and quotes around it do not count.

    Returns
    -------
    str or None
        A key of `CODECS`; None for an unknown or empty label.

    Examples
    --------
    >>> resolve_label(" GB2312 "), resolve_label("latin1"), resolve_label("x-user-defined")
    ('gb18030', 'windows-1252', None)
    """
    return _NAMES.get(_BLANK_OR_QUOTE.sub("", label[:64]).lower())
