"""The address that opens a case, and its QR code (ADR 50: what opens stands behind ``#``, which
browsers send to nobody).
"""
from ....base.lazily import lazily

segno = lazily('segno')


def link_of(page: str, code: str, secret: str) -> str:
    """Return the address that opens a case.  ``page``: URL of where cases are followed.

    >>> link_of('https://hanoi.gov.vn/theo-doi', 'HN-7K3P-9QXD', 'ABCD')
    'https://hanoi.gov.vn/theo-doi#HN-7K3P-9QXD.ABCD'
    """
    return f'{page}#{code}.{secret}'


def picture_of(link: str, title: str) -> str:
    """Return the QR code of ``link`` as SVG that stands in a page."""
    # Which of the eight masks is best takes longer than all else of a receipt.
    picture: str = segno.make(link, error='m', mask=0).svg_inline(
        scale=4, border=4, light='#fff', title=title)
    return picture
