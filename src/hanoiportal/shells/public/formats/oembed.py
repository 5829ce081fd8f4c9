"""``/oembed``: how others show an item of ours, by the address that they have (oembed.com 1.0).

What they get is a quotation that loads nothing from here and runs nothing (clause 4.3.d).
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound, HTTPNotImplemented
from pyramid.request import Request
from pyramid.response import Response

from ....base.i18n import ILanguages
from ....base.interfaces import IItem, IPortal, ISite
from ....base.numbers import number_in
from ....content.links.interfaces import ILinks
from ....kernel.tree.lookup import find_portal, find_site, is_closed, is_listed
from ....kernel.tree.resources import Described
from ....web import View, public_view
from ....web.routing.links import canonical
from ..metadata.item import AboutItem
from ..page.itemactions import ItemActions

NAME = 'oembed'
#: Media types of the answer by what ``format`` says, and that of the link by which it is found.
FORMATS = {'json': 'application/json', 'xml': 'text/xml'}
FOUND_BY = 'application/json+oembed'
#: Width and height of a quotation, pixels, if less is not asked for; seconds for which it may be
#: kept; digits of a number.
WIDTH, HEIGHT, KEPT, _DIGITS = 550, 120, 3600, 6


def address_of(site: ISite, request: Request, shown: str) -> str:
    """Return where the item with the public address ``shown`` is described."""
    languages = request.registry.getUtility(ILanguages)
    endpoint = canonical(request, site, languages.default, NAME)
    return f'{endpoint}?url={quote(shown, safe="")}'


class EmbedView(View):
    """The public items of a site; at the city portal those of all sites.

    What is not public is answered as what is not there: 401 of oEmbed would tell that it is.
    """

    @public_view(context=ISite, name=NAME, counted=False)
    def embed(self) -> Response:
        """Return the description of the item at ``url``."""
        given = self.request.GET
        mimetype = FORMATS.get(given.get('format', 'json'))
        if mimetype is None:
            raise HTTPNotImplemented
        width, height = (self._most(name, usual) for name, usual in (
            ('maxwidth', WIDTH), ('maxheight', HEIGHT)))
        said = self._described(self._item(given.get('url', '')), width, height)
        text = _xml(said) if mimetype == FORMATS['xml'] else json.dumps(said, ensure_ascii=False)
        response = Response(text, content_type=mimetype, charset='utf-8')
        response.headers.update({'Access-Control-Allow-Origin': '*',
                                 'Cross-Origin-Resource-Policy': 'cross-origin'})
        return response

    def _most(self, name: str, usual: int) -> int:
        given = self.request.GET.get(name)
        if given is None:
            return usual
        if not (given.isascii() and given.isdecimal() and number_in(given, _DIGITS)):
            raise HTTPBadRequest
        return min(number_in(given, _DIGITS), usual)

    def _item(self, address: str) -> Described:
        """Return the item at ``address``, and answer in its language from now on."""
        if not address:
            raise HTTPBadRequest
        found = self._found(address)
        if not IItem.providedBy(found) or not is_listed(found) or is_closed(found):
            raise HTTPNotFound
        if not IPortal.providedBy(self.context) and find_site(found) is not self.context:
            raise HTTPNotFound
        languages = self.request.registry.getUtility(ILanguages)
        segment = urlsplit(address).path.lstrip('/').partition('/')[0]
        self.request.language = languages.by_segment.get(segment, languages.default)
        return cast('Described', found)

    def _found(self, address: str) -> Described | None:
        """Return what stands at ``address``, whoever may see it."""
        links: ILinks = self.request.service(ILinks)
        if self.request.address.development and address.startswith(f'{self.request.host_url}/'):
            portal = cast('Described', find_portal(self.context))
            return links.end(portal, address.removeprefix(self.request.host_url))
        return links.end(self.context, address) if '://' in address else None

    def _described(self, item: Described, width: int, height: int) -> dict[str, object]:
        about = AboutItem(item, self.request)
        cite = about.page.citation(item)
        site = find_site(item)
        return {
            'version': '1.0', 'type': 'rich', 'title': cite.title.text,
            'author_name': cite.agency.text, 'provider_name': about.page.say(site, 'title').text,
            'provider_url': canonical(self.request, site, self.request.language),
            'cache_age': KEPT, 'html': ItemActions.embed(cite), 'width': width, 'height': height}


def _xml(said: Mapping[str, object]) -> str:
    fields = ''.join(f'<{name}>{escape(str(value))}</{name}>' for name, value in said.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>'
