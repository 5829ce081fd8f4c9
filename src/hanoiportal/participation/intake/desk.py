"""Nhập hồ sơ nhận ngoài Cổng: the form, and the receipt that is printed for who sent it."""
import datetime
from collections.abc import Mapping

from pyramid.httpexceptions import HTTPNotFound
from pyramid.renderers import render_to_response
from pyramid.response import Response
from webob.multidict import MultiDict

from ...base.clock import moment, parse
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import ANSWER
from ...kernel.inspection.signatures import BadFile
from ...kernel.tree.lookup import find_site
from ...platform.media.interfaces import IFileIntake
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...shells.public.replies.openingcodes import link_of, picture_of
from ...web import desk_view
from ...web.forms.fields import LINE, Field, problems
from ...web.forms.fields import OUTSIDE as FILES
from ...web.routing.links import canonical
from ..cases.interfaces import (
    CONSULTATION,
    CONTRIBUTION,
    NAME,
    PROCESS,
    PUBLISH,
    RIGHTS,
    SELF,
    Attachment,
    ICases,
    Receipt,
    Sender,
    Submission,
)
from ..consultations.interfaces.comments import ILedger
from ..consultations.interfaces.drafts import IConsultation
from ..contributions.interfaces import DETAILS as CONTRIBUTED_DETAILS
from ..inbox.interfaces import CAPACITIES
from ..questions.interfaces import FILE_KINDS, MOST_FILES, TRACKING, ICaseTopics
from .interfaces import IIntake
from .views import beginning, fields_of_case, fields_of_comment, fields_of_contribution

NEW, OF_DRAFT, CONTRIBUTED = 'case-new', 'comment-new', 'contribution-new'
#: What of a comment is kept in details of its case besides the draft.
DETAILS = ('provision', 'quotation', 'meeting')
#: Where another one of a kind is entered.
ANOTHER = {CONSULTATION: OF_DRAFT, CONTRIBUTION: CONTRIBUTED}
Values = Mapping[str, object]


class IntakePages(DeskView):
    """The form of what came in otherwise."""

    @desk_view(context=ISite, name=NEW, working_permission=ANSWER, renderer='templates/new.pt')
    def page(self) -> Values:
        """Show the form."""
        return self._page({}, {})

    @desk_view(context=ISite, name=NEW, working_permission=ANSWER, request_method='POST',
               renderer='templates/new.pt')
    def enter(self) -> Values | Response:
        """Keep it and show the receipt, this once; or the form again with what is wrong."""
        form = self.request.POST
        intake: IIntake = self.request.service(IIntake)
        try:
            receipt = intake.enter(
                self.context, self._submission(form), self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(form, refused.reasons)
        return self._receipt(receipt)

    def _receipt(self, receipt: Receipt) -> Response:
        registry = self.request.registry
        cases: ICases = registry.getAdapter(self.context, ICases)
        case, now = cases.get(receipt.number), registry.getUtility(IClock).now()
        assert case is not None  # it was entered just now
        site = find_site(self.context)
        tracking = str(canonical(self.request, site, self.request.language, TRACKING))
        last = max((standing.due for _duty, standing in cases.standing(case, now).duties
                    if standing.due is not None), default=None)
        response = render_to_response('templates/receipt.pt', {
            'title': _('Phiếu tiếp nhận'), 'receipt': receipt,
            'place': place_title(self.request, site), 'site': site,
            'another': self.path(self.context, ANOTHER.get(case.kind, NEW)),
            'received': moment(case.received), 'due': moment(last),
            'tracking': tracking,
            'picture': picture_of(link_of(tracking, receipt.code, receipt.secret), str(
                self.request.localizer.translate(_('Mã QR mở trang theo dõi'))))}, self.request)
        response.headers['Cache-Control'] = 'no-store'
        return response

    @desk_view(context=IConsultation, name=OF_DRAFT, working_permission=ANSWER,
               renderer='templates/comment.pt')
    def comment(self) -> Values:
        """Show the form of a comment on a draft that came on paper or was said at a meeting."""
        return self._comment({}, {})

    @desk_view(context=IConsultation, name=OF_DRAFT, working_permission=ANSWER,
               request_method='POST', renderer='templates/comment.pt')
    def enter_comment(self) -> Values | Response:
        """Keep it and show the receipt, this once; or the form again with what is wrong."""
        form, draft = self.request.POST, self.context
        details = {name: str(form.get(name, '')).strip() for name in DETAILS}
        ledger: ILedger = self.request.service(ILedger)
        intake: IIntake = self.request.service(IIntake)
        why = ledger.against(draft, details['provision'], details['quotation'])
        try:
            if why:
                raise Refused({'quotation': why})
            receipt = intake.enter(find_site(draft), self._submission(form)._replace(
                kind=CONSULTATION, title=beginning(str(form.get('text', ''))), field='', place='',
                details={'draft': str(draft.__oid__), **{
                    name: value for name, value in details.items() if value}},
            ), self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._comment(form, refused.reasons)
        return self._receipt(receipt)

    @desk_view(context=ISite, name=CONTRIBUTED, working_permission=ANSWER,
               renderer='templates/contribution.pt')
    def contribution(self) -> Values:
        """Show the form of a text or document that came by disc, fax, paper, telephone (12.1.b).
        """
        return self._contribution({}, {})

    @desk_view(context=ISite, name=CONTRIBUTED, working_permission=ANSWER, request_method='POST',
               renderer='templates/contribution.pt')
    def enter_contribution(self) -> Values | Response:
        """Keep it and show the receipt, this once; or the form again with what is wrong."""
        form = self.request.POST
        intake: IIntake = self.request.service(IIntake)
        try:
            receipt = intake.enter(self.context, self._submission(form)._replace(
                kind=CONTRIBUTION, field='', place='', details=_details(form)),
                self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._contribution(form, refused.reasons)
        return self._receipt(receipt)

    def _contribution(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        fields = fields_of_contribution(self.request, form, reasons)
        return {
            **self._page(form, reasons), 'view': CONTRIBUTED,
            'title': _('Nhập tin, bài, tài liệu nhận ngoài Cổng'), 'fields': fields,
            'consents': (
                (RIGHTS, _('Xác nhận có quyền gửi đăng, đồng ý để Cổng biên tập, đăng tải')),
                (NAME, _('Đồng ý hiện tên khi công khai'))),
            'problems': problems(reasons, [*fields, Field(FILES, '', LINE, '')])}

    def _comment(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        if not self.request.has_permission(ANSWER, find_site(self.context)):
            raise HTTPNotFound
        return {**self._page(form, reasons), 'view': OF_DRAFT,
                'title': _('Nhập ý kiến góp ý nhận ngoài Cổng'),
                'fields': fields_of_comment(self.request, self.context, form, reasons)}

    def _submission(self, form: MultiDict) -> Submission:
        def of(name: str) -> str:
            return str(form.get(name, ''))

        capacity = of('capacity')
        given = {PROCESS, *(each for each in (NAME, PUBLISH, RIGHTS)
                            if form.get(f'consent.{each}') == 'yes')}
        return Submission(
            of('kind'), '', of('title'), of('text'), self._field(of('field')), of('place'),
            Sender(of('name'), of('address'), of('phone'), of('email'),
                   capacity if capacity in CAPACITIES else SELF, of('on_behalf_of'),
                   of('organisation')),
            self._files(form), channel=of('channel'), received_at=_moment(of('received_at')),
            consents=frozenset(given))

    def _field(self, code: str) -> str:
        return code if code in self.request.registry.getUtility(ICaseTopics) else ''

    def _files(self, form: MultiDict) -> tuple[Attachment, ...]:
        """Return the files that were sent, examined.  Raises ``Refused``."""
        sent = [each for each in form.getall(FILES) if getattr(each, 'filename', '')]
        if len(sent) > MOST_FILES:
            raise Refused({FILES: _('Không quá ${most} tệp.', mapping={'most': MOST_FILES})})
        taking: IFileIntake = self.request.registry.getUtility(IFileIntake)
        try:
            return tuple(Attachment(*taking.take(each, FILE_KINDS)) for each in sent)
        except BadFile as bad:
            raise Refused({FILES: bad.args[0]}) from None

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        fields = fields_of_case(self.request, form, reasons)
        return {
            'title': _('Nhập hồ sơ nhận ngoài Cổng'), 'view': NEW, 'fields': fields,
            'given': form, 'file_error': reasons.get(FILES, ''), 'file_field': FILES,
            'consents': (
                (NAME, _('Đồng ý hiện tên khi công khai')),
                (PUBLISH, _('Đồng ý công khai nội dung'))),
            'problems': problems(reasons, [*fields, Field(FILES, '', LINE, '')])}


def _details(form: Mapping[str, str]) -> Mapping[str, str]:
    """Return what the form of a contribution says besides.  Raises ``Refused`` for too much."""
    given = {name: str(form.get(name, '')).strip() for name in CONTRIBUTED_DETAILS}
    reasons = {name: _('Dài quá ${max} ký tự.', mapping={'max': most})
               for name, most in CONTRIBUTED_DETAILS.items() if len(given[name]) > most}
    if reasons:
        raise Refused(reasons)
    return {name: value for name, value in given.items() if value}


def _moment(text: str) -> datetime.datetime | None:
    """Return the moment that was typed, ``None`` for none."""
    try:
        return parse(text)
    except ValueError:
        return None
