"""Bản xem trước: one text that is not public, for whoever has a link to it.

A link that is wrong, revoked, expired or closed opens nothing, like any that never was.
"""
from pyramid.response import Response
from pyramid.view import view_config

from ....base.i18n import ILanguages, _
from ....base.interfaces import ISite, ITranslation
from ....content.previews.interfaces import IPreviewing
from ....content.previews.standin import stand_in
from ....content.previews.views import LINK, public_page, version_file
from ....kernel.tree.lookup import find_site, in_work
from ....web import View
from ....web.files import VIEW_NAME
from ....web.login.redeemedlinks import name_of
from ....web.routing.origins import refuse_foreign
from .codes import ask, key_opened, key_typed, lead_on

NAME = '_preview'
TITLE = _('Mở bản xem trước')
HEADERS = {'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer',
           'X-Robots-Tag': 'noindex, nofollow'}


class PreviewView(View):
    """What a link shows: the page, and the file of an image or a file."""

    @view_config(context=ISite, name=NAME, request_method=('GET', 'HEAD'),
                 subpath=True)
    def show(self):
        """Ask for the code; show the page that it opens, or the file below it."""
        if not self.request.subpath:
            return ask(self.request, TITLE, self._here)
        key, rest = key_opened(self.request), self.request.subpath[1:]
        document = self._found(key)
        if document is None or rest not in ((), (VIEW_NAME,)):
            return ask(self.request, TITLE, self._here, wrong=True)
        response = version_file(
            self.request, in_work(document)) if rest else self._page(document, key)
        response.headers.update(HEADERS)
        response.headers.pop('ETag', None)
        return response

    @view_config(context=ISite, name=NAME, request_method='POST', require_csrf=False,
                 subpath=True, throttled='code')
    def open(self):
        """Lead on to what the code opens, or ask again."""
        refuse_foreign(self.request)
        key = key_typed(self.request)
        if self._found(key) is None:
            return ask(self.request, TITLE, self._here, wrong=True)
        return lead_on(self.request, self._here, key)

    @property
    def _here(self):
        return self.request.link(self.context, NAME)

    def _found(self, key):
        """Return the document of this site that the link with ``key`` opens, or ``None``."""
        document = self.request.service(IPreviewing).find(self.request.root, key)
        return document if document is not None and find_site(document) is self.context else None

    def _page(self, document, key):
        item = document.__parent__ if ITranslation.providedBy(document) else document
        language = self.request.registry.getUtility(ILanguages).by_tag[document.language]

        def address(asked, *elements):
            if asked != language or elements not in ((), (VIEW_NAME,)):
                return None
            return self.request.link(self.context, NAME, name_of(key), *elements)

        return Response(public_page(
            self.request, stand_in(item, lambda each: each is document), language, LINK, address))
