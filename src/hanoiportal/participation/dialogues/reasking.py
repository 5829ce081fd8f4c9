"""What becomes of the questions whose public answer the board has taken out."""
from __future__ import annotations

from dataclasses import replace

from pyramid.registry import Registry

from ...base.i18n import _, said_in
from ..batches.interfaces import SENT_BACK
from ..batches.interfaces import TAKEN_OUT as GROUND
from ..cases.interfaces import ANSWERED, NOTE, REOPENED, STAFF, Case, ICases
from ..publication.interfaces import PublicText
from .interfaces import OUT_GROUNDS, TAKEN_OUT, Question
from .publishing import TEXT
from .resource import DialogueQuestions

#: What who asked is told, in the language of the case.
_TOLD = _('Câu trả lời đã được gỡ khỏi trang công khai để xem lại. Lý do: ${ground}. ${why}')


def ask_again(registry: Registry, cases: ICases, kept: DialogueQuestions, answered: Question,
              ground: str, why: str, actor: str) -> None:
    """Let the questions that the public answer of ``answered`` has answered wait again, and who
    asked them know the ``ground`` of ``OUT_GROUNDS`` and ``why``.  What was written is kept, under
    no public name.
    """
    for row in [each for each in kept.rows.values() if each.group == answered.group]:
        case = cases.get(row.number)
        if case is not None and _was_answered(case, row, answered.public):
            say = said_in(registry, case.language)
            cases.append(case, NOTE, text=say(_TOLD, ground=say(OUT_GROUNDS[ground]), why=why),
                         ground=GROUND, actor=actor, site=case.site)
            cases.append(case, REOPENED, actor=actor, site=case.site, audience=STAFF)
    own = cases.get(answered.number)
    text = PublicText.of_kept(cases.kept(own, TEXT)) if own is not None else None
    if own is not None and text is not None:
        cases.keep(own, TEXT, replace(text, title='').as_kept())
        cases.keep(own, SENT_BACK, f'{OUT_GROUNDS[ground]}. {why}')
    kept.rows[answered.number] = kept.rows[answered.number]._replace(public='', back=TAKEN_OUT)


def _was_answered(case: Case, row: Question, public: str) -> bool:
    """Return whether the last answer of ``case``, which waits no more, is that named ``public``.
    """
    last = next((each for each in reversed(case.events) if each.kind == ANSWERED), None)
    return (row.outcome == ANSWERED and last is not None
            and last.source == f'dialogue:{public}')
