"""Chuyển chỗ, đổi địa chỉ: another section or another name, with old addresses kept."""
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem
from ....base.permissions import VIEW
from ....content.links.interfaces import ILinks
from ....content.redirects.interfaces import IMoving
from ....web import desk_view
from ....web.forms.fields import CHOICE, LINE, Field, problems
from ..frame.menu import HERE, menu
from ..frame.view import DeskView
from ..frame.wording import place_title


def may_move(context, request):
    """Return whether the asker may move ``context``."""
    return request.service(IMoving).may_move(context)


@menu('move', _('Chuyển chỗ'), at=HERE, working_permission=VIEW, context=IItem, order=75,
      shown=may_move)
class Moving(DeskView):
    """The form with the place and the name."""

    @desk_view(context=IItem, name='move', renderer='templates/move.pt')
    def ask(self):
        """Show where the context may go, and who refers to it."""
        return self._page({}, {})

    @desk_view(context=IItem, name='move', renderer='templates/move.pt', request_method='POST')
    def move(self):
        """Move the context, or say why not."""
        form, moving = self.request.POST, self.request.service(IMoving)
        place = self._places().get(form.get('place', ''))
        try:
            if place is None:
                raise Refused({'place': _('Hãy chọn một giá trị trong danh sách.')})
            moving.move(self.context, place, self.request.identity.id,
                        form.get('name', '').strip())
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(form, refused.reasons)
        self.flash(_('Đã chuyển. Địa chỉ cũ đã công khai vẫn dẫn tới đây.'))
        return self.see(self.context, 'move')

    def _places(self):
        """Return ``{object id as text: place}``, the present one first."""
        places = [self.context.__parent__, *self.request.service(IMoving).places(self.context)]
        return {str(place.__oid__): place for place in places}

    def _page(self, typed, errors):
        places = self._places()
        here = str(self.context.__parent__.__oid__)
        fields = [
            Field('place', _('Chuyên mục'), CHOICE, typed.get('place', here), True,
                  tuple((oid, place_title(self.request, place)) for oid, place in places.items()),
                  error=errors.get('place', '')),
            Field('name', _('Phần cuối của địa chỉ trang'), LINE,
                  typed.get('name', self.context.__name__), True, error=errors.get('name', ''),
                  hint=_('Chữ thường không dấu, chữ số, dấu gạch nối.'))]
        return {
            'title': _('Chuyển chỗ “${title}”', mapping={
                'title': place_title(self.request, self.context)}),
            'fields': fields, 'problems': problems(errors, fields),
            'may_move': may_move(self.context, self.request),
            'number': len(self.request.service(ILinks).referring(self.context))}
