"""``IDelivering``: a code that opens once what a resolution gives (article 30)."""
import base64
import secrets
from collections.abc import Sequence
from hashlib import sha256

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import Say, _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER
from ...kernel.security.interactions import get_or_create, interactions_of
from ..cases.interfaces import Attachment, Case
from .acting import Acting
from .interfaces import GIVEN, PROPOSED, RENEWED, CannotResolve, IDelivering
from .resource import KEY, RequestBook

#: Bytes of a code: four groups of four signs.
BYTES, GROUP = 10, 4
_LOOK_ALIKE = str.maketrans('018', 'OIB')


@implementer(IDelivering)
class Delivering(Acting):
    """``IDelivering`` for one asker."""

    def new_code(self, case: Case, actor: str) -> str:
        """See ``IDelivering``."""
        self._require(case, ANSWER)
        if not given(case):
            raise CannotResolve({'': _('Hồ sơ này không có tệp nào để giao bằng mã.')})
        code = make_code(book_of(self._portal), case.number)
        self._note(case, RENEWED, actor, told(self._say(case), code))
        return code

    def collect(self, code: str) -> Sequence[Attachment] | None:
        """See ``IDelivering``."""
        book = interactions_of(self._portal).get(KEY)
        number = book.codes.get(mark_of(code)) if isinstance(book, RequestBook) else None
        case = None if number is None else self._cases.get(number)
        if case is None:
            return None
        book.drop_code(case.number)
        found = (self._cases.file(case, index) for index in given(case))
        return [each for each in found if each is not None]


def given(case: Case) -> tuple[int, ...]:
    """Return the indexes of the files that the last resolution of ``case`` gives."""
    found: tuple[int, ...] = ()
    proposed: tuple[int, ...] = ()
    for event in case.events:
        if event.ground == PROPOSED:
            proposed = event.files
        elif event.ground == GIVEN:
            found = proposed
    return found


def make_code(book: RequestBook, case: int) -> str:
    """Return a new code for ``case``; the one before opens nothing any more."""
    text = base64.b32encode(secrets.token_bytes(BYTES)).decode()
    book.keep_code(mark_of(text), case)
    return '-'.join(text[start:start + GROUP] for start in range(0, len(text), GROUP))


def mark_of(code: str) -> str:
    """Return by what ``code`` is found, however it is spelled.

    >>> mark_of('abcd-efgh') == mark_of('ABCD EFGH') == mark_of('a8cd efgh')
    True
    """
    tidy = ''.join(sign for sign in code.upper()[:100] if sign.isascii() and sign.isalnum())
    return sha256(tidy.translate(_LOOK_ALIKE).encode()).hexdigest()


def told(say: Say, code: str) -> str:
    """Return how the sender uses ``code``."""
    return '\n'.join((say(_('Mã nhận thông tin, dùng một lần: ${code}'), code=code), say(_(
        'Mở trang “Nhận thông tin” của Cổng, nhập mã và tải về. Mã hết tác dụng sau khi dùng.'))))


def book_of(portal: IPortal) -> RequestBook:
    """Return the book of ``portal`` for writing."""
    found: RequestBook = get_or_create(interactions_of(portal), KEY, RequestBook)
    return found


def end_codes(portal: IPortal) -> int:
    """Let no code open anything; return how many there were."""
    book = interactions_of(portal).get(KEY)
    numbers = list(book.marks) if isinstance(book, RequestBook) else []
    for number in numbers:
        book.drop_code(number)
    return len(numbers)


def delivering_service(request: Request) -> Delivering:
    """Return the ``IDelivering`` for whoever asks by ``request``."""
    return Delivering(request.registry, request.root, request.has_permission)
