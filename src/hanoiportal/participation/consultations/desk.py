"""Sổ góp ý in the desk: the comments on a draft, their answers, what comes in on paper, files."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from webob.multidict import MultiDict

from ...base.i18n import DEFAULT, _
from ...base.interfaces import ISite
from ...base.legaltexts.identities import provisions_of
from ...base.numbers import number_in
from ...base.permissions import ANSWER
from ...base.text import slug
from ...base.values import Batch
from ...kernel.tree.lookup import find_site
from ...platform.officefiles.interfaces import DOCX, XLSX
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...shells.frame.choices import Options
from ...web import desk_view
from ...web.files import named
from ..cases.interfaces import ICases
from .interfaces.comments import (
    ALL_OF_IT,
    DECIDED,
    LEDGER,
    ORPHANS,
    OUTCOMES,
    TITLES,
    CannotComment,
    Comment,
    IComments,
    ICommentTables,
    ILedger,
)
from .interfaces.drafts import IConsultation
from .ledgerrows import shown
from .register import draft_at

TABLE, ONE, PLACING = 'comments-table', 'comment', 'comment-place'
SIZE = 20
STYLESHEET = asset_url('record.css')
WHOLE_DRAFT = _('Toàn bộ dự thảo')
Values = Mapping[str, object]


def may_answer(draft: IConsultation, request: Request) -> bool:
    """Return whether the asker answers comments on ``draft``: a role that is shared at the draft
    alone opens none, since comments are cases of the site.
    """
    return bool(request.has_permission(ANSWER, find_site(draft)))


def unanswered(draft: IConsultation, request: Request) -> int:
    """Return how many comments on ``draft`` wait for an answer."""
    comments: IComments = request.registry.getAdapter(draft, IComments)
    return comments.unanswered(str(draft.__oid__))


@lru_cache(maxsize=64)  # as many as ``provisions_of`` has; a text knows its hash, they do not
def places_of(source: str, identities: str) -> tuple[Mapping[str, str], Options]:
    """Return what the provisions of ``source`` are called, in order by their ids, and the same as
    options; see ``provisions_of``.
    """
    labels = {each.id: each.heading for each in provisions_of(source, identities)}
    return MappingProxyType(labels), Options(labels.items(), DEFAULT)


class AtDraft(DeskView):
    """What the pages of the comments on a draft have in common."""

    def __init__(self, context: IConsultation, request: Request) -> None:
        super().__init__(context, request)
        if not may_answer(context, request):
            raise HTTPNotFound
        self.draft, self.actor = context, str(request.identity.id)
        self.cases: ICases = request.registry.getAdapter(context, ICases)
        self.comments: IComments = request.registry.getAdapter(context, IComments)


@menu(LEDGER, _('Sổ góp ý'), at=HERE, working_permission=ANSWER, context=IConsultation, order=30,
      shown=may_answer, count_at=unanswered)
class LedgerPage(AtDraft):
    """The ledger: by provision, what says the same together, answered at once."""

    @desk_view(context=IConsultation, name=LEDGER, working_permission=ANSWER,
               renderer='templates/ledger.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page(MultiDict(), {})

    @desk_view(context=IConsultation, name=LEDGER, working_permission=ANSWER,
               request_method='POST', renderer='templates/ledger.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Answer what is marked."""
        form = self.request.POST
        ledger: ILedger = self.request.service(ILedger)
        numbers = [number_in(each) for said in form.getall('numbers') for each in said.split()]
        try:
            done = ledger.answer(
                self.draft, numbers, form.get('outcome', ''), form.get('reason', ''),
                form.getall('changed'), self.actor)
            self.flash(_('Đã trả lời ${number} ý kiến.', mapping={'number': done}))
        except CannotComment as refused:
            self.request.response.status_int = 422
            return self._page(form, refused.reasons)
        return self.see(self.context, LEDGER, **self._asked)

    @property
    def _asked(self) -> dict[str, str]:
        given = {name: self.request.GET.get(name, '') for name in ('outcome', 'place', 'page')}
        return {name: value for name, value in given.items() if value}

    def _page(self, form: MultiDict, reasons: Mapping[str, str]) -> Values:
        asked = self._asked
        wanted = asked.get('outcome', 'open')
        outcome = {'open': '', 'all': None}.get(wanted, wanted if wanted in OUTCOMES else '')
        groups = self.comments.grouped(self.draft, outcome, asked.get('place', ''))
        start = (page_number(self.request) - 1) * SIZE
        labels, places = places_of(self.draft.full_text, self.draft.identities)
        numbers = self.comments.numbers(str(self.draft.__oid__))
        return {
            'title': _('Sổ góp ý'), 'view': LEDGER, 'asked': asked, 'wanted': wanted,
            'groups': [shown(self.cases, each, labels) for each in groups[start:start + SIZE]],
            'batch': Batch(tuple(groups[start:start + SIZE]), len(groups), start, SIZE),
            'page_address': lambda number: '?' + urlencode({**asked, 'page': number}),
            'left': numbers.unanswered, 'total': numbers.total, 'lost': numbers.lost,
            'withdrawn': numbers.withdrawn,
            'outcomes': [(each, TITLES[each]) for each in DECIDED],
            'filters': [('open', TITLES['']), ('all', _('Tất cả')),
                        *((each, TITLES[each]) for each in OUTCOMES)],
            'placing': PLACING, 'places': places, 'special': (
                (ORPHANS, _('Chưa xác định điều khoản')), (ALL_OF_IT, WHOLE_DRAFT)),
            'here': self.path(self.context, LEDGER, **asked), 'form': form, 'reasons': reasons,
            'chosen': frozenset(form.getall('numbers')),
            'changed': frozenset(form.getall('changed')),
            'problems': list(reasons.values()), 'stylesheet': STYLESHEET,
            'site': find_site(self.draft)}

    @desk_view(context=IConsultation, name=TABLE, working_permission=ANSWER)
    def table(self) -> Response:
        """Give the table as Word file, or as workbook."""
        tables: ICommentTables = self.request.registry.getUtility(ICommentTables)
        is_book = self.request.GET.get('form', '') == 'xlsx'
        made = tables.xlsx if is_book else tables.docx
        name = f'tiep-thu-giai-trinh-{slug(self.draft.title)[:60]}'
        response = Response(
            made(self.request.root, self.draft), content_type=XLSX if is_book else DOCX,
            charset=None,
            content_disposition=named('attachment', f'{name}.{"xlsx" if is_book else "docx"}'))
        response.headers['Cache-Control'] = 'no-store'
        return response


class CommentPlace(AtDraft):
    """One comment, which is put to a provision or taken out of its group."""

    @desk_view(context=IConsultation, name=PLACING, working_permission=ANSWER,
               renderer='templates/placing.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page(MultiDict(
            provision=self._row.anchor.provision, quotation=self._row.anchor.quotation), {})

    @desk_view(context=IConsultation, name=PLACING, working_permission=ANSWER,
               request_method='POST', renderer='templates/placing.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Put it to a provision, or take it out of its group."""
        form, row = self.request.POST, self._row
        ledger: ILedger = self.request.service(ILedger)
        try:
            if form.get('act') == 'part':
                ledger.part(self.draft, row.number, self.actor)
                self.flash(_('Đã tách ý kiến này khỏi nhóm.'))
            else:
                ledger.place(self.draft, row.number, form.get('provision', ''),
                             form.get('quotation', ''), self.actor)
                self.flash(_('Đã gắn ý kiến này vào chỗ đã chọn.'))
        except CannotComment as refused:
            self.request.response.status_int = 422
            return self._page(form, refused.reasons)
        return self.see(self.context, LEDGER, outcome='all', place=_place_of(self._row))

    @property
    def _row(self) -> Comment:
        """The row as it is now.  Raises ``HTTPNotFound`` for one that is not of this draft."""
        number = number_in(self.request.GET.get('number', ''))
        row = self.comments.row(number)
        if row is None or self.comments.draft_of(number) != str(self.draft.__oid__):
            raise HTTPNotFound
        return row

    def _page(self, form: MultiDict, reasons: Mapping[str, str]) -> Values:
        labels, places = places_of(self.draft.full_text, self.draft.identities)
        return {
            'title': _('Gắn lại hoặc tách khỏi nhóm'), 'view': LEDGER, 'form': form,
            'reasons': reasons, 'problems': list(reasons.values()), 'places': places,
            'whole': WHOLE_DRAFT, 'each': shown(self.cases, [self._row], labels),
            'others': self._others, 'placing': PLACING,
            'here': self.path(self.context, PLACING, number=self._row.number)}

    @property
    def _others(self) -> list[int]:
        """The numbers of the others of its group."""
        mine = self._row
        return [row.number for row in self.comments.of(str(self.draft.__oid__))
                if row.group == mine.group and row.number != mine.number]


def _place_of(row: Comment) -> str:
    """Return the value of the filter by which ``row`` is seen."""
    return ORPHANS if row.lost else row.anchor.provision or ALL_OF_IT


class OneComment(DeskView):
    """Where a case of the inbox leads that is a comment."""

    @desk_view(context=ISite, name=ONE, working_permission=ANSWER)
    def page(self) -> HTTPSeeOther:
        """Lead to the ledger of its draft."""
        comments: IComments = self.request.registry.getAdapter(self.context, IComments)
        number = number_in(self.request.GET.get('number', ''))
        draft = draft_at(self.request.root, comments.draft_of(number))
        row = comments.row(number)
        if draft is None or row is None:
            raise HTTPNotFound
        return self.see(draft, LEDGER, outcome='all', place=_place_of(row))
