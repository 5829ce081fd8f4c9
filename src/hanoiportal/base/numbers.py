"""Numbers as addresses and forms give them, and as people read them."""

#: Digits of the largest number of a case.
DIGITS = 15


def number_in(typed: object, digits: int = DIGITS) -> int:
    """Return the number that was typed, of so many ``digits`` at most; 0 for what is none.

    >>> number_in(' 12 '), number_in('-1'), number_in('1234', digits=3)
    (12, 0, 0)
    """
    tidy = str(typed).strip()
    return int(tidy) if tidy.isascii() and tidy.isdigit() and len(tidy) <= digits else 0


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
