"""Pictures and their renditions over HTTP."""
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.numbers import size_text
from ...kernel.tree.lookup import in_language
from ...web.files import FOREVER, POLICY, VIEW_NAME, file_address, file_response, named
from .interfaces import IRenditions
from .pictures import as_it_is, focus_of, picture, version
from .variants import KINDS, variants


def picture_of(request, image, cut=False):
    """Return the ``Picture`` of the item ``image`` in the language of ``request``.

    ``cut``: a thumbnail.  In a preview it is the picture as it is: nothing is made of drafts.
    """
    words = in_language(image, request.language.tag)
    if getattr(request, 'preview', None):
        return as_it_is(
            request.link, image, words, file_address(request, image, image.image))
    return picture(request.link, image, words, cut)


class Player(NamedTuple):
    """A film or a recording.  ``type``: media type.  ``format``, ``size``: for people."""

    address: str
    type: str
    format: str
    size: str


def player(request, item, stored, view=VIEW_NAME):
    """Return the ``Player`` of ``stored``, a file of ``item``, or ``None`` if there is none.

    ``view``: that which gives it.
    """
    if stored is None:
        return None
    return Player(
        file_address(request, item, stored, view), stored.mimetype,
        stored.filename.rpartition('.')[2].upper(), size_text(stored.size, request.language.tag))


def rendition_response(request, image, cut=False):
    """Return the rendition of ``image`` that the query names, or the picture as it is while the
    process is busy.  Raises ``HTTPNotFound`` if there is no such one.

    Of what is not public nothing is kept, by us or by anybody on the way.
    """
    variant = _asked(request, image, cut)
    content = request.registry.getUtility(IRenditions).get(
        image.image, variant, keep=image.is_public)
    if content is None:
        response = file_response(request, image.image)
        response.cache_control = 'no-store'
        return response
    response = Response(content, content_type=KINDS[variant.kind], conditional_response=True)
    response.headers.update({
        'Content-Security-Policy': f'{POLICY}; sandbox', 'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'cross-origin' if image.is_public else 'same-origin',
        'Content-Disposition': named('inline', _filename(image, variant)),
        'Cache-Control': _kept(request, image, cut)})
    response.etag = variant.name_for(image.image.sha256)
    return response


def _asked(request, image, cut):
    if image.image.waiting:
        raise HTTPNotFound
    focus = focus_of(image) if cut else None
    width, kind = (request.params.get(name) for name in ('w', 'as'))
    for variant in variants(image.image, focus):
        if (str(variant.width), variant.kind) == (width, kind):
            return variant
    raise HTTPNotFound


def _filename(image, variant):
    return f'{image.image.filename.rpartition(".")[0]}.{variant.kind}'


def _kept(request, image, cut):
    if not image.is_public:
        return 'private, no-store'
    return FOREVER if request.params.get('v') == version(image, cut) else 'public, no-cache'
