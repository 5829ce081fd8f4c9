"""What is noted of a mail beside its text."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.i18n import _
from .files import whole_text
from .reading import verdicts

if TYPE_CHECKING:
    from ...base.i18n import Say
    from ...platform.scheduling.interfaces import IEnvironment
    from .files import Left
    from .reading import Mail

_ONLY_FILES = _('(Thư chỉ có tệp gửi kèm.)')
_LEFT = _('Không nhận được các tệp sau trong thư:')
_CUT = _('Thư dài: đoạn đầu ở trên, toàn văn trong tệp “thu.txt”.')
_VERDICT = _('Máy chủ thư ghi nhận: ${found}. Kết quả này không xác nhận người gửi là ai.')
_TYPED_IN = _('Nội dung thư được chuyển từ bảng mã ${encoding} sang Unicode.')
_ELSEWHERE = _('Thư này trả lời một thư về hồ sơ khác, nhưng không từ địa chỉ của người gửi hồ sơ '
               'đó, nên được nhận thành hồ sơ mới.')
_NO_ADDRESS = _('Địa chỉ thư của người gửi không dùng được nên không có thư trả lời.')
#: Files whose names are told.
_MOST_NAMES = 12


def only_files(say: Say) -> str:
    """Return what stands for the text of a mail that has files alone."""
    return say(_ONLY_FILES)


def for_sender(say: Say, mail: Mail, left: Left) -> str:
    """Return what its sender is told, too: what was left out; ``''`` for nothing."""
    lines = [say(_CUT)] if _is_cut(mail) else []
    if left:
        lines.append(say(_LEFT))
    lines += [f'– {name[:80]}: {say(why)}' for name, why in left[:_MOST_NAMES]]
    if len(left) > _MOST_NAMES:
        lines.append(f'– … (+{len(left) - _MOST_NAMES})')
    return '\n'.join(lines)


def for_staff(environment: IEnvironment, mail: Mail, trusted: str, is_from_elsewhere: bool) -> str:
    """Return what the staff alone is told; ``trusted``: the own mail server."""
    found = verdicts(mail.headers, trusted)
    lines = [(found, _VERDICT), (mail.typed_in, _TYPED_IN), (is_from_elsewhere, _ELSEWHERE),
             (not mail.address, _NO_ADDRESS)]
    words = {'found': found, 'encoding': mail.typed_in.upper()}
    return '\n'.join(_say(environment, message, words) for is_so, message in lines if is_so)


def _is_cut(mail: Mail) -> bool:
    return bool(whole_text(mail))


def _say(environment: IEnvironment, message: str, words: dict[str, str] | None = None) -> str:
    said: str = environment.request.localizer.translate(message, mapping=words)
    return said
