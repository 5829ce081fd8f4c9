"""What stands around a case on its page: names and addresses of what it speaks of."""
from __future__ import annotations

from pyramid.request import Request

from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...kernel.tree.lookup import item_of
from ...shells.public.page.layout import Layout
from ..cases.interfaces import (
    Case,
    CaseEvent,
    CaseStanding,
    Contents,
    ICaseKinds,
    ICases,
    ICaseTerms,
    IConduct,
    ShownTerm,
)
from ..personaldata.interfaces import COPY, ERASED_COPY, GIVEN
from ..questions.interfaces import TRACKING
from .interfaces import ISenderWords
from .showing import CaseNews, Detail

#: Below the address of a case: one of its files.
FILE = 'tep'


class Surroundings:
    """See ``showing.Around``: for who asks by ``request``, whose browser has opened the case under
    ``name``.
    """

    def __init__(self, request: Request, site: ISite, name: str) -> None:
        self._request, self._context, self._name = request, site, name
        self._page = Layout(site, request, {})
        self._cases: ICases = request.registry.getAdapter(site, ICases)
        self.tag: str = self._page.tag

    def terms(self, standing: CaseStanding) -> list[ShownTerm]:
        """See ``showing.Around``."""
        terms: ICaseTerms = self._request.registry.getUtility(ICaseTerms)
        return terms.told(
            standing, self.tag, self._context, self._request.link(self._context, 'thoi-han'))

    def site(self, oid: str) -> str:
        """See ``showing.Around``."""
        found = self._page.portal.__objectmap__.object_for(int(oid)) if oid.isdecimal() else None
        return '' if found is None else str(self._page.say(found, 'title').text)

    def item(self, oid: str, *steps: str) -> tuple[str, str] | None:
        """See ``showing.Around``."""
        found = item_of(self._page.portal, oid)
        if found is None or not found.is_public:
            return None
        return self._request.link(found, *steps), self._page.say(found, 'title').text

    def file(self, index: int) -> str:
        """See ``showing.Around``."""
        return str(self._request.link(self._context, TRACKING, self._name, FILE, str(index)))

    def copies(self, event: CaseEvent) -> list[tuple[str, str, str]]:
        """See ``showing.Around``."""
        found = self._cases.get(number_in(event.to)) if event.ground == GIVEN else None
        if found is None:
            return []
        address = self._request.link(self._context, COPY, self._name, found.code)
        return [(str(address), found.code,
                 '' if self._cases.open(found) is not None else ERASED_COPY)]

    def details(self, conduct: IConduct | None, contents: Contents) -> list[Detail]:
        """See ``showing.Around``."""
        if conduct is None:
            return []
        labels, details = conduct.labels, contents.details
        links = conduct.links(details)
        known = {**details, **{
            name: self._titled(text, links[name][0]) if name in links else text
            for name, text in conduct.said(self._context, details).items()}}
        addresses = {name: self._address(link) for name, link in links.items()}
        return [Detail(labels[name], labels.get(f'{name}:{value}', value),
                       addresses.get(name, ''))
                for name in labels if (value := known.get(name)) and addresses.get(name) != '']

    def _titled(self, text: str, oid: str) -> str:
        """Return ``text`` in the language of the page if it is the title of that item."""
        found = item_of(self._page.portal, oid)
        return text if found is None or found.title != text else (
            str(self._page.say(found, 'title').text))

    def _address(self, link: tuple[str, ...]) -> str:
        """Return where ``link`` leads, ``''`` if no visitor may read that."""
        found = self.item(*link)
        return '' if found is None else found[0]


def news_of(request: Request, site: ISite, name: str, case: Case) -> CaseNews:
    """Return what tells of ``case``, which the browser has opened under ``name``."""
    registry = request.registry
    around = Surroundings(request, site, name)
    kinds: ICaseKinds = registry.getUtility(ICaseKinds)
    cases: ICases = registry.getAdapter(site, ICases)
    return CaseNews(cases, kinds.at(case.kind, case.received).title_in(around.tag), around,
                    registry.queryUtility(IConduct, name=case.kind),
                    registry.queryUtility(ISenderWords, name=case.kind))
