"""From the ballot box to the page: once an edition is over its figures go into the version in
work, which the board approves like any other; what was told of an edition is never told again.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from typing import cast

from ...base.clock import ONE_DAY, start_of
from ...base.errors import Refused
from ...base.i18n import DEFAULT
from ...base.questionnaires import results
from ...base.questionnaires.figures import LEAST_ANSWERS, Figures, figures
from ...base.questionnaires.results import EditionResults
from ...base.questionnaires.written import read
from ...content.versions.interfaces import IEditing
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.tree.events import SYSTEM, Change, send
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.workflow.interfaces import PUBLISHED
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from ..ballots.interfaces import Counts, Figure, IBallotBoxes
from .interfaces import CLOSED, TYPE, Edition, ISurvey
from .papers import open_edition, paper_of
from .phases import clear

#: Seconds between two looks: a figure that stands still is told within five minutes.
LOOK_EVERY = 15
#: Surveys that are looked at, the latest first; what a notice is called.
MOST, READY = 2000, 'survey_results'
#: What is said to the log.
SUSPECT, TRUSTED, TALLIED = 'suspect_survey', 'trust_survey', 'tally_survey'


def look(environment: IEnvironment) -> None:
    """Job: keep boxes and surveys in step."""
    if environment.portal is None:
        return
    boxes = environment.registry.getUtility(IBallotBoxes)
    catalog = environment.request.service(ICatalog)
    for item in catalog.latest(environment.portal, DEFAULT, 0, MOST, (TYPE,)).items:
        _look(environment, boxes, cast(ISurvey, item))
    for oid in filter(str.isdecimal, boxes.held()):
        survey = environment.portal.__objectmap__.object_for(int(oid))
        if ISurvey.providedBy(survey):
            _let_go(environment, boxes, survey)


def _look(environment: IEnvironment, boxes: IBallotBoxes, survey: ISurvey) -> None:
    if survey.cleared or not survey.editions:
        return
    now, edition = environment.clock.now(), open_edition(survey)
    if edition is not None:
        paper = paper_of(survey, edition)
        boxes.prepare(paper)
        is_suspect = boxes.counts(paper).frozen is not None
        if is_suspect != survey.suspect:
            environment.in_transaction(partial(_suspect, environment, survey, is_suspect))
    missing = [each for each in survey.editions if each.closed is not None
               and each.number not in _numbers(in_work(survey))]
    found = list(_over(boxes, survey, missing, now))
    if found:
        environment.in_transaction(partial(_tally, environment, survey, found))
    if survey.phase == CLOSED and (_is_told(survey) or _is_late(survey, now)):
        boxes.destroy(paper_of(survey, survey.editions[-1]))
        environment.in_transaction(partial(clear, survey, environment.registry))


def _let_go(environment: IEnvironment, boxes: IBallotBoxes, survey: ISurvey) -> None:
    """Destroy the boxes of ``survey`` if it was withdrawn: its answers tell nobody anything."""
    def withdrawn() -> bool:
        if survey.editions and survey.state != PUBLISHED and not survey.cleared:
            clear(survey, environment.registry)
        return survey.cleared

    if environment.in_transaction(withdrawn):
        boxes.destroy(paper_of(survey, survey.editions[-1]))


def _over(boxes: IBallotBoxes, survey: ISurvey, editions: list[Edition],
          now: datetime.datetime) -> Iterator[EditionResults]:
    """Yield the results of ``editions``, each closed in its box first."""
    for edition in editions:
        paper = paper_of(survey, edition)
        counts = boxes.counts(paper)
        if not counts.closed:
            boxes.close(paper, now)
            counts = boxes.counts(paper)
        if counts.closed and edition.closed is not None:
            yield results_of(edition, edition.closed, counts)


def results_of(edition: Edition, closed: datetime.date, counts: Counts) -> EditionResults:
    """Return what may be told of ``counts``; of figures that are distorted the number alone."""
    is_suspect = counts.frozen is not None
    return EditionResults(
        edition.number, read(edition.questions), edition.opened, closed,
        _figures(edition, counts.verified),
        Figures(counts.unverified.number, {}, {}) if is_suspect
        else _figures(edition, counts.unverified), is_suspect)


def _figures(edition: Edition, figure: Figure) -> Figures:
    if figure.cells is None or figure.number < LEAST_ANSWERS:
        return Figures(figure.number, {}, {})
    return figures(read(edition.questions), figure.number, figure.cells)


def _numbers(survey: object) -> set[int]:
    return {each.edition for each in results.read(cast(ISurvey, survey).results)}


def _is_told(survey: ISurvey) -> bool:
    """Whether the public version tells of every edition."""
    return {each.number for each in survey.editions} <= _numbers(survey)


def _is_late(survey: ISurvey, now: datetime.datetime) -> bool:
    """Whether raw answers may be there no longer, told or not; their figures are kept."""
    return survey.closes is not None and now >= start_of(
        survey.closes + (1 + survey.raw_days) * ONE_DAY) and (
        {each.number for each in survey.editions} <= _numbers(in_work(survey)))


def _suspect(environment: IEnvironment, survey: ISurvey, is_suspect: bool) -> None:
    survey.suspect = is_suspect
    send(environment.registry)(Change(survey, SUSPECT if is_suspect else TRUSTED, SYSTEM))


def _tally(environment: IEnvironment, survey: ISurvey, found: list[EditionResults]) -> None:
    work = cast(ISurvey, in_work(survey))
    known = {each.edition: each for each in (*found, *results.read(work.results))}
    try:
        environment.request.service(IEditing).edit(survey, {
            'results': results.written([known[number] for number in sorted(known)])}, SYSTEM)
    except Refused:
        # Somebody's step stands against it; the next look tries again.
        return
    survey.suspect = False
    send(environment.registry)(Change(survey, TALLIED, SYSTEM))
    notifying = environment.request.service(INotifying)
    notifying.notify(notifying.board_of(find_site(survey)), survey, READY)
