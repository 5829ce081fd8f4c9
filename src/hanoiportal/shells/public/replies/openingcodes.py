"""The address that opens a case, and its QR code (ADR 50: what opens stands behind ``#``, which
browsers send to nobody).
"""
from ...frame.qrcodes import qr_code


def link_of(page: str, code: str, secret: str) -> str:
    """Return the address that opens a case.  ``page``: URL of where cases are followed.

    >>> link_of('https://hanoi.gov.vn/theo-doi', 'HN-7K3P-9QXD', 'ABCD')
    'https://hanoi.gov.vn/theo-doi#HN-7K3P-9QXD.ABCD'
    """
    return f'{page}#{code}.{secret}'


def picture_of(link: str, title: str) -> str:
    """Return the QR code of ``link`` as SVG that stands in a page."""
    return qr_code(link, title, 4)
