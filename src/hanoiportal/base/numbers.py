"""Numbers of things as addresses and forms give them."""

#: Digits of the largest number of a case.
DIGITS = 15


def number_in(typed: object, digits: int = DIGITS) -> int:
    """Return the number that was typed, of so many ``digits`` at most; 0 for what is none.

    >>> number_in(' 12 '), number_in('-1'), number_in('1234', digits=3)
    (12, 0, 0)
    """
    tidy = str(typed).strip()
    return int(tidy) if tidy.isascii() and tidy.isdigit() and len(tidy) <= digits else 0
