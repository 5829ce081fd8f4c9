"""What a search is narrowed down to, read from the address; never an error."""
import datetime
import re
from html import escape
from itertools import chain
from urllib.parse import urlencode

from pyramid.decorator import reify

from ....discovery.catalog.interfaces import CITY, Narrowing
from .params import params_of

_YEAR = re.compile(r'(?:19|20)[0-9]{2}')
_DAY = re.compile(r'([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})')


class Filters:
    """The filters of one search page; what is asked for that cannot be is left out.

    ``page``: the ``Layout``.  ``typed``: what is searched for.
    ``fields``: the fields of the address that hold, without empty ones, in order.
    ``since``, ``until``: the ``date`` typed for either end, or ``None``.
    """

    def __init__(self, page, typed):
        self.page = page
        self._ask = lambda name: params_of(page.request, name)
        self.since, self.until = _day(self._ask('from')), _day(self._ask('to'))
        self.fields = {'q': typed, **self._chosen, **self._dates}
        if self._ask('sort') == 'new':
            self.fields['sort'] = 'new'
        if self._ask('copies') == 'all' and not page.is_component:
            self.fields['copies'] = 'all'
        if self._ask('marks') == 'any':
            self.fields['marks'] = 'any'

    @property
    def _chosen(self):
        here = {name: self._ask(name) for name in ('site', 'type', 'section')}
        known = {'site': self._is_site, 'type': self.type_title, 'section': self.section}
        return {name: value for name, value in here.items() if value and known[name](value)}

    @property
    def _dates(self):
        year = self._ask('year')
        if _YEAR.fullmatch(year):
            return {'year': year}
        ends = {'from': self.since, 'to': self.until}
        return {name: day.isoformat() for name, day in ends.items() if day}

    def type_title(self, name):
        """Return what people call the content type ``name``, ``''`` if there is none."""
        meta = self.page.request.registry.content.meta.get(name, {})
        return meta['title'] if 'schema' in meta else ''  # others have no text of the portal

    def _is_site(self, name):
        return not self.page.is_component and (
            name == CITY or name in self.page.portal['sites'])

    def section(self, name):
        """Return a section of that name, of this site, the city portal or any site, or ``None``.
        """
        portal = self.page.portal
        for site in chain((self.page.site, portal), portal['sites'].values()):
            section = site.get(name)
            if hasattr(section, 'in_menu'):
                return section
        return None

    @property
    def newest(self):
        """Whether the newest shall come first in place of the best."""
        return 'sort' in self.fields

    @property
    def fits(self):
        """Whether results with other marks than those that are meant shall be left out."""
        return 'marks' not in self.fields

    @property
    def gathers(self):
        """Whether standing pages that are the same shall be shown once."""
        return not (self.page.is_component or {'copies', 'site'} & self.fields.keys())

    @property
    def narrowing(self):
        """The ``Narrowing`` asked for."""
        since, until, year = self.since, self.until, self.fields.get('year')
        if year:
            since, until = datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
        chosen = {name: self.fields.get(name, '') for name in ('site', 'type', 'section')}
        return Narrowing(**chosen, since=since, until=until)

    def address(self, changes=()):
        """Return the address of the first page of these results with ``changes``, a dictionary
        of fields; an empty value takes a field out.
        """
        fields = {**self._encoded, **{
            name: value and urlencode({name: value}) for name, value in dict(changes).items()}}
        query = '&'.join(filter(None, fields.values()))
        return f'{self.results}?{query}' if query else self.results

    def inputs(self, *without):
        """Return the fields as HTML, in a form that sends all of them but those ``without``."""
        return ''.join([f'<input type="hidden" name="{name}" value="{escape(value)}">'
                        for name, value in self.fields.items() if name not in without])

    @reify
    def _encoded(self):
        """The fields as they stand in an address: they are the same in those of all choices."""
        return {name: urlencode({name: value}) for name, value in self.fields.items()
                if value}

    @reify
    def results(self):
        """The address of the page of results, without what was asked for."""
        return self.page.request.link(self.page.site, 'search')


def _day(typed):
    """Return the day typed as ``YYYY-MM-DD`` or ``dd/mm/yyyy``, or ``None``."""
    found = _DAY.fullmatch(typed)
    if found is None:
        return None
    numbers = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return datetime.date(*map(int, numbers))
    except ValueError:
        return None
