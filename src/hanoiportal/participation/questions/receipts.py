"""What the page says that ends a form: code, secret, and a picture of the address that opens the
case (ADR 50: behind ``#``, which browsers send to nobody).
"""
from __future__ import annotations

from ...base.lazily import lazily

segno = lazily('segno')


def link_of(page: str, code: str, secret: str) -> str:
    """Return the address that opens a case.  ``page``: URL of where cases are followed.

    >>> link_of('https://hanoi.gov.vn/theo-doi', 'HN-7K3P-9QXD', 'ABCD')
    'https://hanoi.gov.vn/theo-doi#HN-7K3P-9QXD.ABCD'
    """
    return f'{page}#{code}.{secret}'


def picture_of(link: str, title: str) -> str:
    """Return the QR code of ``link`` as SVG that stands in a page."""
    picture: str = segno.make(link, error='m').svg_inline(
        scale=4, border=4, light='#fff', title=title)
    return picture
