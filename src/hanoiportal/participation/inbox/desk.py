"""Hỏi đáp, phản ánh in the desk: the list of a site, one case, what is done with it (13.1.e)."""
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.settings import ISettings
from ...base.values import Batch
from ...kernel.tree.lookup import item_of
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import PEOPLE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person, place_title
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ...web.files import named as named_file
from ...web.forms.acts import filled, named
from ..answertemplates.interfaces import IAnswerTemplates
from ..cases.interfaces import (
    ANSWERED,
    CLOSED,
    HELD,
    KINDS,
    STATES,
    Case,
    CaseRow,
    Contents,
    ICases,
    IConduct,
)
from ..publication.interfaces import SECTIONS
from ..questions.interfaces import ICaseTopics
from .interfaces import FILE, LINK_PAGE, LIST, ONE, CannotAnswer, IInbox
from .rows import CaseShowing, details_of
from .verbs import TOLD, site_at, verbs_of
from .views import CaseAct, acts_of, known_of
from .words import CAPACITIES, CHANNELS, consents_of
from .words import STATES as STATE_WORDS

SIZE = 20
ENDED, MINE, NOBODY, APPROVAL = 'closed', 'mine', 'nobody', 'approval'
STYLESHEET = asset_url('record.css')
#: What a template is given.
Values = Mapping[str, object]


class AtCases(DeskView):
    """What the pages of cases have in common."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.cases: ICases = request.registry.getAdapter(context, ICases)
        self.inbox: IInbox = request.service(IInbox)
        self.here, self.actor = str(context.__oid__), request.identity.id
        self.showing = CaseShowing(
            request.registry, request.root, request.language.tag, person)


def waiting(site: ISite, request: Request) -> int:
    """Return how many cases of ``site`` wait for somebody who takes or approves."""
    inbox: IInbox = request.service(IInbox)
    approving = inbox.number_to_approve(site) if request.has_permission(
        APPROVE_ANSWER, site) else 0
    return inbox.unclaimed(site) + approving


@menu(LIST, _('Hỏi đáp, phản ánh'), at=PEOPLE, permission=ANSWER, order=10, count_at=waiting)
class CaseList(AtCases):
    """The inbox of a site: what is due first stands first."""

    @desk_view(context=ISite, name=LIST, working_permission=ANSWER,
               renderer='templates/cases.pt')
    def page(self) -> Values:
        """Return one page of the list."""
        given = {name: self.request.GET.get(name, '') for name in ('state', 'kind', 'field',
                                                                  'whose')}
        asked = {name: value for name, value in given.items() if value}
        start = (page_number(self.request) - 1) * SIZE
        rows, total = self._found(given, start)
        waits = frozenset(self.inbox.to_approve(self.context))
        counts, tag = self.cases.counts(self.here), self.request.language.tag
        topics = self.request.registry.getUtility(ICaseTopics)
        return {
            'title': _('Hỏi đáp, phản ánh: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'view': LIST, 'given': given, 'is_filtered': bool(asked),
            'rows': [self.showing.line(row, waits) for row in rows],
            'batch': Batch(tuple(rows), total, start, SIZE),
            'tallies': self._tallies(len(waits)),
            'states': [(name, STATE_WORDS[name], counts.get(name, 0)) for name in STATES],
            'fields': [(each.code, each.title_in(tag)) for each in topics.values()],
            'whose': [(MINE, _('Tôi')), (NOBODY, _('Chưa có ai')), (APPROVAL, _('Chờ phê duyệt'))],
            'kinds': [(name, self.showing.kind(name)) for name in KINDS],
            'page_address': lambda number: '?' + urlencode({**asked, 'page': number})}

    def _found(self, given: Mapping[str, str], start: int) -> tuple[list[CaseRow], int]:
        """Return the rows of the page, and how many there are in all."""
        state, whose = given['state'], given['whose']
        if whose == APPROVAL:
            numbers = frozenset(self.inbox.to_approve(self.context))
            found = [row for row in self.cases.inbox(self.here, size=10_000).rows
                     if row.number in numbers]
            return found[start:start + SIZE], len(found)
        states = CLOSED if state == ENDED else (state,) if state in STATES else ()
        assigned = {MINE: self.actor, NOBODY: ''}.get(whose)
        page = self.cases.inbox(
            self.here, states=states, kind=given['kind'], field=given['field'],
            assigned=assigned, start=start, size=SIZE)
        return list(page.rows), page.total

    def _tallies(self, approval: int) -> list[tuple[str, str, int]]:
        """Return ``(whose, title, number)`` of what waits."""
        mine = self.cases.inbox(self.here, assigned=self.actor, size=0).total
        found = [(NOBODY, _('Chưa có người nhận'), self.inbox.unclaimed(self.context)),
                 (MINE, _('Việc của tôi'), mine), (APPROVAL, _('Chờ phê duyệt'), approval)]
        return [each for each in found if each[2]]


class OneCase(AtCases):
    """A case: what was sent, how it stands, what happened, what may be done."""

    @desk_view(context=ISite, name=ONE, working_permission=ANSWER,
               renderer='templates/case.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {}, '')

    @desk_view(context=ISite, name=ONE, working_permission=ANSWER, request_method='POST',
               renderer='templates/case.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the form says, or show it again with what is wrong."""
        case, form = self._case(), self.request.POST
        act = str(form.get('act', ''))
        if case.site != self.here:
            raise HTTPNotFound
        verb = verbs_of(self.request, case, form).get(act)
        if verb is None:
            return self.see(self.context, ONE, number=case.number)
        try:
            said = verb()
        except CannotAnswer as refused:
            return self._page(form, refused.reasons, act)
        if act == 'link':
            return self._page({}, {}, '', link=str(said))
        self.flash(self._told(act, said))
        if case.site != self.here:
            return self.see(self.context, LIST)
        return self.see(self.context, ONE, number=case.number)

    def _told(self, act: str, said: object) -> str:
        if act == 'forward':
            return _('Đã chuyển. Cơ quan trả lời: ${site}.', mapping={
                'site': place_title(self.request, said)})
        return TOLD[act]

    def _case(self) -> Case:
        """Return the case that the address names: that this site has, or has had."""
        found = self.cases.get(number_in(self.request.params.get('number', '')))
        if found is None or not self.inbox.sees(found, self.context):
            raise HTTPNotFound
        return found

    def _begun(self) -> str:
        """Return the text of the template that the address names, ``''`` for none."""
        number = number_in(self.request.GET.get('template', ''))
        templates: IAnswerTemplates = self.request.service(IAnswerTemplates)
        return templates.text(self.context, number) if number else ''

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str], act: str,
              link: str = '') -> Values:
        if reasons:
            self.request.response.status_int = 422
        case = self._case()
        whole, tag = case.site == self.here, self.request.language.tag
        conduct = self.showing.conduct(case.kind)
        standing = self.cases.standing(case, self.showing.now)
        contents = self.cases.open(case) if whole else None
        topics = self.request.registry.getUtility(ICaseTopics)
        known = known_of(self.request, self.context, case, self._begun()) if whole else None
        acts = [] if known is None else acts_of(known)
        shown = filled(named(acts), 'submit' if act == 'draft' else act, form, reasons)
        return {
            # The words of who sent it stay out of the history of the browser.
            'title': _('Hồ sơ ${code}', mapping={'code': case.code}),
            'held': HELD, 'view': ONE, 'case': case, 'whole': whole, 'contents': contents,
            'place': self.showing.place(case, contents), 'channel': CHANNELS[case.channel],
            'kind': self.showing.kind(case.kind), 'state': self.showing.state(case, standing),
            'received': moment(case.received), 'due': moment(standing.due),
            'is_late': standing.due is not None and standing.due < self.showing.now,
            'assigned': person(self.request.root, standing.assigned),
            'has_it': '' if whole else self._holder(case),
            'capacities': CAPACITIES, 'consents': consents_of(self.cases, case, contents),
            'owed': self.showing.owed(standing.duties, self.here),
            'happenings': self.showing.happenings(
                case, whole, lambda other: self.inbox.sees(other, self.context)), 'acts': shown,
            'address': self.path(self.context, ONE, number=case.number), 'made': link and (
                f'{self.request.registry.getUtility(ISettings).city}/{LINK_PAGE}#{link}'),
            'files': self.showing.files(case) if whole else (), 'stylesheet': STYLESHEET,
            'to_publish': whole and standing.state == ANSWERED and not standing.item and (
                case.kind in SECTIONS and contents is not None),
            'templates': self._templates(acts),
            'field': topics[case.field].title_in(tag) if case.field in topics else '',
            'elsewhere': whole and conduct and self.path(
                self.context, conduct.page, number=case.number),
            'labels': conduct.labels if conduct else {},
            'links': self._links(conduct, contents, standing.item if whole else ''),
            'details': details_of(self.context, contents, conduct),
            'problems': [why for name, why in reasons.items() if name == '']}

    def _templates(self, acts: Sequence[CaseAct]) -> Sequence[tuple[int, str]]:
        """Return the templates of answers of the site, none where nobody answers."""
        answers = any(each.name == 'submit' for each in acts)
        templates: IAnswerTemplates = self.request.service(IAnswerTemplates)
        return templates.of(self.context) if answers else ()

    def _links(self, conduct: IConduct | None, contents: Contents | None,
               published: str) -> dict[str, str]:
        """Return the addresses of the items that details of the case lead to, by name, and that
        of the item that it was ``published`` as.
        """
        named = conduct.links(contents.details) if conduct and contents else {}
        found = {name: item_of(self.request.root, oid) for name, (oid, *steps) in {
            **named, 'published': (published,)}.items() if not steps}
        return {name: self.path(item) for name, item in found.items() if item is not None}

    def _holder(self, case: Case) -> str:
        return place_title(self.request, site_at(self.request, case.site))

    @desk_view(context=ISite, name=FILE, working_permission=ANSWER)
    def file(self) -> Response:
        """Give a file of the case, to be saved: it is shown in no page of the desk."""
        case = self._case()
        found = self.cases.file(case, number_in(self.request.params.get('file', ''))) if (
            case.site == self.here) else None
        if found is None or found.held:
            raise HTTPNotFound
        response = Response(
            found.content, content_type='application/octet-stream',
            content_disposition=named_file('attachment', found.filename))
        response.headers['Cache-Control'] = 'no-store'
        return response
