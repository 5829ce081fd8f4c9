"""Bước hai: what a code opens that somebody has typed whose password was right, and what they are
told of one that opens nothing (ADR 52).
"""
from typing import NamedTuple

from ...base.i18n import _
from ...kernel.security.authentication.onetime import JUST_OVER, step_at, steps_off
from ...kernel.security.authentication.passkeyalone import takes_codes
from ...kernel.security.authentication.recovery import number_of
from ...kernel.security.authentication.usage import kept_usage_of, usage_of
from ...kernel.security.crypto.sealing import ISealing, Unreadable
from .authentication import (
    BY_CODE,
    BY_RECOVERY,
    count_failure,
    is_closed,
    moment_of,
    refuse_flood,
    suspect_half_way,
)

#: The answer to every wrong code.
WRONG_CODE = _('Mã không đúng, đã dùng rồi, hoặc tài khoản đang bị khóa.')
#: To one that was right a moment ago.
OVER = _('Mã vừa hết hạn: mỗi mã chỉ có hiệu lực trong 30 giây của nó. Hãy gõ mã mới đang hiện '
         'trên ứng dụng. Nếu vẫn bị báo như vậy, giờ trên điện thoại đang chậm: hãy bật đặt giờ '
         'tự động.')
#: To one of some minutes before or after.
CLOCK = _('Mã này không phải của lúc này: giờ trên điện thoại không đúng, hoặc mã là mã cũ. Hãy '
          'bật đặt giờ tự động trên điện thoại, rồi gõ mã mới.')


class CodeAnswer(NamedTuple):
    """What a code did.  ``means``: how it opens, ``''`` if it does not; ``problem``: why not,
    translatable.
    """

    means: str
    problem: str = ''


def second_step(request, account, typed):
    """Return the ``CodeAnswer`` to ``typed``, a code of the application of ``account`` or a
    recovery code; what is wrong is counted, but for a code that was right a moment ago.
    """
    refuse_flood(request)
    step, off = _of_application(request, account, typed)
    if off == 0:
        return _opened(request, account, BY_CODE, lambda usage: usage.open_by(step))
    number = number_of(account.recovery, typed)
    if number is not None and account.recovery[number] not in usage_of(
            request.root, account).spent:
        return _opened(request, account, BY_RECOVERY,
                       lambda usage: usage.spend(account.recovery[number]))
    is_told = off is not None and not is_closed(request, account)
    if is_told and off == JUST_OVER:
        return CodeAnswer('', OVER)
    count_failure(request, account)
    suspect_half_way(request, account)
    return _off_by(request, account, step, off) if is_told else CodeAnswer('', WRONG_CODE)


def _of_application(request, account, typed):
    """Return ``(step, off)``, see ``steps_off``; ``None`` twice for what is none or used up."""
    secret = _secret(request, account)
    off = None if secret is None else steps_off(secret, typed, moment_of(request))
    if off is None:
        return None, None
    step = step_at(moment_of(request)) + off
    return (step, off) if usage_of(request.root, account).is_left(step) else (None, None)


def _secret(request, account):
    if not takes_codes(account, request.registry):
        return None
    try:
        return request.registry.getUtility(ISealing).opened(account.one_time.sealed, account.id)
    except Unreadable:  # the key of the portal was replaced: the other factors still open
        return None


def _opened(request, account, means, use):
    if is_closed(request, account):
        return CodeAnswer('', WRONG_CODE)
    use(kept_usage_of(request.root, account))
    return CodeAnswer(means)


def _off_by(request, account, step, off):
    """Tell of a code of another time.  One whose time is still to come never opens then: else who
    guesses could wait for it.
    """
    if off > 0:
        kept_usage_of(request.root, account).void(step)
    return CodeAnswer('', CLOCK)
