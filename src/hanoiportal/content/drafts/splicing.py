"""A change of a text, as a browser counts characters: in UTF-16 units."""

_CODE = 'utf-16-le'


def applied(text, splice):
    """Return ``text`` with the ``Splice`` applied; half of a pair of units becomes U+FFFD.

    Raises ``ValueError`` if it does not lie within the text.
    """
    units = text.encode(_CODE)
    start, end = 2 * splice.start, 2 * splice.end
    if not 0 <= start <= end <= len(units):
        raise ValueError('the splice does not lie within the text')
    put_in = splice.text.encode(_CODE, 'surrogatepass')
    return (units[:start] + put_in + units[end:]).decode(_CODE, 'replace')


def without_surrogates(text):
    """Return ``text`` with halves of pairs, which no database keeps, replaced."""
    return text.encode(_CODE, 'surrogatepass').decode(_CODE, 'replace')
