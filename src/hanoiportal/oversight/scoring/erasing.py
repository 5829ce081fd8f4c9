"""Forgetting what people wrote about marks: notes, objections and answers.

Marks, results and who did what and when stay; ``content.erasure`` says who demands it.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.numbers import number_in
from ...content.erasure.interfaces import Erased, IWords
from ...kernel.tree.lookup import find_portal
from .measuring import scorings_of
from .resource import ScoreSheet
from .values import Mark, Objection

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite

#: What names of records begin with: ``objection:YEAR:NUMBER``, ``mark:YEAR:SITE:CODE``.
OBJECTION, MARK = 'objection', 'mark'


@implementer(IWords)
class ScoringRecords:
    """The marks with a note, and the objections, of a body: each at its own site."""

    def are_of(self, site: ISite, record: str) -> bool:
        """See ``IWords``."""
        portal = cast('IPortal', find_portal(site))
        sheet, objection = _objected(portal, record)
        if objection is None:
            sheet, mark = _marked(portal, record)
            return sheet is not None and sheet.site == site.__oid__ and bool(mark and mark.note)
        return sheet is not None and sheet.site == site.__oid__ and bool(
            objection.text + objection.answer)


def forget_words(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: what was written in the records of ``gone.words`` until their moments is gone."""
    for record, until in gone.words.items():
        sheet, objection = _objected(portal, record)
        if sheet is not None and objection is not None:
            _forget(sheet, objection, until)
        sheet, mark = _marked(portal, record)
        if sheet is not None and mark is not None and mark.moment is not None and (
                mark.moment <= until):
            sheet.mark(record.split(':')[3], mark._replace(note=''))


def _forget(sheet: ScoreSheet, objection: Objection, until: datetime.datetime) -> None:
    bare = objection
    if objection.moment <= until:
        bare = bare._replace(text='')
    if objection.answered_at is not None and objection.answered_at <= until:
        bare = bare._replace(answer='')
    if bare != objection:
        sheet.keep_objection(bare)


def _objected(portal: IPortal, record: str) -> tuple[ScoreSheet | None, Objection | None]:
    """Return the objection that the name is of, and its sheet."""
    kind, *parts = record.split(':')
    scoring = scorings_of(portal).years.get(number_in(parts[0], 4)) if (
        kind == OBJECTION and len(parts) == 2) else None
    for sheet in scoring.all_sheets() if scoring is not None else ():
        for each in sheet.objections:
            if each.number == number_in(parts[1], 9):
                return sheet, each
    return None, None


def _marked(portal: IPortal, record: str) -> tuple[ScoreSheet | None, Mark | None]:
    """Return the mark that the name is of, and its sheet."""
    kind, *parts = record.split(':')
    scoring = scorings_of(portal).years.get(number_in(parts[0], 4)) if (
        kind == MARK and len(parts) == 3) else None
    sheet: ScoreSheet | None = None if scoring is None else scoring.sheet(number_in(parts[1]))
    return (None, None) if sheet is None else (sheet, sheet.marks.get(parts[2]))
