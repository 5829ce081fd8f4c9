"""Trạng thái: the state of an item, and the buttons that change it."""
from substanced.sdi import mgmt_view

from ..i18n import _
from ..interfaces import IItem
from ..permissions import PUBLISH
from ..publishing.interfaces import CannotPublish, IPublishing
from ..web import View
from ..workflow.interfaces import PUBLISHED
from .navigation import see
from .wording import moment, state_of, title_of


def reasons_against(request, text):
    """Return why the asker may not publish ``text`` now; ``[]`` if they may or it is public."""
    if text.state == PUBLISHED:
        return []
    return request.service(IPublishing).reasons_against_publishing(text)


def change_state(request, text):
    """Publish or withdraw ``text`` as the form's button ``deed`` says, and say how it went."""
    service, actor = request.service(IPublishing), request.identity.id
    try:
        if request.POST.get('deed') == 'withdraw':
            service.withdraw(text, actor)
            request.sdiapi.flash(_('Đã gỡ.'))
        else:
            service.publish(text, actor)
            request.sdiapi.flash(_('Đã xuất bản.'))
    except CannotPublish as refused:
        for reason in refused.reasons:
            request.sdiapi.flash(reason, 'error')


class State(View):
    """The state of an item."""

    @mgmt_view(context=IItem, name='state', renderer='templates/state.pt',
               tab_title=_('Trạng thái'), request_method='GET')
    def page(self):
        item = self.context
        return {
            'title': title_of(item), 'text': item, 'state': state_of(item),
            'published': moment(item.published_at),
            'reasons': reasons_against(self.request, item),
            'may_publish': bool(self.request.has_permission(PUBLISH, item))}

    @mgmt_view(context=IItem, name='state', permission=PUBLISH, request_method='POST')
    def change(self):
        change_state(self.request, self.context)
        return see(self.request, self.context, 'state')
