"""What undoing a transaction means for people: its name in words, and whom it has to be told."""
import re
from collections.abc import Callable, Iterable

from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...kernel.tree.lookup import at_path
from ...platform.notifications.interfaces import INotifying
from ...safekeeping.audit.interfaces import Told
from .frame.wording import title_of

#: Actions of a board: undoing one asks for a reason, and the board is told.
DECISIONS = frozenset((
    'approve', 'emergency', 'publish', 'schedule', 'approve_release', 'publish_release',
    'schedule_release'))
#: What is done by views that no action tells of.
VIEWS = {'undo': _('Hoàn tác một việc trước đó'), 'read': _('Đánh dấu thông báo đã đọc')}
_AT_VIEW = re.compile(r'(?P<path>/\S*)? ?@@(?P<view>[\w.-]+)')


def decided_in(told: Iterable[Told]) -> list[Told]:
    """Return those of the entries that a board decided."""
    return [each for each in told if each.action in DECISIONS]


def described(description: str, portal: IPortal) -> str:
    """Return the ``description`` of a transaction without an action in words, translatable."""
    if description.startswith('job '):
        return _('Việc tự động của Cổng')
    found = _AT_VIEW.fullmatch(description)
    if found is None:
        return description or _('Không nêu việc')
    if found['view'] in VIEWS:
        return VIEWS[found['view']]
    place = at_path(portal, found['path'] or '/')
    return _('Thay đổi khác') if place is None else _('Thay đổi khác: ${place}', mapping={
        'place': title_of(place)})


def telling_boards(
        decided: Iterable[Told], request: Request, reason: str) -> Callable[[IPortal], None]:
    """Return callable(portal): it tells the boards that what they ``decided`` was undone, and why.

    It is called with the portal of another connection, when the undoing has committed.
    """
    notifying, actor = request.service(INotifying), request.identity.id
    portal, oids = request.root, sorted({each.oid for each in decided})
    people = {oid: frozenset(notifying.board_of(found)) for oid in oids
              if (found := portal.__objectmap__.object_for(oid)) is not None}

    def tell(portal: IPortal) -> None:
        for oid, board in people.items():
            subject = portal.__objectmap__.object_for(oid) or portal
            notifying.notify(board, subject, 'undone', actor, note=reason)

    return tell
