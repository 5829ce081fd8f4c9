"""Yêu cầu cung cấp thông tin in the desk: one request, the register of a site, its figures."""
import datetime
from collections.abc import Mapping, Sequence

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local, moment, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming
from ...platform.media.interfaces import IFileIntake
from ...shells.desk.frame.menu import PEOPLE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...shells.frame.assets import asset_url
from ...shells.frame.tablefile import WORKBOOK, table_response
from ...web import desk_view
from ...web.forms.acts import filled, named
from ...web.forms.fields import OUTSIDE as FILES
from ..cases.interfaces import REQUEST, Attachment, Case, ICases
from ..inbox.interfaces import ONE, IInbox
from .interfaces import (
    CHARGED,
    PAGE,
    PAID,
    CannotResolve,
    Entry,
    IAccessRegister,
    IResolving,
)
from .issuing import Issuing
from .verbs import verbs_of
from .views import Act, Known, acts_of
from .words import OUTCOMES, REMEDIES, STEPS, TOLD, WAYS

#: Further pages of a site in the desk: the register, the register as table to save.
REGISTER, SAVED = 'requests', 'requests.csv'
KINDS = ('text', 'sheet', 'image')
MOST_FILES = 10
STYLESHEET = asset_url('record.css')
Values = Mapping[str, object]


class OneRequest(DeskView):
    """A request: what is asked, its terms, what may be done by which form."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self._cases: ICases = request.registry.getAdapter(context, ICases)
        self._register: IAccessRegister = request.registry.getAdapter(context, IAccessRegister)
        self._resolving: IResolving = request.service(IResolving)

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER,
               renderer='templates/request.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {}, '')

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER, request_method='POST',
               renderer='templates/request.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the form says, or show it again with what is wrong."""
        case, form = self._case(), self.request.POST
        act = str(form.get('act', ''))
        verb = verbs_of(self.request, case, form, lambda: self._files(form)).get(act)
        if verb is None:
            return self.see(self.context, PAGE, number=case.number)
        try:
            verb()
        except CannotResolve as refused:
            self.request.tm.abort()  # files of a proposal that the board does not get
            self.request.tm.begin()
            return self._page(form, refused.reasons, act)
        self.flash(TOLD[act])
        return self.see(self.context, PAGE, number=case.number)

    def _case(self) -> Case:
        """Return the request that the address names, which this site has."""
        inbox: IInbox = self.request.service(IInbox)
        found = inbox.case(
            number_in(self.request.params.get('number', '')), REQUEST, self.context)
        if found is None:
            raise HTTPNotFound
        return found

    def _files(self, form: Mapping[str, object]) -> Sequence[Attachment]:
        """Return the files that were sent, examined.  Raises ``CannotResolve``."""
        given = [each for each in self.request.POST.getall(FILES)
                 if getattr(each, 'filename', '')]
        if len(given) > MOST_FILES:
            raise CannotResolve({FILES: _('Không quá ${most} tệp.', mapping={
                'most': str(MOST_FILES)})})
        intake: IFileIntake = self.request.registry.getUtility(IFileIntake)
        try:
            files = [Attachment(*intake.take(Incoming(each.filename, each.file), KINDS))
                     for each in given]
        except BadFile as refused:
            raise CannotResolve({FILES: refused.args[0]}) from None
        if any(each.held for each in files):
            raise CannotResolve({FILES: _('Máy quét mã độc đang bận nên chưa giao được tệp. Xin '
                                          'thử lại sau ít phút.')})
        return files

    def _acts(self, case: Case, entry: Entry, tag: str) -> list[Act]:
        rules = self._resolving.rules
        known = Issuing(self.request.registry, self.request.root, rules).known(case, entry)
        now = self.request.registry.getUtility(IClock).now()
        return acts_of(Known(
            self._cases.standing(case, now), entry, rules,
            frozenset(event.ground for event in case.events),
            {**known, 'remedies': REMEDIES.replace('${agency}', known['agency']),
             'costs': self._charged(case)},
            self._resolving.missing(case),
            bool(self.request.has_permission(APPROVE_ANSWER, self.context)),
            [(each.code, each.text.in_language(tag)[0]) for each in rules.grounds]))

    def _charged(self, case: Case) -> str:
        """Return what the sender was told of costs, in one line and, as papers are, Vietnamese;
        ``''`` for nothing.
        """
        return ' '.join(self._cases.kept(case, CHARGED).split())

    def _costs(self, case: Case) -> list[tuple[str, str, bool]]:
        """Return when costs were told and paid, the words, and whether later ones hold instead.
        """
        told = [event for event in case.events if event.ground in (CHARGED, PAID)]
        last = [event for event in told if event.ground == CHARGED][-1:]
        return [(moment(each.moment), self._cases.text_of(case, each),
                 each.ground == CHARGED and each not in last) for each in told]

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str], act: str) -> Values:
        if reasons:
            self.request.response.status_int = 422
        case, tag = self._case(), self.request.language.tag
        entry, contents = self._register.entry(case), self._cases.open(case)
        if entry is None:
            raise HTTPNotFound
        return {
            'title': _('Yêu cầu cung cấp thông tin số ${number}/${year}', mapping={
                'number': str(entry.number), 'year': str(entry.year)}),
            'view': PAGE, 'case': case, 'entry': entry, 'contents': contents,
            'outcome': OUTCOMES[entry.outcome], 'way': WAYS[entry.way],
            'received': moment(entry.received), 'due': moment(entry.due),
            'missing': self._resolving.missing(case), 'costs': self._costs(case),
            'stylesheet': STYLESHEET,
            'clocks': [(STEPS[each.step], _day(each.deadline.due, tag), each.is_provisional)
                       for each in self._resolving.clocks(case) if each.deadline],
            'acts': filled(named(self._acts(case, entry, tag)), act, form, reasons),
            'address': self.path(self.context, PAGE, number=case.number), 'files_field': FILES,
            'one': self.path(self.context, ONE, number=case.number),
            'problems': [why for name, why in reasons.items() if name in ('', FILES)]}


def _day(at: datetime.datetime, tag: str) -> str:
    return shown_date(local(at).date(), tag)


@menu(REGISTER, _('Yêu cầu cung cấp thông tin'), at=PEOPLE, permission=ANSWER, order=20)
class Register(DeskView):
    """Sổ theo dõi of a site (article 26), and its figures (NĐ 13/2018, 12.4)."""

    @desk_view(context=ISite, name=REGISTER, working_permission=ANSWER,
               renderer='templates/requests.pt')
    def page(self) -> Values:
        """Return the lines of a year, the latest first."""
        cases: ICases = self.request.registry.getAdapter(self.context, ICases)
        tag = self.request.language.tag
        return {
            'title': _('Sổ theo dõi yêu cầu cung cấp thông tin: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'view': REGISTER, 'year': self._year, 'figures': self._register.figures(self._here),
            'rows': [(each, self._asked(cases, each), _day(each.received, tag),
                      _day(each.due, tag) if each.due else '', OUTCOMES[each.outcome],
                      WAYS[each.way], each.site == self._here)
                     for each in reversed(self._entries)],
            'saved': self.path(self.context, SAVED, year=self._year),
            'workbook': self.path(self.context, SAVED, year=self._year, format=WORKBOOK)}

    @desk_view(context=ISite, name=SAVED, working_permission=ANSWER)
    def saved(self) -> Response:
        """Give the lines of a year as a table to save: nothing of who asked."""
        response = table_response(
            self.request, f'so-theo-doi-{self._year}', _('Sổ theo dõi'),
            ('number', 'year', 'case', 'received', 'way', 'due', 'outcome', 'ground',
             'complaints', 'lawsuits'),
            ((each.number, each.year, each.case, local(each.received).replace(microsecond=0),
              each.way, each.due and local(each.due).date(), each.outcome,
              each.ground, each.complaints, each.lawsuits) for each in self._entries))
        response.headers['Cache-Control'] = 'no-store'
        return response

    @property
    def _here(self) -> str:
        return str(self.context.__oid__)

    @property
    def _register(self) -> IAccessRegister:
        found: IAccessRegister = self.request.registry.getAdapter(self.context, IAccessRegister)
        return found

    @property
    def _year(self) -> int:
        typed = str(self.request.GET.get('year', ''))
        this_year = local(self.request.registry.getUtility(IClock).now()).year
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else this_year

    @property
    def _entries(self) -> Sequence[Entry]:
        return self._register.entries(self._here, self._year)

    def _asked(self, cases: ICases, entry: Entry) -> str:
        """Return what was asked for, to the site that has it."""
        case = cases.get(entry.case) if entry.site == self._here else None
        contents = None if case is None else cases.open(case)
        return '' if contents is None else contents.title
