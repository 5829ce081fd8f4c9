"""Xóa: asking for the reason, and laying an item into the bin of its site (clause 9)."""
from pyramid.httpexceptions import HTTPForbidden

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem
from ....base.permissions import DELETE
from ....content.links.interfaces import ILinks
from ....content.recyclebin.interfaces import IRecycling
from ....kernel.tree.lookup import in_work, walk
from ....web import desk_view
from ..frame.view import DeskView
from ..frame.wording import state_of, title_of, type_of

NAME = 'delete'
TEMPLATE = 'templates/delete.pt'
#: Characters of a reason.
LONGEST = 500
NOT_ALLOWED = _('Không có quyền làm việc này với mục này.')
NO_REASON = _('Hãy ghi lý do xóa.')


def reasons_against_deleting(request, document):
    """Return why the asker may not delete ``document``, translatable; ``[]`` if they may."""
    if not IItem.providedBy(document):
        return [_('Chỉ xóa được cả mục; bản dịch hoặc bản đang sửa thì mở mục ra để bỏ.')]
    if in_work(document) is not document:
        return [_('Mục đang công khai và có bản đang sửa.')]
    return [] if request.has_permission(DELETE, document) else [NOT_ALLOWED]


def may_delete(request, document):
    """Return whether the page that asks why ``document`` is deleted is for the asker."""
    return not reasons_against_deleting(request, document) and not request.service(
        IRecycling).reasons_against(document)


def reason_typed(form) -> str:
    """Return the reason in the ``form`` of a request, ``''`` for none."""
    return str(form.get('why', '')).strip()[:LONGEST]


class Deleting(DeskView):
    """The page that asks why an item is deleted."""

    def __init__(self, context, request):
        super().__init__(context, request)
        if reasons_against_deleting(request, context):
            raise HTTPForbidden

    @desk_view(context=IItem, name=NAME, working_permission=DELETE, renderer=TEMPLATE)
    def page(self):
        """Show what goes, who refers to it, and the field for the reason."""
        return self._page({})

    @desk_view(context=IItem, name=NAME, working_permission=DELETE, request_method='POST',
               renderer=TEMPLATE)
    def delete(self):
        """Lay it into the bin, or say why not."""
        why, place = reason_typed(self.request.POST), self.context.__parent__
        if not why:
            return self._page({'why': NO_REASON})
        title = title_of(self.context)
        try:
            self.request.service(IRecycling).discard(
                self.context, self.request.identity.id, why)
        except Refused as refused:
            return self._page(refused.reasons)
        self.flash(_('Đã chuyển vào thùng rác: “${title}”.', mapping={'title': title}))
        return self.see(place, '' if IItem.providedBy(place) else 'contents')

    def _page(self, reasons):
        if reasons:
            self.request.response.status_int = 422
        item, registry = self.context, self.request.registry
        held = self.request.service(IRecycling).reasons_against(item)
        return {
            'view': NAME, 'title': _('Xóa: ${title}', mapping={'title': title_of(item)}),
            'kind': type_of(item, registry), 'state': state_of(item), 'item': item,
            'number': sum(1 for _each in walk(item)) - 1, 'longest': LONGEST,
            'referring': self.request.service(ILinks).referring(item),
            'why': str(self.request.POST.get('why', '')), 'reasons': reasons,
            'is_held': bool(held), 'problems': held or [
                why for name, why in reasons.items() if name != 'why']}
