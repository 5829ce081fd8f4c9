"""``IBoardLetters``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import APPROVE_ANSWER, EDIT, NOT_ALLOWED
from ...editorial.boards.interfaces import IBoardApproval
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_portal, is_practice
from ...kernel.tree.readable import normal
from ...platform.notifications.interfaces import INotifying
from ...platform.subscriptions.interfaces import ILetters
from .interfaces import (
    GONE,
    LONGEST_REASON,
    RECALLED,
    SCHEDULED,
    SENDING,
    SENT_BACK,
    WAITING,
    CannotMailLetter,
    IBoardLetters,
    LetterText,
    LetterView,
)
from .resource import KeptLetter, book_of, kept_book
from .texts import CHANGED, reasons_against, versions_of

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import IPortal, ISite
    from ...base.permissions import Allowed
    from ...platform.subscriptions.interfaces import Digest

#: Kinds of the notifications of a board, and of who wrote.
WAITS, BACK = 'board_letter_waiting', 'board_letter_sent_back'
_REASON = _('Hãy ghi lý do, tối đa ${most} ký tự.', mapping={'most': LONGEST_REASON})
_OTHER = _('Thư đã thay đổi hoặc không còn chờ phê duyệt: hãy đọc lại rồi quyết định.')


@implementer(IBoardLetters)
class BoardLetters:
    """``IBoardLetters`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 board: IBoardApproval, notifying: INotifying) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._board, self._notifying = board, notifying
        self._letters: ILetters = registry.getAdapter(portal, ILetters)

    def letters(self, site: ISite) -> list[LetterView]:
        """See ``IBoardLetters``."""
        return [self._view(each) for each in book_of(self._portal).of_site(str(site.__oid__))]

    def letter(self, site: ISite, number: int) -> LetterView | None:
        """See ``IBoardLetters``."""
        kept = self._kept(site, number)
        return None if kept is None else self._view(kept)

    def readers(self, site: ISite, number: int) -> int:
        """See ``IBoardLetters``."""
        kept = self._kept(site, number)
        return 0 if kept is None or kept.is_gone or kept.is_recalled else (
            self._letters.count(kept.wishes))

    def shown(self, site: ISite, number: int, tag: str) -> Digest | None:
        """See ``IBoardLetters``."""
        kept = self._kept(site, number)
        return None if kept is None else self._letters.shown(kept.written, tag)

    def versions(self, items: Sequence[str]) -> tuple[str, ...]:
        """See ``IBoardLetters``."""
        return versions_of(self._portal, items)

    def write(self, site: ISite, number: int, said: LetterText, actor: str) -> int:
        """See ``IBoardLetters``."""
        if not self._allowed(EDIT, site):
            raise CannotMailLetter({'': NOT_ALLOWED})
        if is_practice(site):
            raise CannotMailLetter({'': _('Trang thực hành không gửi thư cho người đọc.')})
        said = said._replace(title=str(normal(said.title)), text=str(normal(said.text)))
        if reasons := reasons_against(said, self._now()):
            raise CannotMailLetter(reasons)
        if number:
            letter = self._kept(site, number)
            if letter is None or not (letter.waits or letter.is_back):
                raise CannotMailLetter({'': _OTHER})
            letter.said = said
        else:
            letter = kept_book(self._portal).add(str(site.__oid__), said)
        letter.authors = tuple(sorted({*letter.authors, actor}))
        letter.approvals, letter.is_back, letter.reason = (), False, ''
        self._tell(site, 'write_board_letter', actor, letter)
        self._notifying.notify(self._notifying.board_of(site), site, WAITS, actor)
        return letter.number

    def against(self, site: ISite, number: int, actor: str) -> str:
        """See ``IBoardLetters``."""
        letter = self._kept(site, number)
        if letter is None or not letter.waits:
            return _('Không có thư nào chờ phê duyệt.')
        if versions_of(self._portal, letter.said.items) != letter.said.versions:
            return CHANGED
        return self._board.against(site, actor, letter.authors, letter.approvals)

    def approve(self, site: ISite, number: int, digest: str, actor: str) -> bool:
        """See ``IBoardLetters``."""
        letter = self._waiting(site, number, digest)
        if why := self.against(site, number, actor):
            raise CannotMailLetter({'': why})
        letter.approvals = (*letter.approvals, actor)
        letter.is_approved = self._board.is_enough(site, letter.approvals)
        if letter.is_approved:
            kept_book(self._portal).schedule(letter, letter.said.at or self._now())
        self._tell(site, 'approve_board_letter', actor, letter)
        return letter.is_approved

    def send_back(self, site: ISite, number: int, digest: str, reason: str,
                  actor: str) -> None:
        """See ``IBoardLetters``."""
        if not self._allowed(APPROVE_ANSWER, site):
            raise CannotMailLetter({'': NOT_ALLOWED})
        letter = self._waiting(site, number, digest)
        letter.reason, letter.is_back, letter.approvals = _reason(reason), True, ()
        self._tell(site, 'send_back_board_letter', actor, letter)
        self._notifying.notify(letter.authors, site, BACK, actor)

    def recall(self, site: ISite, number: int, reason: str, actor: str) -> None:
        """See ``IBoardLetters``."""
        if not self._allowed(APPROVE_ANSWER, site) and not self._allowed(EDIT, site):
            raise CannotMailLetter({'': NOT_ALLOWED})
        letter = self._kept(site, number)
        if letter is None or letter.is_recalled or letter.until or letter.is_gone:
            raise CannotMailLetter({'': _(
                'Thư đang được gửi hoặc đã gửi: không thu hồi được nữa.')})
        letter.reason, letter.is_recalled = _reason(reason), True
        kept_book(self._portal).drop_due(letter)
        self._tell(site, 'recall_board_letter', actor, letter)

    def _kept(self, site: ISite, number: int) -> KeptLetter | None:
        found = cast('KeptLetter | None', book_of(self._portal).letters.get(number))
        return found if found is not None and found.site == str(site.__oid__) else None

    def _waiting(self, site: ISite, number: int, digest: str) -> KeptLetter:
        """Return the letter that waits with that digest.  Raises ``CannotMailLetter``."""
        letter = self._kept(site, number)
        if letter is None or not letter.waits or letter.digest != digest:
            raise CannotMailLetter({'': _OTHER})
        return letter

    def _view(self, letter: KeptLetter) -> LetterView:
        return LetterView(
            letter.number, _state(letter), letter.said, letter.digest, letter.authors,
            letter.approvals, letter.reason, self._letters.figures(letter.number))

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now

    def _tell(self, site: ISite, action: str, actor: str, letter: KeptLetter) -> None:
        send(self._registry)(InnerAction(
            site, action, actor, after=letter.digest, number=letter.number))


def _state(letter: KeptLetter) -> str:
    if letter.is_recalled:
        return RECALLED
    if not letter.is_approved:
        return SENT_BACK if letter.is_back else WAITING
    return GONE if letter.is_gone else SENDING if letter.until else SCHEDULED


def _reason(text: str) -> str:
    reason = str(normal(text)).strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise CannotMailLetter({'reason': _REASON})
    return reason


def board_letters(request: Request) -> BoardLetters:
    """Return the ``IBoardLetters`` of ``request``."""
    return BoardLetters(
        request.registry, find_portal(request.root), request.has_permission,
        request.service(IBoardApproval), request.service(INotifying))
