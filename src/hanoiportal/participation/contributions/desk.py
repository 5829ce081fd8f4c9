"""Tin, bài gửi tới in the desk: one contribution, what may be done with it, its draft (12.1.b)."""
from __future__ import annotations

from collections.abc import Mapping

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IClock, IItem, ISite
from ...base.numbers import number_in, told_file
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...editorial.review.interfaces import IReviewData
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.workflow.interfaces import TITLES
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import title_of
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ...web.forms.acts import filled, named
from ..cases.interfaces import CONTRIBUTION, HELD, OPEN, Case, ICases
from ..inbox.interfaces import CHANNELS, ONE, IInbox
from ..inbox.interfaces import FILE as FILE_VIEW
from ..tracking.interfaces import STATES
from .interfaces import (
    LABELS,
    PAGE,
    SENDERS,
    CannotContribute,
    DraftMade,
    IContributing,
    IInviting,
)
from .telling import end_of, said_as
from .verbs import verbs_of
from .views import KnownContribution, acts_of

#: The view of an item that leads to what it was made of.
SOURCE = 'contribution-source'
STYLESHEET = asset_url('record.css')
#: What people are told of a deed, by its button.
TOLD = {
    'make': _('Bản nháp đang được tạo từ bài gửi.'),
    'ask': _('Đã gửi yêu cầu bổ sung thông tin.'),
    'complete': _('Đã ghi thông tin người gửi.'),
    'invite': _('Đã gửi thư mời làm cộng tác viên.'),
    'engage': _('Đã ghi người gửi vào sổ cộng tác viên.'),
    'refuse': _('Đã trả lời không đăng bài gửi.')}
Values = Mapping[str, object]


class OneContribution(DeskView):
    """A contribution: what was sent, by whom, what may be done."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self._cases: ICases = request.registry.getAdapter(context, ICases)
        self._contributing: IContributing = request.service(IContributing)
        self._inviting: IInviting = request.service(IInviting)

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER,
               renderer='templates/contribution.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {}, '')

    @desk_view(context=ISite, name=PAGE, working_permission=ANSWER, request_method='POST',
               renderer='templates/contribution.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the form says, or show it again with what is wrong."""
        case, form = self._case(), self.request.POST
        act = str(form.get('act', ''))
        verb = verbs_of(self._contributing, self._inviting, case, form,
                        self.request.identity.id).get(act)
        if verb is not None:
            try:
                verb()
            except CannotContribute as refused:
                return self._page(form, refused.reasons, act)
            self.flash(TOLD[act])
        return self.see(self.context, PAGE, number=case.number)

    def _case(self) -> Case:
        """Return the contribution that the address names, which this site has."""
        inbox: IInbox = self.request.service(IInbox)
        found = inbox.case(
            number_in(self.request.params.get('number', '')), CONTRIBUTION, self.context)
        if found is None:
            raise HTTPNotFound
        return found

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str], act: str) -> Values:
        if reasons:
            self.request.response.status_int = 422
        case = self._case()
        contents, provider = self._cases.open(case), self._contributing.provider(case)
        known, draft = self._known(case), self._contributing.draft(case)
        return {
            'title': _('Tin, bài gửi tới: ${code}', mapping={'code': case.code}), 'view': PAGE,
            'case': case, 'contents': contents, 'provider': provider, 'labels': LABELS,
            'kind': SENDERS.get(provider.kind, '') if provider else '', 'held': HELD,
            'files': self._files(case), 'channel': CHANNELS[case.channel],
            'received': moment(case.received), 'lacks': known.lacks, 'draft': draft,
            'made': self._made(draft), 'stylesheet': STYLESHEET,
            'talk': self._talk(case), 'closed': self._closed(case, known),
            'is_for_writers': known.is_for_writers,
            **self._invitation(case),
            'acts': filled(named(acts_of(known)), act, form, reasons),
            'address': self.path(self.context, PAGE, number=case.number),
            'one': self.path(self.context, ONE, number=case.number),
            'problems': [why for name, why in reasons.items() if name == '']}

    def _invitation(self, case: Case) -> Values:
        """Return what is told of asking the sender to become a contributor."""
        inviting = self._inviting
        if not inviting.is_due(case):
            return {'is_due': False}
        return {'is_due': True, 'published': inviting.published(case),
                'invited_at': moment(inviting.invited_at(case)),
                'may_engage': inviting.may_engage(case)}

    def _closed(self, case: Case, known: KnownContribution) -> str:
        """Return how ``case`` has ended, ``''`` while it is open."""
        state = known.standing.state
        return '' if state in OPEN else end_of(case, known.standing) or STATES[state]

    def _known(self, case: Case) -> KnownContribution:
        now = self.request.registry.getUtility(IClock).now()
        tag, provider = self.request.language.tag, self._contributing.provider(case)
        contents = self._cases.open(case)
        return KnownContribution(
            self._cases.standing(case, now), provider,
            self._contributing.missing(provider) if provider else [],
            self._contributing.draft(case),
            [(f'{each.section.__oid__}:{name}', f'{title_of(each.section)} – {self._say(title)}')
             for each in self._contributing.targets(case) for name, title in each.types],
            [(index, note, self._name(case, index)) for index, note in enumerate(case.files)],
            contents.details.get('captions', '').splitlines() if contents else [],
            [(row.code, f'{row.code}) {row.title_in(tag)}') for row in
             self.request.registry.getUtility(IReviewData).grounds.values()],
            bool(self.request.has_permission(APPROVE_ANSWER, self.context)))

    def _say(self, text: str) -> str:
        return str(self.request.localizer.translate(text))

    def _name(self, case: Case, index: int) -> str:
        found = self._cases.file(case, index)
        return '' if found is None else found.filename

    def _files(self, case: Case) -> list[tuple[str, str, str, str]]:
        """Return address, name, format and size, and why it is given to nobody of each file."""
        named_files = [(self._name(case, index), note) for index, note in enumerate(case.files)]
        return [(self.path(self.context, FILE_VIEW, number=case.number, file=index), name,
                 told_file(name, note.size, self.request.language.tag), note.held)
                for index, (name, note) in enumerate(named_files)]

    def _talk(self, case: Case) -> list[tuple[str, str, str]]:
        """Return what the sender and the board have told each other: what, when, the text."""
        return [(title, moment(event.moment), self._cases.text_of(case, event))
                for event in case.events if (title := said_as(event))]

    def _made(self, draft: DraftMade | None) -> tuple[str, str, str] | None:
        """Return address, title and state of the draft."""
        if draft is None or draft.item is None:
            return None
        return (self.path(draft.item), draft.item.title, TITLES[in_work(draft.item).state])


def is_contributed(item: IItem, request: Request) -> bool:
    """Return whether ``item`` was made of what somebody sent, and the asker may see it."""
    return bool(getattr(item, 'contribution', 0)) and bool(
        request.has_permission(ANSWER, find_site(item)))


@menu(SOURCE, _('Tin, bài gửi tới'), at=HERE, context=IItem, order=45, shown=is_contributed)
class ContributionSource(DeskView):
    """The way from a text to what it was made of."""

    @desk_view(context=IItem, name=SOURCE)
    def go(self) -> HTTPSeeOther:
        """Go to the contribution."""
        if not is_contributed(self.context, self.request):
            raise HTTPNotFound
        return self.see(find_site(self.context), PAGE, number=self.context.contribution)
