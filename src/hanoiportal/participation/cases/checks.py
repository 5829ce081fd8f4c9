"""Which events a case takes, as it stands; pure.  Raises ``CannotChange``."""
import datetime
from collections.abc import Iterable

from ...base.i18n import _
from .folding import fold
from .interfaces import (
    ABUSE,
    ANSWERED,
    CHANNELS,
    FORWARDED,
    KINDS,
    MERGED,
    NOTICED,
    OUT_OF_SCOPE,
    REOPENED,
    TAKEN,
    WITHDRAWN,
    CannotChange,
    Case,
    CaseEvent,
    Submission,
)

#: What only an open case takes.
_FOR_OPEN = frozenset({TAKEN, FORWARDED, OUT_OF_SCOPE, NOTICED, ANSWERED, MERGED, WITHDRAWN,
                       ABUSE})
#: Those of them that a merged case takes: it moves with the one that goes on, and its sender may
#: have done with it.
_FOR_MERGED = frozenset({FORWARDED, WITHDRAWN})


def require_submission(submission: Submission, now: datetime.datetime) -> None:
    """Refuse a submission that cannot be kept; ``ValueError`` for a kind or channel that there
    is not.
    """
    if submission.kind not in KINDS or submission.channel not in CHANNELS:
        raise ValueError(f'no such kind or channel: {submission.kind}, {submission.channel}')
    if submission.received_at is not None and submission.received_at > now:
        raise CannotChange(_('Thời điểm tiếp nhận chưa đến.'))


def require_event(case: Case, event: CaseEvent) -> None:
    """Refuse an ``event`` that ``case`` does not take now."""
    course = fold(case.events)
    is_open, follows = course.is_open, course.state == MERGED and event.kind in _FOR_MERGED
    if event.kind in _FOR_OPEN and not is_open and not follows:
        raise CannotChange(_('Hồ sơ đã kết thúc nên không làm được việc này.'))
    if event.kind == REOPENED and is_open:
        raise CannotChange(_('Hồ sơ đang được giải quyết nên không cần mở lại.'))
    if event.kind == NOTICED and (event.until is None or event.until <= event.moment):
        raise CannotChange(_('Thông báo quá trình xử lý phải nêu thời hạn sau hôm nay.'))
    if event.kind == FORWARDED and not follows:
        _require_way(case, event)


def require_target(case: Case, target: Case | None) -> None:
    """Refuse to merge ``case`` into ``target``, unless that is another open case."""
    if target is None or target.number == case.number or not fold(target.events).is_open:
        raise CannotChange(_('Chỉ gộp được vào một hồ sơ khác đang được giải quyết.'))


def _require_way(case: Case, event: CaseEvent) -> None:
    if not event.to:
        raise CannotChange(_('Hãy chọn cơ quan nhận.'))
    if event.to in _ways(case):
        raise CannotChange(_('Hồ sơ đang ở hoặc đã qua cơ quan này nên không chuyển vòng lại.'))


def _ways(case: Case) -> Iterable[str]:
    """Return the sites at which ``case`` is or was."""
    return {case.site, *(event.site for event in case.events if event.kind == FORWARDED)}
