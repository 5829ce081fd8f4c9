"""``IBallotBoxes``, as a plain object that knows nothing of HTTP and of databases."""
from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from zope.interface import implementer

from ...kernel.security import admission
from ...kernel.security.crypto.sealing import Sealing
from . import tokens
from .box import SPENT, Box, paper_of
from .envelopes import Sheet, TooLong
from .interfaces import (
    CLOSED,
    EARLY,
    FORGED,
    ISSUED,
    LONG,
    STALE,
    WRONG,
    Counts,
    IBallotBoxes,
    NotTaken,
    Paper,
    Work,
)
from .interfaces import SPENT as TWICE
from .marks import LENGTH, Marks
from .places import Place, Places, put, shred
from .rules import BallotRules
from .tallies import Tally

#: Files of a survey: that its results are elsewhere; who was given a token; keys.
_OVER, _ISSUED, _TOKEN, _PEOPLE = 'over', 'issued', 'token.der', 'people.key'


@implementer(IBallotBoxes)
class BallotBoxes:
    """See ``IBallotBoxes``.  ``places``: where they lie."""

    def __init__(self, places: Places, rules: BallotRules, sealing: Sealing) -> None:
        self._places, self._rules, self._sealing = places, rules, sealing
        self._spent, self._issued = Marks(), Marks(LENGTH)

    def prepare(self, paper: Paper) -> None:
        with self._held(paper):
            pass

    def drop(self, paper: Paper, chosen: frozenset[str], texts: Mapping[str, str],
             token: bytes | None, now: datetime.datetime, work: Work | None = None) -> None:
        if now >= paper.closes:
            raise NotTaken(CLOSED)
        mark = self._worked(paper, work, now) if token is None else self._verified(paper, token)
        cells = {cell: place for place, cell in enumerate(paper.cells)}
        if not chosen <= cells.keys():
            raise NotTaken(WRONG)
        sheet = Sheet(tuple(sorted(cells[cell] for cell in chosen)), texts, mark,
                      token is not None)
        with self._held(paper) as box:
            if box.is_closed:
                raise NotTaken(CLOSED)
            if self._spent.get(box.survey.files / SPENT, mark) is not None:
                raise NotTaken(TWICE)
            try:
                box.take(sheet, now)
            except TooLong:
                raise NotTaken(LONG) from None

    def challenge(self, paper: Paper, now: datetime.datetime) -> tuple[str, int]:
        ticket = admission.issue(now.timestamp(), secrets.token_hex(LENGTH // 2) + _half(paper))
        return admission.written(ticket, self._sealing), ticket.bits

    def _worked(self, paper: Paper, work: Work | None, now: datetime.datetime) -> bytes:
        """Return the mark of the ticket in ``work``."""
        seconds = now.timestamp()
        ticket = work and admission.read(work.ticket, self._sealing, seconds)
        if work is None or ticket is None or not ticket.token.endswith(_half(paper)):
            raise NotTaken(STALE)
        wait = ticket.waits(seconds)
        if wait and not admission.is_proved(work.ticket, work.number, ticket.bits):
            raise NotTaken(EARLY, wait)
        return bytes.fromhex(ticket.token)

    def _verified(self, paper: Paper, token: bytes) -> bytes:
        """Return the mark of ``token``."""
        mark = self._token_key(paper).mark_of(token)
        if mark is None:
            raise NotTaken(FORGED)
        return mark

    def token_key(self, paper: Paper) -> bytes:
        return self._token_key(paper).public

    def _token_key(self, paper: Paper) -> tokens.TokenKey:
        place = self._places.of(paper.survey)
        path = place.keys / _TOKEN
        if not path.exists():
            with place.alone():
                self._refuse_over(place)
                return tokens.read_or_make(path)
        return tokens.read_or_make(path)

    def sign_blinded(self, paper: Paper, person: str, blinded: bytes,
                     now: datetime.datetime) -> bytes:
        if now >= paper.closes:
            raise NotTaken(CLOSED)
        key = self._token_key(paper)
        digest = hashlib.sha256(blinded).digest()[:LENGTH]
        with self._held(paper) as box:
            if box.is_closed:
                raise NotTaken(CLOSED)
            path, mark = box.survey.files / _ISSUED, _person(box.survey, person)
            known = self._issued.get(path, mark)
            if known not in (None, digest):
                raise NotTaken(ISSUED)
            try:
                signature = key.signed(blinded)
            except tokens.BadElement:
                raise NotTaken(FORGED) from None
            self._issued.add(path, mark, value=digest)
        return signature

    def counts(self, paper: Paper) -> Counts:
        box = self._box(paper)
        return Counts(closed=True) if (box.survey.files / _OVER).exists() else box.counts()

    def accept(self, paper: Paper, now: datetime.datetime) -> None:
        with self._held(paper) as box:
            if not box.is_closed and box.counts().frozen:
                box.turn(now, Tally.accept)

    def close(self, paper: Paper, now: datetime.datetime) -> None:
        with self._held(paper) as box:
            box.close(now)

    def destroy(self, paper: Paper) -> None:
        place = self._places.of(paper.survey)
        with place.alone():
            put(place.files / _OVER, b'')
            for path in sorted(place.keys.rglob('*')):
                if path.is_file():
                    shred(path)
            shutil.rmtree(place.keys)
            for version in place.versions():
                shutil.rmtree(place.box(version).files)
            for marks, name in ((self._spent, SPENT), (self._issued, _ISSUED)):
                (place.files / name).unlink(missing_ok=True)
                marks.forget(place.files / name)

    def held(self) -> list[str]:
        return [each for each in self._places.surveys()
                if not (self._places.of(each).files / _OVER).exists()]

    def look(self, now: datetime.datetime) -> None:
        """Open what waits in all boxes, and close those whose end has come: the job."""
        for survey in self._places.surveys():
            place = self._places.of(survey)
            for version in place.versions():
                paper = paper_of(survey, place, version)
                if paper is not None:
                    self._look(self._box(paper), now)

    def _look(self, box: Box, now: datetime.datetime) -> None:
        with box.survey.alone():
            if box.is_half_closed or not box.is_closed and now >= box.paper.closes:
                box.close(now)
            elif not box.is_closed and box.is_waiting:
                box.turn(now)

    def _box(self, paper: Paper) -> Box:
        return Box(paper, self._places.of(paper.survey), self._spent, self._rules)

    @contextmanager
    def _held(self, paper: Paper) -> Iterator[Box]:
        """Give the box of ``paper``, prepared, for this caller alone."""
        box = self._box(paper)
        with box.survey.alone():
            self._refuse_over(box.survey)
            box.prepare()
            yield box

    @staticmethod
    def _refuse_over(place: Place) -> None:
        if (place.files / _OVER).exists():
            raise NotTaken(CLOSED)


def _half(paper: Paper) -> str:
    """Return the digits by which a ticket belongs to ``paper``."""
    said = f'{paper.survey} {paper.version}'.encode()
    return hashlib.sha256(said).hexdigest()[:LENGTH]


def _person(place: Place, person: str) -> bytes:
    """Return by which ``person`` is known again in this survey and nowhere else."""
    path = place.keys / _PEOPLE
    if not path.exists():
        put(path, secrets.token_bytes(32))
    return hmac.new(path.read_bytes(), person.encode(), hashlib.sha256).digest()[:LENGTH]
