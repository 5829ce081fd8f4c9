"""The job: a reading of each source each night, then the texts that are new, then the comparison.

One look asks a few times and returns, so that no other job waits.  After a stop it goes on where
it was; two schedulers beside each other keep each page once.
"""
from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from ...base.clock import local, start_of
from ...base.deadlines.interfaces import NoDeadline
from ...base.interfaces import ISite
from ...base.text.bodies import place_key
from ...platform.calendar.interfaces import IDeadlines
from ...platform.http.interfaces import IHttp
from .comparing import Comparison, first_difference
from .fetching import OF_ONE, REPEATED, SHORT, SHRUNKEN, Came, page_of, text_of
from .finding import Findings
from .interfaces import Difference, ILawDatabases, IOurDocuments, OurDocument, Record
from .resource import SourceState, keep_pages, kept_pages, kept_state, state_of

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...platform.scheduling.interfaces import IEnvironment
    from .sources import Source

_What = TypeVar('_What')
#: Seconds between two looks; requests of one, and seconds after which it makes no further one;
#: the local hour from which a reading begins.
EVERY, AT_ONCE, LOOK, HOUR = 15, 3, 5, 1
#: Pages of a reading; texts that are compared in a night.
MOST_PAGES, MOST_TEXTS = 3000, 1000
#: Of what the source says that it has, the share that a reading must have, for lists move.
ENOUGH = .98
#: The rule by which a body has to make a document public.
PUBLISHING = '13.1.c1'


def reconcile(environment: IEnvironment) -> None:
    """Job: go on with each source that is configured."""
    databases: ILawDatabases = environment.registry.getUtility(ILawDatabases)
    for place, source in enumerate(cast('list[Source]', databases.sources)):
        Reconciliation(environment, source, tells_late=not place).go_on()


def _in_time(what: Iterable[_What]) -> Iterator[_What]:
    """Yield of ``what`` until the time of the look is over: jobs that publish come after it."""
    end = time.monotonic() + LOOK
    for each in what:
        yield each
        if time.monotonic() >= end:
            return


class Reconciliation:
    """One look at one source.  ``tells_late``: whether it is the one that tells what was late."""

    def __init__(self, environment: IEnvironment, source: Source, tells_late: bool) -> None:
        self._environment, self._source, self._tells_late = environment, source, tells_late
        self._http: IHttp = environment.registry.getUtility(IHttp)
        self._documents: IOurDocuments = environment.registry.getUtility(IOurDocuments)
        self._today = local(environment.clock.now()).date()

    def go_on(self) -> None:
        """Do what comes next, if anything does."""
        state = self._environment.in_transaction(self._begun)
        if state is None:
            return
        if state.page:
            self._read_pages(state.page)
        elif state.pairing:
            self._environment.in_transaction(self._pair)
        elif state.asking:
            self._read_texts(list(state.asking)[:AT_ONCE])
        elif state.comparing:
            self.compare()

    def _begun(self) -> SourceState | None:
        """Return the state, with a reading begun if it is time; ``None`` if nothing is to do."""
        now = self._environment.clock.now()
        state = state_of(self._portal, self._source.name)
        if state.due is not None and now < state.due:
            return None
        if state.page or state.pairing or state.asking or state.comparing:
            return state
        if state.began == self._today or local(now).hour < HOUR:
            return None
        state = kept_state(self._portal, self._source.name)
        state.begin(self._today, self._source.first)
        return state

    @property
    def _portal(self) -> IPortal:
        return self._environment.portal

    def _read_pages(self, number: int) -> None:
        for page in _in_time(range(number, number + AT_ONCE)):
            came = page_of(self._http, self._source, page, self._environment.clock.now())
            if not self._environment.in_transaction(partial(self._keep_page, page, came)):
                return

    def _keep_page(self, number: int, came: Came) -> bool:
        """Keep what a page had; return whether the next is to be asked for."""
        state, now = kept_state(self._portal, self._source.name), self._environment.clock.now()
        if state.page != number:
            return False
        if came.page is None:
            state.failed(came.why, now, came.pause)
            return False
        state.succeeded()
        page = came.page
        new = state.add(page.records)
        state.total, state.unreadable = page.total, state.unreadable + page.unreadable
        had = len(state.read) + state.unreadable
        is_last = had >= page.total or not page.sent
        if is_last or not new and page.records or number - self._source.first >= MOST_PAGES:
            why = '' if had >= page.total * ENOUGH else SHORT if is_last else REPEATED
            if why:
                state.page = 0
            elif not state.end(now):
                why = SHRUNKEN
            if why:
                state.failed(why, now)
            return False
        state.page = number + 1
        return True

    def _pair(self) -> None:
        """Find the texts to compare: those of which a side has changed since they were."""
        state = kept_state(self._portal, self._source.name)
        state.pairing, state.comparing = False, True
        if not self._source.has_texts:
            return
        for document, record in self._comparison().pairs():
            known = state.texts.get((record.id, document.oid), ('', '', ''))
            if document.text and len(state.asking) < MOST_TEXTS and (
                    known[:2] != (record.changed, document.text)):
                state.asking.insert((record.id, document.oid))

    def _read_texts(self, pairs: list[tuple[str, int]]) -> None:
        for identifier, oid in _in_time(pairs):
            came = text_of(
                self._http, self._source, identifier, self._environment.clock.now())
            if not self._environment.in_transaction(
                    partial(self._keep_text, identifier, oid, came)):
                return

    def _keep_text(self, identifier: str, oid: int, came: Came) -> bool:
        state, now = kept_state(self._portal, self._source.name), self._environment.clock.now()
        record, document = state.record(identifier), self._portal.__objectmap__.object_for(oid)
        if came.why and came.why not in OF_ONE:
            state.failed(came.why, now, came.pause)
            state.pass_over((identifier, oid))
            return False
        state.succeeded()
        state.asking.discard((identifier, oid))
        if record is not None and document is not None and came.text:
            said = first_difference(self._documents.text(document), came.text)
            state.texts[identifier, oid] = (
                record.changed, self._documents.version(document), said)
        return True

    def take(self, records: Iterable[Record]) -> None:
        """Let ``records`` be a whole reading, and compare."""
        self._environment.in_transaction(partial(self._keep_all, list(records)))
        self.compare()

    def _keep_all(self, records: list[Record]) -> None:
        state = kept_state(self._portal, self._source.name)
        state.begin(self._today, self._source.first)
        state.add(records)
        state.end(self._environment.clock.now())
        state.pairing = False

    def compare(self) -> None:
        """Let register, duties and readers know; each transaction writes one database."""
        found, pages = self._environment.in_transaction(self._compared)
        Findings(self._environment, self._source.name, self._today).keep(found)
        self._environment.in_transaction(partial(self._show, pages))
        self._environment.in_transaction(self._end)

    def _compared(self) -> tuple[list[Difference], dict[int, str]]:
        comparison = self._comparison()
        return list(comparison.differences(self._today)), {
            document.oid: record.address for document, record in comparison.pairs()
            if record.address}

    def _show(self, pages: dict[int, str]) -> None:
        """Let readers be shown the pages at this source, beside those at others."""
        name = self._source.name
        wanted = {oid: kept for oid, found in kept_pages(self._portal).items()
                  if (kept := tuple(each for each in found if each[0] != name))}
        for oid, address in pages.items():
            wanted[oid] = tuple(sorted((*wanted.get(oid, ()), (name, address))))
        keep_pages(self._portal, wanted)

    def _end(self) -> None:
        kept_state(self._portal, self._source.name).comparing = False

    def _comparison(self) -> Comparison:
        state = state_of(self._portal, self._source.name)
        return Comparison(
            self._source.name, state.all(), self._ours(), self._owners(),
            {pair: kept[2] for pair, kept in state.texts.items()}, self._source.since,
            int(self._source.profile['days']), self._due)

    def _ours(self) -> list[OurDocument]:
        return list(self._documents.all(self._environment.request, self._today))

    def _owners(self) -> dict[str, int]:
        """Return the site of each body, by its place; of two with one place the portal."""
        portal = self._portal
        places = (portal, *portal['sites'].values())
        found = {place_key(str(getattr(site, 'owner', ''))): int(site.__oid__)
                 for site in reversed(places)
                 if ISite.providedBy(site) and not getattr(site, 'is_external', False)
                 and getattr(site, 'is_active', True)}
        found.pop('', None)
        return found

    def _due(self, issued: datetime.date) -> datetime.datetime | None:
        if not self._tells_late:
            return None
        deadlines: IDeadlines = self._environment.registry.getUtility(IDeadlines)
        try:
            return deadlines(self._portal).due(PUBLISHING, start_of(issued)).due
        except NoDeadline:
            return None
