"""Hủy bản đang sửa: throwing away a version in work, while what is public stays (clause 14.1)."""
from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request
from pyramid.response import Response

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem
from ....base.permissions import VIEW
from ....content.drafts.interfaces import IDrafts, Work
from ....editorial.review.interfaces import IDiscarding
from ....kernel.tree.lookup import in_work
from ....kernel.tree.resources import Described
from ....web import desk_view
from ..frame.document import document_asked
from ..frame.view import DeskView
from ..frame.wording import state_of, type_of

NAME = 'discard'
TEMPLATE = 'templates/discard.pt'
#: Characters of a note.
LONGEST = 500


class DiscardingPage(DeskView):
    """The page that asks whether the version in work is thrown away."""

    def __init__(self, context: Described, request: Request) -> None:
        super().__init__(context, request)
        self.document = document_asked(context, request)
        if in_work(self.document) is self.document or not request.service(
                IDrafts).may_write(Work(context, self.document.language)):
            raise HTTPForbidden

    @desk_view(context=IItem, name=NAME, working_permission=VIEW, renderer=TEMPLATE)
    def page(self) -> dict[str, object]:
        """Say what stays, what goes, and where it can be found again."""
        return self._page()

    @desk_view(context=IItem, name=NAME, working_permission=VIEW, request_method='POST',
               renderer=TEMPLATE)
    def discard(self) -> dict[str, object] | Response:
        """Throw it away, or say why not."""
        note = str(self.request.POST.get('note', '')).strip()[:LONGEST]
        try:
            self.request.service(IDiscarding).version(
                self.document, self.request.identity.id, note)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(tuple(refused.reasons.values()))
        self.flash(_('Đã hủy bản đang sửa. Bản đang công khai giữ nguyên.'))
        return self.see(self.document)

    def _page(self, problems: tuple[str, ...] = ()) -> dict[str, object]:
        working_copy = in_work(self.document)
        return {
            'view': NAME, 'title': _('Hủy bản đang sửa: ${title}',
                                     mapping={'title': working_copy.title}),
            'kind': type_of(self.context, self.request.registry),
            'state': state_of(working_copy), 'working_copy': working_copy,
            'document': self.document, 'longest': LONGEST, 'problems': problems,
            'note': str(self.request.POST.get('note', ''))}
