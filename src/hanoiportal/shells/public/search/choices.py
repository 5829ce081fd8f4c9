"""The filters of a search as a reader sees them: choices with their numbers, and tags.

A choice is a button of one form: an address would hold all that was typed, and there are up to
120 of them.
"""
from html import escape
from typing import NamedTuple

from ....base.clock import shown_date
from ....base.i18n import _
from ....discovery.catalog.interfaces import CITY
from ..page.wording import Wording

#: So many choices of a filter are shown before the rest folds away, and so many in all: of 149
#: sites those with most hits.  The others are reached by searching on the site itself.
SHOWN, MOST = 7, 30
CHOSEN = _('(đang chọn, bấm để bỏ)')


class FilterChoice(NamedTuple):
    """One choice.  ``value``: what its button sends; ``''`` if it is ``chosen``: takes it off."""

    name: Wording
    number: int
    value: str
    chosen: bool


class FilterTag(NamedTuple):
    """A filter in force.  ``address``: of the results without it."""

    name: Wording
    address: str


class FilterGroup(NamedTuple):
    """The choices of one filter; ``more`` are those that are folded away."""

    field: str
    title: str
    choices: tuple[FilterChoice, ...]
    more: tuple[FilterChoice, ...]


class Choices:
    """What a reader can choose, by the ``Filters`` of the page and the ``Counts`` of its hits."""

    def __init__(self, filters, counts):
        self._filters, self._page = filters, filters.page
        self._counts = {'site': counts.sites, 'type': counts.types,
                        'section': counts.sections, 'year': counts.years}

    @property
    def groups(self):
        """The ``FilterGroup`` of each filter in which there is something to choose."""
        titles = {'site': _('Tên trang'), 'type': _('Loại nội dung'), 'section': _('Chuyên mục'),
                  'year': _('Năm đăng')}
        groups = [self._group(field, title) for field, title in titles.items()]
        return tuple(group for group in groups if len(group.choices) > 1 or any(
            choice.chosen for choice in group.choices))

    def _group(self, field, title):
        here = self._filters.fields.get(field, '')
        numbers = {str(value): number for value, number in self._counts[field].items()}
        if here:
            numbers.setdefault(here, 0)
        order = sorted(numbers, reverse=True) if field == 'year' else sorted(
            numbers, key=lambda value: (-numbers[value], value))
        order.sort(key=lambda value: value != here)
        choices = tuple(self._choice(field, value, numbers[value], value == here)
                        for value in order[:MOST])
        return FilterGroup(field, title, choices[:SHOWN], choices[SHOWN:])

    def _choice(self, field, value, number, chosen):
        return FilterChoice(self._name(field, value), number, '' if chosen else value, chosen)

    def buttons(self, field, choices):
        """Return the ``<li>`` of each of ``choices`` of the filter ``field`` as one string."""
        say = self._page.request.localizer.translate
        return ''.join([self._button(field, choice, say) for choice in choices])

    def _button(self, field, choice, say):
        text, lang = choice.name
        name = escape(say(text) if hasattr(text, 'interpolate') else text)
        if lang:
            name = f'<span lang="{lang}">{name}</span>'
        if choice.chosen:
            return (f'<li><button name="{field}" aria-current="true"><span>{name} '
                    f'<span class="unseen">{escape(say(CHOSEN))}</span></span></button></li>')
        return (f'<li><button name="{field}" value="{escape(choice.value)}">{name} '
                f'<small>{choice.number}</small></button></li>')

    @property
    def tags(self):
        """The ``FilterTag`` of each filter in force."""
        return tuple(FilterTag(self._name(field, value), self._filters.address({field: ''}))
                     for field, value in self._filters.fields.items()
                     if field not in ('q', 'sort', 'copies', 'marks'))

    def _name(self, field, value):
        if field == 'site':
            portal = self._page.portal
            site = portal if value == CITY else portal['sites'][value]
            return self._page.say(site, 'short_title', 'title')
        if field == 'section':
            return self._page.say(self._filters.section(value), 'short_title', 'title')
        if field == 'type':
            return Wording(self._filters.type_title(value), None)
        return Wording(value if field == 'year' else self._day(field), None)

    def _day(self, field):
        day, text = {'from': (self._filters.since, _('Từ ngày ${day}')),
                     'to': (self._filters.until, _('Đến ngày ${day}'))}[field]
        return text % {'day': shown_date(day, self._page.tag)}
