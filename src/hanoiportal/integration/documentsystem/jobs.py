"""The job: takes packages that wait, and reads on in the list of issued documents.

One look asks a few times and returns, so that no other job waits.
"""
from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from ...base.clock import local
from ...base.pausing import pause_of
from ...platform.http.interfaces import IHttp
from .fetching import Failed, fetched
from .interfaces import DOCUMENT, PACKAGE, IDocumentSystem, Issue
from .issues import Issues
from .resource import kept_state, state_of
from .sent import IssuedPage
from .sources import DocumentSource, NoDocuments
from .taking import Taking

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks; pages of the list that are read at one; how exactly is noted when
#: there last was a good answer, so that a look that brings nothing writes nothing.
EVERY, PAGES, EXACTLY = 120, 3, datetime.timedelta(hours=1)
#: Why nothing of an answer could be used; why reading stopped: the list leads nowhere.
UNREADABLE, REPEATED = 'unreadable', 'repeated'


def exchange(environment: IEnvironment) -> None:
    """Job: take what waits, read on, if a system is configured."""
    system: IDocumentSystem = environment.registry.getUtility(IDocumentSystem)
    source = cast('DocumentSource | None', system.source)
    if source is not None:
        Exchange(environment, source).go_on()


class Exchange:
    """One look."""

    def __init__(self, environment: IEnvironment, source: DocumentSource) -> None:
        self._environment, self._source = environment, source
        self._http: IHttp = environment.registry.getUtility(IHttp)

    def go_on(self) -> None:
        """Do both; what fails of one stops the other not."""
        for part, work in ((PACKAGE, self._take), (DOCUMENT, self._read)):
            if self._environment.in_transaction(partial(self._is_due, part)):
                self._try(part, work)

    def _is_due(self, part: str) -> bool:
        due = state_of(self._environment.portal, part).due
        return due is None or self._environment.clock.now() >= due

    def _try(self, part: str, work: Callable[[], None]) -> None:
        why, pause = '', 0
        try:
            work()
        except NoDocuments:
            why = UNREADABLE
        except Failed as failed:
            why = failed.why
            pause = pause_of(failed.headers, self._environment.clock.now())
        self._environment.in_transaction(partial(self._note, part, why, pause))

    def _note(self, part: str, why: str, pause: int) -> None:
        state, now = state_of(self._environment.portal, part), self._environment.clock.now()
        if why:
            kept_state(self._environment.portal, part).failed(why, now, pause)
        elif state.why or state.came is None or now - state.came >= EXACTLY:
            state = kept_state(self._environment.portal, part)
            state.came = now
            state.succeeded()

    def _take(self) -> None:
        body = fetched(self._http, self._source.waiting(), self._source)
        Taking(self._environment, self._source).take(self._source.packages(body))

    def _read(self) -> None:
        self._environment.in_transaction(self._try_again)
        for _page in range(PAGES):
            after = self._environment.in_transaction(self._after)
            page = self._source.page(fetched(
                self._http, self._source.issued(after), self._source))
            if page.unreadable:
                raise NoDocuments
            if page.has_more and page.after == after:
                raise Failed(REPEATED)
            self._environment.in_transaction(partial(self._keep, page))
            if not page.has_more:
                break

    def _after(self) -> str:
        return state_of(self._environment.portal, DOCUMENT).after

    def _keep(self, page: IssuedPage) -> None:
        """Enter a page and note its end, in one transaction."""
        Issues(self._environment, self._source.profile).enter(page.issues)
        state = kept_state(self._environment.portal, DOCUMENT)
        if page.after and state.after != page.after:
            state.after = page.after

    def _try_again(self) -> None:
        """Once a day, try what was wrong: a site or a row of the profile may be there by now."""
        today = local(self._environment.clock.now()).date()
        state = state_of(self._environment.portal, DOCUMENT)
        if state.wrong and state.tried != today:
            state = kept_state(self._environment.portal, DOCUMENT)
            state.tried = today
            Issues(self._environment, self._source.profile).enter(
                [Issue(*each) for each in list(state.wrong.values())])
