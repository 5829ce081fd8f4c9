"""A picture as templates show it: every rendition that a browser may choose from."""
from typing import NamedTuple

from ...kernel.tree.names import THUMBNAIL, WHOLE
from .variants import KINDS, Focus, variants

#: So wide is the rendition for browsers that cannot choose.
_USUAL = 800
_DIGITS = 16


class Source(NamedTuple):
    """One format.  ``type``: media type.  ``srcset``: as HTML wants it."""

    type: str
    srcset: str


class Picture(NamedTuple):
    """Ready for ``macros['picture']``.  ``width``, ``height``: pixels, so that nothing moves.

    ``alt``: what it shows in words, empty if it only decorates; ``lang``: of these words.
    ``caption``, ``credit``: may be empty.  ``page``: address of the picture's own page.
    """

    address: str
    width: int
    height: int
    sources: tuple[Source, ...]
    alt: str
    lang: str
    caption: str
    credit: str
    page: str


def picture(link, image, words, cut=False):
    """Return the ``Picture`` of the item ``image``, which holds a ``StoredPicture``.

    ``link``: ``request.link``.  ``words``: the item or its translation.  ``cut``: a thumbnail.
    """
    found = variants(image.image, focus_of(image) if cut else None)
    start = f'{link(image, THUMBNAIL if cut else WHOLE)}?v={version(image, cut)}'
    *sources, usual = [[each for each in found if each.kind == kind] for kind in KINDS]
    shown = next((each for each in usual if each.width >= _USUAL), usual[-1])
    return _of(image, words, link, _address(start, shown), shown, tuple(
        Source(KINDS[each[0].kind], ', '.join(
            f'{_address(start, one)} {one.width}w' for one in each)) for each in sources))


def smallest(address, image):
    """Return the address of the smallest cut of the item ``image``, whose page has ``address``."""
    *_better, usual = KINDS
    least = min((each for each in variants(image.image, focus_of(image)) if each.kind == usual),
                key=lambda each: each.width)
    return _address(f'{address}/{THUMBNAIL}?v={version(image, cut=True)}', least)


def as_it_is(link, image, words, address):
    """Return the ``Picture`` of an ``image`` that is not public, of which nothing is made.

    ``address``: of its file.
    """
    return _of(image, words, link, address, image.image, ())


def focus_of(image):
    """Return the ``Focus`` of the item ``image``."""
    return Focus(min(image.focus_x, 100), min(image.focus_y, 100))


def version(image, cut):
    """Return what changes whenever the renditions of ``image`` do."""
    focus = '-{}-{}'.format(*focus_of(image)) if cut else ''
    return image.image.sha256[:_DIGITS] + focus


def _of(image, words, link, address, shown, sources):
    return Picture(
        address, shown.width, shown.height, sources, words.alt, words.language, words.summary,
        image.credit, link(image))


def _address(start, variant):
    return f'{start}&w={variant.width}&as={variant.kind}'
