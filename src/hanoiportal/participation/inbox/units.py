"""``IUnits``: a unit without accounts writes an answer, by a link that opens once (ADR 50)."""
import datetime
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER
from ...kernel.security.authentication.tokens import key_of, new_token
from ...kernel.security.interactions import interactions_of
from ...platform.notifications.interfaces import INotifying, IPost
from ..cases.interfaces import NOTE, STAFF, Case
from ..questions.interfaces import MAIL_ADDRESS
from . import unitletters
from .acting import EMPTY, StaffActing, fitting
from .codes import LINKED, WRITTEN
from .interfaces import LONGEST_NAME, CannotAnswer, IUnits
from .keeping import keep_work
from .resource import KEY, InboxBook, UnitLink

#: So long a unit may write.
OPEN_FOR = datetime.timedelta(days=15)


@implementer(IUnits)
class Units(StaffActing):
    """``IUnits`` for one asker."""

    def link(self, case: Case, unit: str, actor: str, email: str = '') -> str:
        """See ``IUnits``."""
        self._open(case, ANSWER)
        if not unit.strip():
            raise CannotAnswer({'unit': _('Hãy ghi tên đơn vị.')})
        token, address = new_token(), self._address(email)
        self._book.keep_link(key_of(token), UnitLink(
            case.number, fitting('unit', unit, LONGEST_NAME), self._now() + OPEN_FOR))
        self._append(case, NOTE, actor, ground=LINKED, text=unit.strip(), audience=STAFF)
        self._telling.log(case, 'link_case', actor)
        if address:
            unitletters.ask(self._registry, self._portal, token, address)
        return token

    def _address(self, email: str) -> str:
        """Return where the link is mailed to, ``''`` for nowhere.  Raises ``CannotAnswer``."""
        address = fitting('email', email, LONGEST_NAME)
        if address and not MAIL_ADDRESS.fullmatch(address):
            raise CannotAnswer({'email': _('Không phải là địa chỉ thư điện tử.')})
        if address and not self._registry.getUtility(IPost).is_open:
            raise CannotAnswer({'email': _(
                'Cổng chưa gửi thư được. Để trống ô này rồi chuyển đường dẫn cho đơn vị.')})
        return address

    def linked(self, key: str) -> Case | None:
        """See ``IUnits``."""
        found = self._found(key)
        return None if found is None else found[0]

    def _found(self, key: str) -> tuple[Case, UnitLink] | None:
        book = interactions_of(self._portal).get(KEY)
        link = book.links.get(key) if isinstance(book, InboxBook) and key else None
        case = None if link is None else self._cases.get(link.number)
        if link is None or case is None or link.until <= self._now() or (
                not self._is_open(case)):
            return None
        return case, cast('UnitLink', link)

    def write(self, key: str, text: str, name: str) -> None:
        """See ``IUnits``."""
        found = self._found(key)
        if found is None:
            raise LookupError('no case has that link')
        case, link = found
        if not text.strip():
            raise CannotAnswer({'text': EMPTY})
        by = ', '.join(filter(None, (fitting('name', name, LONGEST_NAME), link.unit)))
        keep_work(self._cases, case, text, '')
        self._append(case, NOTE, '', ground=WRITTEN, text=by, audience=STAFF)
        self._book.drop_link(case.number)
        self._telling.log(case, 'write_case_answer', '')
        assigned = self._cases.standing(case, self._now()).assigned
        self._telling.staff(case, 'case_written', '', {assigned} - {''})


def units_service(request: Request) -> Units:
    """Return the ``IUnits`` for whoever asks by ``request``."""
    return Units(request.registry, request.root, request.has_permission,
                 request.service(INotifying))


def end_links(portal: IPortal) -> int:
    """Let no link open anything; return how many there were."""
    book = interactions_of(portal).get(KEY)
    numbers = list(book.key_of) if isinstance(book, InboxBook) else []
    for number in numbers:
        book.drop_link(number)
    return len(numbers)
