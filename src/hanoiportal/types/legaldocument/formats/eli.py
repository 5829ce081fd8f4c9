"""Permanent addresses after the manner of ELI: year, kind and number, which no renaming changes.

``eli/2025/quyet-dinh-ca-biet/4263-qd-ubnd``; a provision follows: ``…/dieu-13/khoan-1/diem-e``.
"""
import re

from ....base.text import slug

NAME = 'eli'
_STEP = re.compile('[a-z]+(-[a-z0-9]+)+')
_MOST_STEPS = 8


def eli(document):
    """Return the path segments of the address below the site, ``()`` without number or day."""
    if not document.number or not document.issued:
        return ()
    return NAME, f'{document.issued.year:04}', document.kind, slug(document.number)


def fragment(steps):
    """Return the fragment of the provision that ``steps`` name, ``''`` of none.

    ``None`` if they name no provision.
    """
    if len(steps) > _MOST_STEPS or not all(_STEP.fullmatch(step) for step in steps):
        return None
    return '#' + '-'.join(steps) if steps else ''
