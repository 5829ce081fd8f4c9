"""Pictures put into the HTML that shows them, for what has to stand by itself."""
import re
from base64 import b64encode
from urllib.parse import urlsplit

from ....base.i18n import ILanguages
from ....kernel.tree.lookup import at_path, is_closed
from ....platform.media.interfaces import IRenditions
from ....platform.media.pictures import THUMBNAIL, WHOLE
from ....platform.media.variants import KINDS, variants
from ....web.files import VIEW_NAME
from ....web.routing.address import split_language

#: Kind and largest width in pixels of the pictures, and how many there are at most.
KIND, WIDEST, MOST = 'jpg', 1200, 20
_CHOICE = re.compile(r'<picture>.*?(<img [^>]*>)</picture>', re.DOTALL)
_SOURCE = re.compile(r'(<img [^>]*?\bsrc=")([^"]*)(")')
_VIEWS = (VIEW_NAME, WHOLE, THUMBNAIL)


def inlined(request, html):
    """Return ``html``, of a public page, with the portal's own public pictures in it.

    Of others only the words that stand for them are left.
    """
    left = iter(range(MOST))

    def put(found):
        image = _image_at(request, found[2])
        content = None if image is None or next(left, None) is None else _content(request, image)
        shown = f'data:{KINDS[KIND]};base64,{b64encode(content).decode()}' if content else 'none:'
        return found[1] + shown + found[3]

    return _SOURCE.sub(put, _CHOICE.sub(r'\1', html))


def _image_at(request, address):
    """Return the public image whose bytes are at ``address``, or ``None``."""
    path = urlsplit(address.replace('&amp;', '&')).path
    _segment, path = split_language(
        path or '/', request.registry.getUtility(ILanguages).by_segment)
    place, _slash, view = path.rpartition('/')
    found = at_path(request.virtual_root, place) if view in _VIEWS else None
    if not hasattr(found, 'image') or not found.is_public or is_closed(found):
        return None
    return found


def _content(request, image):
    widest = [each for each in variants(image.image)
              if each.kind == KIND and each.width <= WIDEST][-1]
    return request.registry.getUtility(IRenditions).get(image.image, widest, keep=True)
