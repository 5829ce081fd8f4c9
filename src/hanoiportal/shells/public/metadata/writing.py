"""The metadata of a page as HTML for its head."""
import json
from html import escape

from persistent.interfaces import IPersistent
from pyramid.events import BeforeRender, subscriber

from ..fragments import cached
from .about import PageMetadata
from .card import card
from .dublin_core import IElements, dublin_core
from .linked_data import linked_data
from .others import others

#: What could end the element or begin a comment in it; JSON reads the escapes back.
_UNSAFE = {sign: f'\\u{ord(sign):04x}' for sign in '<>&\u2028\u2029'}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(',', ':'), check_circular=False)
_SCHEMA = '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'


def written(page):
    """Return the metadata of the ``Layout`` ``page``; nothing of errors and of previews.

    All results of searches of one site say the same.
    """
    if page.error or page.preview:
        return ''
    about = PageMetadata(page)
    if page.is_composed or not IPersistent.providedBy(page.context):
        return _written(about)
    if about.shown is not None:
        return cached(page, 'head', lambda: _written(about), reads=_reads(about),
                      varies=_varies(about))
    return _written(about) if page.indexed else cached(
        page, 'head of view', lambda: _written(about), varies=(
            page.context.__oid__, page.request.view_name, about.address, about.title,
            page.description))


def _reads(about):
    """Return the resources that the head is read from, but for what it ``_varies`` by."""
    return (about.context,) if about.image is None else (about.context, about.image)


def _varies(about):
    """Return what the head depends on besides, made anew for each page: of what a type says of
    its items nobody knows what it was read from.
    """
    return about.address, about.title, about.page.description, repr(about.own)


def _written(about):
    elements = about.page.request.registry.getUtility(IElements)
    return '\n'.join([
        _SCHEMA,
        *(f'<meta name="{name}" content="{escape(value)}">'
          for name, value in dublin_core(about, elements)),
        *(f'<meta property="{name}" content="{escape(value)}">' for name, value in card(about)),
        *(f'<link rel="alternate" type="{mimetype}" href="{escape(address)}">'
          for mimetype, address in others(about)),
        script(linked_data(about))])


@subscriber(BeforeRender)
def add_metadata(event):
    """Let ``layout.pt`` write the metadata of its ``page``."""
    event['metadata'] = written


def script(data):
    """Return ``data`` as a block of JSON-LD, which no browser runs and nothing in it can leave."""
    text = _JSON.encode(data)
    for sign, written_as in _UNSAFE.items():  # str.translate takes thirty times as long
        text = text.replace(sign, written_as)
    return f'<script type="application/ld+json">{text}</script>'
