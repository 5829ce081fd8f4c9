"""What the sender of a case says about it: adds, withdraws, asks again, is not content, rates."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...base.i18n import _
from ...kernel.tree.readable import normal, why_unreadable
from ..cases.interfaces import (
    ADDED,
    DISSATISFIED,
    REOPENED,
    WITHDRAWN,
    Attachment,
    CannotChange,
    Case,
    ICases,
)
from ..questions.interfaces import LONGEST_TEXT

#: The kinds of events by the last step of the address.
VERBS = {'bo-sung': ADDED, 'rut': WITHDRAWN, 'xem-lai': REOPENED, 'chua-hai-long': DISSATISFIED}
#: Those that mean something without a word.
_WORDLESS = frozenset({WITHDRAWN})


class Saying(NamedTuple):
    """What was typed for a verb of ``VERBS``, and why it is refused, ``''`` if it is not."""

    verb: str
    text: str
    why: str = ''


def before_closing(verb: str, text: str) -> Saying | None:
    """Return what was typed when the page of the case had closed, ``None`` for nothing."""
    if verb not in VERBS or not text:
        return None
    return Saying(verb, text, _('Đã mở lại hồ sơ; nội dung đã viết còn nguyên dưới đây, chưa được '
                                'gửi.'))


def unplaced(saying: Saying, allowed: frozenset[str]) -> str:
    """Return the text of ``saying`` if the page has no form for it any more, else ``''``."""
    kind = VERBS[saying.verb]
    return '' if (REOPENED if kind == DISSATISFIED else kind) in allowed else saying.text


def say(
        cases: ICases, case: Case, saying: Saying, allowed: frozenset[str],
        files: Sequence[Attachment] = ()) -> Saying:
    """Let the sender of ``case`` say it; return it with why it is refused, if it is.

    ``allowed``: kinds of events that the sender may add now.
    """
    kind, text = VERBS[saying.verb], normal(saying.text)
    why = _problem(kind, text, bool(files), allowed)
    if not why:
        try:
            cases.append(case, kind, text=text, attachments=files)
        except CannotChange as refused:
            why = refused.reason
    return saying._replace(why=why)


def _problem(kind: str, text: str, has_files: bool, allowed: frozenset[str]) -> str:
    if kind not in allowed:
        return _('Hồ sơ này không còn nhận điều đó: tình trạng đã thay đổi. Xin xem lại bên trên.')
    if not text and kind not in _WORDLESS and not (has_files and kind == ADDED):
        return _('Chưa viết nội dung.')
    if len(text) > LONGEST_TEXT:
        return _('Dài ${length} chữ; tối đa ${longest}. Nội dung đã viết còn nguyên.',
                 mapping={'length': len(text), 'longest': LONGEST_TEXT})
    return why_unreadable(text)
