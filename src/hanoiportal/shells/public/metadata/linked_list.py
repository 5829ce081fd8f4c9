"""A list of items as linked data: the same rows as its CSV, each as its own page says it."""
import json

from pyramid.response import Response

from ....web.routing.links import canonical
from ..page.dates import machine_moment
from .about import PageMetadata
from .item import AboutItem
from .linked_data import CONTEXT, item_data, owner_of

MIMETYPE = 'application/ld+json'
#: Rows of a list of documents or questions: each costs as much as the head of its page.
MOST = 1000


def linked_response(page, items, *elements):
    """Return ``items`` as the list that ``page``, a ``Layout``, shows at the address of its
    context and ``elements``.
    """
    request = page.request
    address = canonical(request, page.context, request.language, *elements)
    rows = (item_data(AboutItem(each, request)) for each in items)
    about = PageMetadata(page)
    return said_as_linked({
        '@type': 'Dataset', '@id': f'{address}#data', 'url': address,
        'name': page.say(page.context, 'title').text, 'inLanguage': page.tag,
        'publisher': owner_of(about), 'datePublished': machine_moment(about.published),
        'mainEntity': listed(rows)})


def listed(things):
    """Return the list of ``things`` of schema.org."""
    rows = [{'@type': 'ListItem', 'position': number, 'item': each}
            for number, each in enumerate(things, 1)]
    return {'@type': 'ItemList', 'numberOfItems': len(rows), 'itemListElement': rows}


def said_as_linked(data):
    """Return ``data``, things of schema.org, as a file."""
    return Response(json.dumps({'@context': CONTEXT, **data}, ensure_ascii=False),
                    content_type=MIMETYPE, charset='utf-8')
