"""Numbers as addresses and forms give them, and as people read them."""
import re
from pathlib import PurePath

#: Digits of the largest number of a case.
DIGITS = 15
_DONG = re.compile(r'[0-9]+|[0-9]{1,3}(?:([. ])[0-9]{3})(?:\1[0-9]{3})*')


def number_in(typed: object, digits: int = DIGITS) -> int:
    """Return the number that was typed, of so many ``digits`` at most; 0 for what is none.

    >>> number_in(' 12 '), number_in('-1'), number_in('1234', digits=3)
    (12, 0, 0)
    """
    tidy = str(typed).strip()
    return int(tidy) if tidy.isascii() and tidy.isdigit() and len(tidy) <= digits else 0


def dong_in(text: str) -> int:
    """Return the đồng that were typed, thousands apart or not; 0 for what are none.

    >>> dong_in('900.000'), dong_in(' 1 500 000 '), dong_in('1500'), dong_in('1.5')
    (900000, 1500000, 1500, 0)
    """
    tidy = ' '.join(text.split())
    return number_in(re.sub('[. ]', '', tidy)) if _DONG.fullmatch(tidy) else 0


def decimal_in(text: str, tag: str) -> str:
    """Return a number, ``text`` with a point, as it is written in the language ``tag``.

    >>> decimal_in('3.7', 'vi'), decimal_in('3.7', 'en')
    ('3,7', '3.7')
    """
    return text if tag == 'en' else text.replace('.', ',')


def grouped(value: int, tag: str) -> str:
    """Return ``value`` with its thousands apart, as it is written in the language ``tag``.

    >>> grouped(19283, 'vi'), grouped(19283, 'en')
    ('19.283', '19,283')
    """
    return f'{value:,}' if tag == 'en' else f'{value:,}'.replace(',', '.')


def size_text(size: int, language: str) -> str:
    """Return ``size`` in bytes for people, in whole KB or in MB; ``language``: BCP 47 tag.

    >>> size_text(1, 'vi'), size_text(1_300_000, 'vi'), size_text(1_300_000, 'en')
    ('1 KB', '1,2 MB', '1.2 MB')
    """
    if size < 1 << 20:
        return f'{-(-size >> 10)} KB'
    return decimal_in(f'{size / (1 << 20):.1f}', language) + ' MB'


def told_file(filename: str, size: int, language: str) -> str:
    """Return the format and the ``size`` in bytes of what is called ``filename``, for people.

    >>> told_file('bai.docx', 1_300_000, 'vi'), told_file('bai', 1, 'vi')
    ('DOCX · 1,2 MB', '1 KB')
    """
    ending = PurePath(filename).suffix[1:].upper()
    return f'{ending} · {size_text(size, language)}' if ending else size_text(size, language)
