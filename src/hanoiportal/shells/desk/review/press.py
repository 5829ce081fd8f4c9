"""Hạn phát ngôn: by when an item must be public, and what starts its clock (NĐ 244/2026/NĐ-CP)."""
import colander

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IClock, IItem
from ....base.permissions import VIEW
from ....editorial.press.duties import term_of
from ....editorial.press.interfaces import LISTING, IPress
from ....kernel.tree.minute import minute
from ....kernel.tree.schema import Schema
from ....web import desk_view
from ....web.forms.fields import fields_of
from ..frame.menu import HERE, menu
from ..frame.view import DeskView
from ..frame.wording import title_of

NAME = 'press'


class Since(Schema):
    """What starts the clock."""

    since = minute(_('Nhận yêu cầu của báo chí hoặc xác định vụ việc lúc'), description=_(
        'Để trống: dừng đếm. Cổng đếm theo quy định có hiệu lực vào thời điểm này.'))


def is_of_the_press(context, _request=None):
    """Return whether ``context`` stands in a section of press statements."""
    return getattr(context.__parent__, 'listing', '') == LISTING


@menu(NAME, _('Hạn phát ngôn'), at=HERE, working_permission=VIEW, context=IItem, order=62,
      shown=is_of_the_press)
class PressPage(DeskView):
    """The clock of one item."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._press = request.service(IPress)

    @desk_view(context=IItem, name=NAME, renderer='templates/press.pt')
    def page(self):
        """Show the term and, to who may, the form that starts the clock."""
        return self._page(Since().serialize(
            {'since': getattr(self.context, 'press_since', None)}), {})

    @desk_view(context=IItem, name=NAME, request_method='POST', renderer='templates/press.pt')
    def count(self):
        """Start or stop the clock, or show again what is wrong."""
        typed = {'since': str(self.request.POST.get('since', '')).strip()}
        try:
            since = Since().deserialize(typed)['since']
            self._press.count(self.context, since, self.request.identity.id)
        except colander.Invalid as error:
            return self._page(typed, error.asdict())
        except Refused as refused:
            return self._page(typed, refused.reasons)
        self.flash(_('Đã dừng tính thời hạn trả lời báo chí.') if since is None else _(
            'Đã bắt đầu tính thời hạn trả lời báo chí.'))
        return self.see(self.context, NAME)

    def _page(self, typed, reasons):
        if reasons:
            self.request.response.status_int = 422
        registry = self.request.registry
        term, now = term_of(self.context, registry), registry.getUtility(IClock).now()
        return {
            'title': _('Hạn phát ngôn: ${title}', mapping={'title': title_of(self.context)}),
            'item': self.context, 'term': term, 'since': moment(term.since) if term else '',
            'due': moment(term.due) if term else '', 'is_late': bool(term) and term.due < now,
            'may_count': not self._press.reasons_against_counting(self.context),
            'fields': fields_of(Since(), typed, reasons),
            'problems': [why for name, why in reasons.items() if name != 'since']}
