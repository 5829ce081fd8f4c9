"""The public text of a case as it is kept, and as a ``Question`` has it."""
from __future__ import annotations

import datetime
import json
from html import escape
from typing import TYPE_CHECKING

from ...base.clock import UTC, local
from ..cases.interfaces import ANSWERED, CaseStanding
from .interfaces import Publication, PublicText

if TYPE_CHECKING:
    from ..cases.interfaces import Case

#: Names under which the case keeps them, sealed.
TEXT, PUBLICATION = 'public text', 'publication'


def written_publication(publication: Publication) -> str:
    """Return it as JSON."""
    approvals = [(actor, moment.isoformat()) for actor, moment in publication.approvals]
    return json.dumps({**publication._asdict(), 'approvals': approvals}, ensure_ascii=False,
                      sort_keys=True)


def read_publication(kept: str) -> Publication | None:
    """Return what ``written_publication`` wrote, ``None`` for ``''``."""
    if not kept:
        return None
    said = json.loads(kept)
    approvals = tuple((actor, datetime.datetime.fromisoformat(moment).astimezone(UTC))
                      for actor, moment in said.pop('approvals'))
    return Publication(**{**said, 'authors': tuple(said['authors']), 'approvals': approvals})


def as_html(answer: str) -> str:
    """Return an answer as HTML: what begins with a tag is HTML already, else each line is a
    paragraph.

    >>> as_html('Cần giấy phép < 7 tầng.')
    '<p>Cần giấy phép &lt; 7 tầng.</p>'
    """
    if answer.lstrip().startswith('<'):
        return answer
    lines = (line.strip() for line in answer.splitlines())
    return '\n'.join(f'<p>{escape(line, quote=False)}</p>' for line in lines if line)


def answered_on(case: Case) -> datetime.date | None:
    """Return the local day of the last answer, ``None`` before the first."""
    moments = [event.at or event.moment for event in case.events if event.kind == ANSWERED]
    return local(moments[-1]).date() if moments else None


def due_on(standing: CaseStanding, rule: str) -> datetime.date | None:
    """Return the local day by which the answer was due by ``rule``, the latest where a case was
    opened again; ``None`` if none was.
    """
    found = [each.due for duty, each in standing.duties
             if duty.rule == rule and each.due is not None]
    return local(max(found)).date() if found else None


def question_values(case: Case, text: PublicText, body: str, field: str,
                    due: datetime.date | None, today: datetime.date) -> dict[str, str]:
    """Return the fields of the ``Question`` that ``text`` would be, as a form gives them.

    ``body``: who answers.  ``today``: stands for the day of an answer that is not given yet.
    Days alone are told, neither moments nor the number of the case.
    """
    answered = answered_on(case) or today
    return {
        'title': text.title, 'kind': case.kind, 'question': text.question,
        'body': as_html(text.answer), 'field': field, 'asked_by': text.name, 'answered_by': body,
        'received': local(case.received).date().isoformat(),
        'due': due.isoformat() if due else '', 'answered': answered.isoformat()}
