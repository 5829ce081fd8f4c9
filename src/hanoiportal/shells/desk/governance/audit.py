"""Nhật ký: what was done in a site, for those who answer for it, and as a table to take away."""
import datetime
from functools import cache, cached_property

from pyramid.response import Response

from ....base.clock import local, parse
from ....base.i18n import ILanguages, _
from ....base.interfaces import ISite
from ....base.permissions import AUDIT, VIEW
from ....base.text import nfc
from ....content.erasure.interfaces import KINDS, IErasureRules
from ....editorial.review.interfaces import IReviewData
from ....kernel.security.authentication.accounts import Accounts
from ....safekeeping.audit.exporting import table
from ....safekeeping.audit.interfaces import ROOTS, IActions, IAudit, LogQuery
from ....web import desk_view
from ...frame.wording import basis_in_words
from ..frame.listfilters import page_number
from ..frame.menu import REPORTING, menu
from ..frame.view import DeskView
from ..frame.wording import person, place_title

SIZE = 50
LONGEST = 100
TEMPLATE, EXPORT = 'templates/audit.pt', 'export'
_DAY = datetime.timedelta(days=1)


class LogFilters:
    """What is asked of the log, as a form has it: no address holds the name of a person.

    ``who``: part of a person's name.  ``act``: name of an action.  ``inner``: ``'yes'`` for what
    is done in registers and to duties.  ``since``, ``until``: days in
    ISO 8601, both inclusive.  What cannot be read asks for nothing.
    """

    def __init__(self, given, actions):
        self.who = nfc(given.get('who', '').strip()[:LONGEST])
        self.act = given.get('act', '') if given.get('act', '') in actions else ''
        self.inner = 'yes' if given.get('inner') == 'yes' else ''
        self.since, self.until = _day(given.get('since', '')), _day(given.get('until', ''))

    def wanted(self, name_of):
        """Return the ``LogQuery``; ``name_of``: callable(principal id) → name."""
        who = self.who.casefold()
        return LogQuery(
            who=(lambda principal: who in name_of(principal).casefold()) if who else None,
            action=self.act, since=parse(self.since) if self.since else None,
            until=parse(self.until) + _DAY if self.until else None, inner=bool(self.inner))

    @property
    def query(self):
        """``{name: str}`` of the filters that are set."""
        return {name: value for name, value in vars(self).items() if value}


def _day(text):
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return ''
    return day.isoformat() if 1970 < day.year < 9000 else ''


@menu('audit', _('Nhật ký'), at=REPORTING, permission=AUDIT, order=90)
class AuditPages(DeskView):
    """The chain of a site, or of the list of accounts, which only those see who manage them."""

    @desk_view(context=ISite, name='audit', renderer=TEMPLATE, permission=AUDIT,
               working_permission=None)
    @desk_view(context=Accounts, name='audit', renderer=TEMPLATE, permission=AUDIT,
               working_permission=None)
    def page(self):
        """Return one page of entries, the latest first."""
        actions = self.request.registry.getUtility(IActions).names
        filters = LogFilters(self.request.POST, actions)
        start = (page_number(self.request) - 1) * SIZE
        batch = self._audit.entries(self.context, start, SIZE, filters.wanted(self._person))
        place = self._translated(place_title(self.request, self.context))
        return {
            'title': _('Nhật ký: ${place}', mapping={'place': place}), 'batch': batch,
            'rows': [self._row(entry) for entry in batch.items], 'filters': filters,
            'sealed': self.request.link(self.request.root, ROOTS),
            'actions': [(name, self._title(name)) for name in actions]}

    @desk_view(context=ISite, name='audit', renderer=TEMPLATE, permission=AUDIT,
               working_permission=None, request_method='POST')
    @desk_view(context=Accounts, name='audit', renderer=TEMPLATE, permission=AUDIT,
               working_permission=None, request_method='POST')
    def ask(self):
        """Return what the form asks for, as a page or as a table."""
        return self._exported() if EXPORT in self.request.POST else self.page()

    def _exported(self):
        """Give what the filters ask for as a table, and record that it was taken."""
        registry = self.request.registry
        filters = LogFilters(self.request.POST, registry.getUtility(IActions).names)
        lines = list(self._audit.lines(self.context, filters.wanted(self._person)))
        asked = {f'asked_{name}': value for name, value in filters.query.items()}
        self._audit.record('log_exported', self.context, self.request.identity.id,
                           number=len(lines), format='csv', **asked)
        body = table(lines, self._person, self._title, self._translated)
        name = f'nhat-ky-{self.context.__name__ or "cong"}.csv'
        return Response(  # the mark at its beginning tells spreadsheets that it is UTF-8
            body.encode('utf-8-sig'), content_type='text/csv', charset='utf-8',
            content_disposition=f'attachment; filename="{name}"')

    @property
    def _audit(self):
        return self.request.service(IAudit)

    def _translated(self, text):
        return self.request.localizer.translate(text)

    def _title(self, action):
        return self._audit.title(action, self.request.language.tag)

    @cache  # noqa: B019  a view lives for one request
    def _person(self, principal):
        return self._translated(person(self.request.root, principal))

    @cached_property
    def _wording(self):
        return self._audit.wording(
            self.request.root, self._person,
            lambda found: bool(self.request.has_permission(VIEW, found)), self._titles())

    def _titles(self):
        """Return what the codes of rules mean, by the name of the detail."""
        find, tag = self.request.registry.getUtility, self.request.language.tag
        bases, grounds = find(IErasureRules).titles(tag), find(IReviewData).grounds
        languages = find(ILanguages).by_tag
        return {'basis': bases, 'kind': KINDS,
                'language': {code: each.called(tag) for code, each in languages.items()},
                'ground': {code: each.title_in(tag) for code, each in grounds.items()}}

    def _row(self, entry):
        words = self._wording.words(entry)
        return {
            'time': f'{local(entry.when):%d/%m/%Y %H:%M:%S}', 'who': self._person(entry.who),
            'action': self._title(entry.action), 'where': words.where,
            'why': basis_in_words(entry.why),
            'address': None if words.resource is None else self.path(words.resource),
            'before': words.before, 'after': words.after, 'details': words.details}
