"""Making a public text of what was received and answered."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ...base.i18n import _
from ...base.text import plain_text
from ..cases.interfaces import (
    ANSWERED,
    CONSULTATION,
    NAME,
    OUT_OF_SCOPE,
    PUBLISH,
    Case,
    Contents,
    ICases,
)
from .interfaces import (
    CONSENTED,
    KEEP,
    REWRITE,
    REWRITTEN,
    CannotPublishCase,
    Mark,
    PublicText,
)
from .marking import applied, left_over, marks_of
from .texts import as_html


class Sources(NamedTuple):
    """What was received of a case, and its last answer, ``''`` before the first."""

    contents: Contents
    answer: str


def sources_of(case: Case, cases: ICases) -> Sources:
    """Return the ``Sources`` of ``case``.  Raises ``CannotPublishCase`` if its key is gone."""
    contents = cases.open(case)
    if contents is None:
        raise CannotPublishCase({'': _('Dữ liệu của hồ sơ này đã được xóa.')})
    kinds = (ANSWERED, OUT_OF_SCOPE) if case.kind == CONSULTATION else (ANSWERED,)
    answers = [event for event in case.events if event.kind in kinds]
    return Sources(contents, cases.text_of(case, answers[-1]) if answers else '')


def first_text(sources: Sources) -> PublicText:
    """Return the text that a person begins with: every mark is masked."""
    contents = sources.contents
    way = CONSENTED if PUBLISH in contents.consents else REWRITTEN
    name = contents.sender.name if {NAME, PUBLISH} <= contents.consents else ''
    return made_of(sources, PublicText(name=name, way=way))


def made_of(sources: Sources, text: PublicText) -> PublicText:
    """Return ``text`` with title, question and answer made anew by what is decided."""
    instead = {piece: piece for piece, decision in text.decided.items() if decision == KEEP}
    instead.update({piece: text.rewritten.get(piece, '')
                    for piece, decision in text.decided.items() if decision == REWRITE})
    contents, answer = sources.contents, sources.answer
    title, question, body = (applied(each, marks_of(each), instead)
                             for each in (contents.title, contents.text, answer))
    return replace(text, title=title, question=question, answer=body)


def undecided(text: PublicText) -> Sequence[Mark]:
    """Return the marks of what would be public that nobody has decided to keep."""
    public = (text.title, text.question, plain_text(as_html(text.answer)))
    return [mark for each in public for mark in left_over(each, text.decided)]
