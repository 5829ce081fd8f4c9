"""``ISenderWords`` of contributions: published or not, and on which ground, in each language."""
from __future__ import annotations

from pyramid.registry import Registry

from ...base.i18n import _, said_in
from ...editorial.review.interfaces import IReviewData
from ...kernel.tree.lookup import item_of
from ..cases.interfaces import (
    ADDED,
    ANSWERED,
    NAME,
    REOPENED,
    WITHDRAWN,
    Case,
    CaseEvent,
    CaseStanding,
    ICases,
)
from .interfaces import ASKED, DRAFTED, INVITED, REFUSED_ON
from .words import ANSWER_HERE, ANSWER_THERE, OFFERED, TOLD

_REFUSED = _('Không đăng. Căn cứ: điểm ${point} khoản 3 Điều 14 Quy chế: ${title}.')

#: What the sender and the board tell each other, as the staff reads it, by kind or ground.
_SAID = {
    ADDED: _('Người gửi bổ sung'), ASKED: _('Đề nghị bổ sung, làm rõ'),
    INVITED: _('Mời làm cộng tác viên'),
    REOPENED: _('Người gửi đề nghị xem xét lại'), WITHDRAWN: _('Người gửi rút')}


def said_as(event: CaseEvent) -> str:
    """Return what ``event`` is called if the sender or the board says something by it, else
    ``''``; translatable.
    """
    if event.kind == ANSWERED:
        return _('Đã đăng') if event.item else _('Không đăng')
    return _SAID.get(event.kind) or _SAID.get(event.ground, '')


def end_of(case: Case, standing: CaseStanding) -> str:
    """Return how ``case`` was decided on, translatable; ``''`` if it is not."""
    if standing.state != ANSWERED:
        return ''
    if standing.item:
        return _('Đã đăng')
    verdict = next(each for each in reversed(case.events) if each.kind == ANSWERED)
    return _('Đã gỡ khỏi trang công khai') if verdict.item else _('Không đăng')


def refused_in(registry: Registry, ground: str, tag: str) -> str:
    """Return what says in the language ``tag`` that publication is refused on ``ground``, its code
    in 14.3; ``''`` if there is none.
    """
    row = registry.getUtility(IReviewData).grounds.get(ground)
    return '' if row is None else said_in(registry, tag)(
        _REFUSED, point=row.code, title=row.title_in(tag))


class ContributionWords:
    """See ``tracking.interfaces.ISenderWords``."""

    is_rated = False

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def state(self, case: Case, standing: CaseStanding) -> str:
        """An end is a publication or a refusal."""
        return end_of(case, standing)

    def text(self, event: CaseEvent, text: str, tag: str) -> str:
        """The first paragraph of a verdict is ours, so it has a translation; so have those of an
        invitation.
        """
        if event.ground == INVITED:
            say, ours = said_in(self._registry, tag), (OFFERED, ANSWER_HERE, ANSWER_THERE)
            return '\n\n'.join(say(next((own for own in ours if own == each), each))
                               for each in text.split('\n\n'))
        if event.kind != ANSWERED:
            return text
        first, *more = text.split('\n\n')
        told = said_in(self._registry, tag)(TOLD) if event.item else refused_in(
            self._registry, event.ground.removeprefix(REFUSED_ON), tag)
        return '\n\n'.join([told or first, *more])


class ContributionState:
    """``tracking.interfaces.IPublicState``: no machine takes a name out of a draft."""

    given = NAME
    words = _('Khi gửi đã đồng ý nêu tên cùng tin, bài. Có thể thôi đồng ý cho đến khi tin, bài '
              'được đăng; nơi nhận được báo để bỏ tên khỏi bản nháp.')

    def is_public(self, cases: ICases, case: Case) -> bool:
        """See ``IPublicState``: of the drafts that were made of it, one is public."""
        found = [item_of(cases.portal, each.item) for each in case.events
                 if each.ground == DRAFTED]
        return any(each is not None and each.is_public for each in found)
