"""What becomes of the questions whose public answer the board has taken out."""
from __future__ import annotations

from dataclasses import replace

from ..batches.interfaces import SENT_BACK
from ..batches.interfaces import TAKEN_OUT as GROUND
from ..cases.interfaces import ANSWERED, NOTE, REOPENED, STAFF, Case, ICases
from ..publication.interfaces import PublicText
from .interfaces import TAKEN_OUT, Question
from .publishing import TEXT
from .resource import DialogueQuestions

#: What who asked is told, in Vietnamese, the language of cases' texts.
_TOLD = 'Câu trả lời đã được gỡ khỏi trang công khai để xem lại. Lý do: {}'


def ask_again(cases: ICases, kept: DialogueQuestions, answered: Question, why: str,
              actor: str) -> None:
    """Let the questions that the public answer of ``answered`` has answered wait again, and who
    asked them know ``why``.  What was written is kept, under no public name.
    """
    for row in [each for each in kept.rows.values() if each.group == answered.group]:
        case = cases.get(row.number)
        if case is not None and _was_answered(case, row, answered.public):
            cases.append(case, NOTE, text=_TOLD.format(why), ground=GROUND, actor=actor,
                         site=case.site)
            cases.append(case, REOPENED, actor=actor, site=case.site, audience=STAFF)
    own = cases.get(answered.number)
    text = PublicText.of_kept(cases.kept(own, TEXT)) if own is not None else None
    if own is not None and text is not None:
        cases.keep(own, TEXT, replace(text, title='').as_kept())
        cases.keep(own, SENT_BACK, why)
    kept.rows[answered.number] = kept.rows[answered.number]._replace(public='', back=TAKEN_OUT)


def _was_answered(case: Case, row: Question, public: str) -> bool:
    """Return whether the last answer of ``case``, which waits no more, is that named ``public``.
    """
    last = next((each for each in reversed(case.events) if each.kind == ANSWERED), None)
    return (row.outcome == ANSWERED and last is not None
            and last.source == f'dialogue:{public}')
