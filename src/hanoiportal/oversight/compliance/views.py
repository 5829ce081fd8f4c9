"""What the public pages of compliance share: the snapshot, the month asked for, names, addresses.

They read the snapshot and the tree alone: neither ``interactions`` nor the clock.
"""
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import cast
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound

from ...base.clock import local
from ...base.deadlines.interfaces import IDeadlineRules
from ...base.interfaces import IPortal, IResource, ISite
from ...base.legalbases import short_in
from ...kernel.tree.lookup import at_path, find_portal, is_listed
from ...participation.cases.interfaces import QUESTION
from ...participation.publication.interfaces import SECTIONS
from ...shells.public.fragments import version_of, versions_of
from ...shells.public.page.dates import machine_moment, shown_moment
from ...shells.public.page.layout import Layout
from ...shells.public.page.legalbasis import legal_basis
from ...shells.public.page.wording import Wording
from ...shells.public.search.params import params_of
from ...web import View
from ...web.cacheable import Cacheable
from ..casefigures.interfaces import PAGE as CASE_FIGURES
from .details import MONTHLY
from .figures import MonthFigures
from .interfaces import METHOD, PAGE, IComplianceRules
from .months import months_until
from .resource import Snapshot, snapshot_of
from .services import current_method
from .showing import day_text, share, shown_month
from .wording import OUTCOME_TITLES

#: Names of the further pages: of the city's own figures, of a list, of the indicators.
OWN, LIST, SHEET = 'tuan-thu-cong', 'tuan-thu-chi-tiet', 'tuan-thu-chi-tieu'
#: What follows the name of a page that is saved.
CSV, JSON, LINKED = '.csv', '.json', '.jsonld'


def months_shown(snapshot: Snapshot) -> list[str]:
    """Return the months that are shown of ``snapshot``, the latest first; none of an empty one."""
    return months_until(local(snapshot.moment).date()) if snapshot.moment else []


class ComplianceView(View):
    """What the pages share.  Of a portal without a snapshot they say when it comes."""

    @cached_property
    def page(self) -> Layout:
        """The frame."""
        return Layout(self.context, self.request, {})

    @cached_property
    def snapshot(self) -> Snapshot:
        """The snapshot; an empty one before the first."""
        return snapshot_of(cast(IPortal, find_portal(self.context))) or Snapshot()

    @property
    def tag(self) -> str:
        """BCP 47 of the language of the page."""
        return str(self.page.tag)

    @cached_property
    def figures(self) -> MonthFigures:
        """The figures of the month that is asked for.  Raises ``HTTPNotFound`` if none is."""
        rules = self.request.registry.getUtility(IComplianceRules)
        months = self.months
        asked = params_of(self.request, 'thang', months[0] if months else '')
        if asked not in months and months:
            raise HTTPNotFound
        return MonthFigures(self.snapshot, rules, asked, self.tag)

    @cached_property
    def months(self) -> list[str]:
        """The months that are shown, the latest first; none before the first snapshot."""
        return months_shown(self.snapshot)

    @cached_property
    def sites(self) -> Mapping[int, ISite]:
        """Every site by its object id."""
        portal = self.page.portal
        return {site.__oid__: site for site in (portal, *portal['sites'].values())}

    def named(self, oid: int) -> Wording | None:
        """Return what the site is called, ``None`` if it is there no more."""
        site = self.sites.get(oid)
        return None if site is None else self.page.say(site, 'title')

    def address(self, view: str, /, **query: str) -> str:
        """Return the address of ``view`` of the site, with what is given of ``query``."""
        given = urlencode({name: value for name, value in query.items() if value})
        address = str(self.request.link(self.context, view))
        return f'{address}?{given}' if given else address

    def page_of(self, oid: int) -> str:
        """Return the address of the page of a site; the city's own figures have another."""
        view = OWN if self.sites[oid] is self.page.portal else PAGE
        return str(self.request.link(self.sites[oid], view))

    def values(self, title: str, **more: object) -> dict[str, object]:
        """Return what every template names."""
        moment, month = self.snapshot.moment, self.figures.month
        return {
            'title': title, 'page_address': self.address(self.request.view_name),
            'moment': shown_moment(moment, self.tag) if moment else '',
            'machine': machine_moment(moment) if moment else '',
            'month': shown_month(month, self.tag) if month else '', 'month_code': month,
            'months': [(code, shown_month(code, self.tag), code == month)
                       for code in self.months],
            'method': self._method, 'is_provisional': self._is_provisional,
            'share': lambda pair: share(pair, self.tag),
            'day_text': lambda day: day_text(day, self.tag),
            'basis_in': lambda basis: legal_basis(basis, self.tag),
            'address': self.address, 'list_view': LIST, 'sheet_view': SHEET,
            'monthly': MONTHLY, 'more_query': self.more_query, 'rule_name': self.rule_name,
            'case_figures': self._case_figures,
            'outcome_title': OUTCOME_TITLES.get, 'noindex': bool(self.request.query_string),
            **more}

    def _kept(self, title: str, oid: int, make: Callable[[], Mapping[str, object]],
              *varies: Hashable, described: str = '') -> Cacheable | dict[str, object]:
        """Return the page that ``make`` makes the values of, rendered once for a snapshot.

        ``oid``: whose month is shown, 0 for all sites.  ``varies``: what the page depends on
        besides the snapshot, the names of all sites it shows, and the method.
        """
        if self.snapshot.moment is None:
            return {**make()}
        month = self.snapshot.months.get((oid, self.figures.month))
        shown = self.sites.values() if not oid else ()
        return Cacheable(
            {'title': title, 'noindex': bool(self.request.query_string),
             'description': described}, more=make, varies=(
                version_of(self.snapshot), month and version_of(month), self.figures.month,
                versions_of(self.page.language.tag, *shown), self._method,
                self._is_provisional, self._case_figures, bool(self.request.query_string),
                *varies))

    @property
    def _case_figures(self) -> str | None:
        """Address of how the questions of the site were answered; ``None`` if it takes none."""
        section = self.context.get(SECTIONS[QUESTION])
        return None if section is None else str(self.request.link(section, CASE_FIGURES))

    @property
    def more_query(self) -> dict[str, str]:
        """What addresses of lists hold besides: that the city's own figures are meant."""
        return {'trang': OWN} if self.request.view_name == OWN else {}

    def rule_name(self, code: str) -> str:
        """Return what a rule of a duty is called; the code if nobody knows it."""
        rules = self.request.registry.getUtility(IDeadlineRules).all()
        return next((f'{short_in(each.clause, self.tag)}: {each.what_in(self.tag)}'
                     for each in rules if each.code == code), code)

    @cached_property
    def _is_provisional(self) -> bool:
        """Whether the board of the city has not approved the method of now."""
        now = current_method(cast(IPortal, self.page.portal), self.request.registry)
        return not now or self.snapshot.method != now

    @property
    def _method(self) -> tuple[Wording, str] | None:
        """Return title and address of the page with the method; ``None`` if it is not public."""
        found = at_path(self.page.portal, METHOD)
        if found is None or not is_listed(cast(IResource, found)):
            return None
        return self.page.say(found, 'title'), self.request.link(found)
