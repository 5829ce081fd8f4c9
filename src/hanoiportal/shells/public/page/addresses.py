"""Where a page stands: its one address, and the same page in other languages (ADR 3)."""
import re
from urllib.parse import urlencode

from pyramid.decorator import reify
from pyramid.request import Request

from ....base.interfaces import IItem, IResource
from ....kernel.tree.lookup import find_site, is_listed, path_of, work_of
from ....participation.questions.interfaces import ABOUT, FORMS, MISTAKE
from ....participation.ratings.interfaces import THING, VIEW
from ....types.section import Section
from ....web.routing.links import alternates, canonical

_PART = re.compile(r'\?page=\d+')


class Addresses:
    """Addresses of the page that the ``Layout`` ``page`` shows.

    A view of several pages gives the ``steps`` that lead from its own address to this one.
    """

    def __init__(self, page):
        self._page = page
        self._request = page.request
        view = page.request.view_name if not page.error else ''
        self._view = (view, *page.values.get('steps', ())) if view else ()
        query = page.values.get('query')
        self._query = '?' + query if query else ''
        self._work = work_of(page.context)
        self._whole = page.values.get('canonical') or self._of_work(page)

    def _of_work(self, page):
        """Return the address of the same page of the work that a reference shows, else ``None``.
        """
        if self._work is page.context or page.error:
            return None
        return canonical(self._request, self._work, page.language, *self._view)

    @reify
    def canonical(self):
        """The page's one address, without queries but that of its part of a longer list.

        Of a page that shows a part of another one it is the address there.
        """
        return self._whole or self._absolute(self._page.language) + self._query

    @property
    def alternates(self):
        """``[(tag, URL)]`` of the page in each language; none for a part of a longer one."""
        page = self._page
        if self._query or self._whole or not page.indexed:
            return []
        if self._view:
            return [(language.tag, self._absolute(language))
                    for language in page.languages.interface]
        return [(language.tag, url)
                for language, url in alternates(self._request, page.context)]

    @property
    def switches(self):
        """``[(Language, address, whether it is this one)]``: the page in other languages.

        Ethnic languages stand there when something of the page is written in them (4.2.g).
        A part of a longer list leads to the first one: a list may be shorter in another language.
        """
        languages, texts = self._page.languages, self._page.context.translations
        written = tuple(
            language for language in languages.enabled if language.role == 'ethnic'
            and language.tag in texts and texts[language.tag].is_public)
        link, own = self._request.link, self._page.language
        elsewhere = '' if _PART.fullmatch(self._query) else self._query
        return [
            (language, link(self._page.context, *self._view, language=language)
             + (self._query if language == own else elsewhere), language == own)
            for language in languages.interface + written]

    @property
    def mistake(self):
        """Where a mistake of the page is told (Law on access to information, article 22), to the
        site of the work that it shows; ``''`` of pages that are not for visitors, and of the forms
        themselves.
        """
        page = self._page
        if not page.is_counted or page.request.view_name == FORMS:
            return ''
        form = self._request.link(self._site, FORMS, MISTAKE)
        return f'{form}?{urlencode({ABOUT: self.canonical})}'

    @property
    def rating(self):
        """Where one rates what the page shows, of pages of no item and no section the site; ``''``
        of pages that are not for visitors, and of the form itself.
        """
        page = self._page
        if not page.is_counted:
            return ''
        here, site = self._work, self._site
        is_rated = isinstance(here, Section) or (IItem.providedBy(here) and is_listed(here))
        return rating_address(self._request, site, here if is_rated else site)

    @property
    def _site(self):
        """The site of the work that the page shows: of a reference, that of its source."""
        return self._page.site if self._work is self._page.context else find_site(self._work)

    def _absolute(self, language):
        return canonical(self._request, self._page.context, language, *self._view)


def rating_address(request: Request, site: IResource, thing: IResource) -> str:
    """Return the address at which ``thing``, of ``site`` or the site itself, is rated."""
    address = str(request.link(site, VIEW))
    path = '' if thing is site else path_of(thing)[len(path_of(site).rstrip('/')):]
    return f'{address}?{urlencode({THING: path}, safe="/")}' if path else address
