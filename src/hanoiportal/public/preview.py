"""Bản xem trước: one text that is not public, for whoever has a link to it (A10).

A link that is wrong, revoked, expired or closed leads nowhere, like any address that does not
exist.
"""
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from ..i18n import ILanguages
from ..interfaces import ISite, ITranslation
from ..previews.interfaces import IPreviewing
from ..previews.standin import stand_in
from ..previews.views import LINK, public_page, version_file
from ..tree.lookup import find_site, in_work
from ..web import View
from ..web.files import VIEW_NAME

NAME = '_preview'
HEADERS = {'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer',
           'X-Robots-Tag': 'noindex, nofollow'}


class PreviewView(View):
    """What a link shows: the page, and the file of an image or a file."""

    @view_config(context=ISite, name=NAME, request_method=('GET', 'HEAD'))
    def show(self):
        """Show the page, or the file below it."""
        token, *rest = self.request.subpath or ('',)
        document = self.request.service(IPreviewing).find(self.request.root, token)
        if document is None or rest not in ([], [VIEW_NAME]) or (
                find_site(document) is not self.context):
            raise HTTPNotFound
        response = version_file(
            self.request, in_work(document)) if rest else self._page(document, token)
        response.headers.update(HEADERS)
        response.headers.pop('ETag', None)
        return response

    def _page(self, document, token):
        item = document.__parent__ if ITranslation.providedBy(document) else document
        language = self.request.registry.getUtility(ILanguages).by_tag[document.language]

        def address(asked, *elements):
            if asked != language or elements not in ((), (VIEW_NAME,)):
                return None
            return self.request.link(self.context, NAME, token, *elements)

        return Response(public_page(
            self.request, stand_in(item, lambda each: each is document), language, LINK, address))
