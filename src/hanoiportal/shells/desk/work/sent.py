"""What the asker has handed in: at which step it is, with whom it lies, and since when."""
from pyramid.request import Request

from ....base.clock import moment
from ....base.i18n import _
from ....base.permissions import PUBLISH, REVIEW
from ....discovery.catalog.interfaces import Wanted
from ....kernel.security.authorization.roles import ROLES
from ....kernel.tree.lookup import find_portal
from ....kernel.workflow.interfaces import APPROVED, AWAITING, EDITING, SCHEDULED, SUBMITTED
from ..frame.wording import person

#: Who has a text in each state, where it is nobody in particular.
_HOLDERS = {
    SUBMITTED: _('biên tập viên của trang, chưa ai nhận'),
    EDITING: _('biên tập viên của trang'),
    AWAITING: _('Ban Biên tập, chờ phê duyệt'),
    APPROVED: _('Ban Biên tập, đã phê duyệt, chờ xuất bản'),
}


def wanted(request: Request) -> Wanted:
    """Return what the asker wrote and others work on.

    Where they do a step themselves at all of their places, it waits in another list.
    """
    granted = request.desk_asker.kinds_of_grants
    own = {SUBMITTED, EDITING} if _everywhere(granted, REVIEW) else set()
    own |= {APPROVED} if _everywhere(granted, PUBLISH) else set()
    states = (SUBMITTED, EDITING, AWAITING, APPROVED, SCHEDULED)
    return Wanted(states=tuple(each for each in states if each not in own),
                  author=request.identity.id)


def _everywhere(granted, permission):
    return all(any(permission in ROLES[role] for role in roles) for roles in granted)


def where_it_lies(request: Request, document) -> tuple[str, ...]:
    """Return with whom ``document`` lies and since when, translatable."""
    review = document.review
    events = review.events if review is not None else ()
    since = moment(events[-1].moment) if events else ''
    if document.state == SCHEDULED:
        return (_('Sẽ lên Cổng lúc ${moment}', mapping={'moment': moment(review.publish_at)}),)
    who = request.localizer.translate(_holder(document, review, events))
    found = [_('Đang ở: ${who}, từ ${moment}', mapping={'who': who, 'moment': since})
             if since else _('Đang ở: ${who}', mapping={'who': who})]
    found += [_('Chờ làm rõ: ${who}', mapping={'who': each.to_name})
              for each in (review.open_clarifications if review is not None else ())]
    return tuple(found)


def _holder(document, review, events):
    """Return who took ``document``; if nobody has, who but its writer has a task on it."""
    portal = find_portal(document)
    tasks = review.tasks if review is not None else ()
    holders = [each.actor for each in events
               if document.state == EDITING and each.transition == 'take'][-1:]
    holders = holders or [each.holder for each in tasks if each.is_open and each.holder
                          and each.holder != document.created_by]
    return ', '.join(person(portal, each) for each in holders) or _HOLDERS[document.state]
