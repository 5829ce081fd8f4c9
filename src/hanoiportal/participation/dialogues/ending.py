"""Questions that a dialogue has not answered come to their end when it is archived, so that their
years of retention begin: nothing is answered there any more.
"""
from __future__ import annotations

from functools import partial

from ...base.i18n import _, said_in
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import in_language
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import DIALOGUE, OPEN, OUT_OF_SCOPE, ICases
from .interfaces import ARCHIVED, IDialogue
from .register import dialogue_at, read_book

#: Seconds between two looks of the job.
END_EVERY = 600
#: What who asked is told, in the language of the case.
_TOLD = _('Buổi “${title}” đã kết thúc và được lưu trữ; câu hỏi này chưa được trả lời tại buổi. '
          'Ông/Bà có thể gửi câu hỏi ở chuyên mục Hỏi đáp để được trả lời trong thời hạn.')


def end_questions(environment: IEnvironment) -> None:
    """Job: end what waits in the queues of archived dialogues; a second time nothing is left."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    dialogue_of = read_book(environment.portal).dialogue_of
    for row in cases.inbox(None, states=OPEN, kind=DIALOGUE, size=10**9).rows:
        dialogue = dialogue_of.get(row.number, '')
        item = dialogue_at(environment.portal, dialogue)
        if item is not None and item.phase == ARCHIVED:
            environment.in_transaction(partial(_end, environment, row.number, item))


def _end(environment: IEnvironment, number: int, dialogue: IDialogue) -> None:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(number)
    if case is not None:
        title = in_language(dialogue, case.language).title
        cases.append(case, OUT_OF_SCOPE, actor=SYSTEM, site=case.site,
                     source=f'archived:{dialogue.__oid__}',
                     text=said_in(environment.registry, case.language)(_TOLD, title=title))
