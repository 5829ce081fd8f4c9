"""Asking feeds that are due: politely, a few at a time, and less often one that fails."""
from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from ...base.settings import ISettings
from ...kernel.security.interactions import get_or_create, interactions_of
from ...platform.http.interfaces import FORBIDDEN, Deadline, IHttp, NoAnswer
from .interfaces import UNREADABLE, FeedState, IAggregation, Read
from .reading import NoFeed, is_at, read_feed
from .resource import KEY, Aggregated, aggregated_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...base.interfaces import IPortal
    from ...kernel.tree.site import Site
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks; feeds asked at one; seconds and bytes for one.
EVERY, AT_ONCE, SECONDS, MOST_BYTES = 60, 4, 20, 2_000_000
#: The longest pause before one that fails is asked again.
_LONGEST_PAUSE = datetime.timedelta(days=1)
_OK, _UNCHANGED = 200, 304


class Feed(NamedTuple):
    """What is asked.  ``site``: object id.  ``host``: of the site.  ``before``: how it stood."""

    site: str
    address: str
    host: str
    before: FeedState


class Pulled(NamedTuple):
    """What came.  ``entries``: ``None`` for nothing new.  ``pause``: seconds that it asks for."""

    entries: list[Read] | None = None
    etag: str = ''
    modified: str = ''
    why: str = ''
    pause: int = 0


def feeding_sites(portal: IPortal) -> Iterator[Site]:
    """Yield the external sites of ``portal`` that have a feed."""
    for site in portal['sites'].values():
        if getattr(site, 'feed_url', '') and site.is_external:
            yield site


def pull_some(environment: IEnvironment) -> None:
    """Job: ask some feeds and keep what is new; no connection is open meanwhile."""
    minutes = environment.registry.getUtility(ISettings).feeds_minutes
    if not minutes:
        return
    pause = datetime.timedelta(minutes=minutes)
    feeds = environment.in_transaction(lambda: _claimed(environment, pause))
    if not feeds:
        return
    http = environment.registry.getUtility(IHttp)
    with ThreadPoolExecutor(AT_ONCE, 'feeds') as pool:
        found = list(zip(feeds, pool.map(partial(pulled, http), feeds), strict=True))
    environment.in_transaction(lambda: _keep(environment, found, pause))


def _claimed(environment: IEnvironment, pause: datetime.timedelta) -> list[Feed]:
    """Return feeds that are due, which nobody else asks from now on."""
    portal, now = environment.portal, environment.clock.now()
    known = aggregated_in(portal)
    found: list[Feed] = []
    for site in feeding_sites(portal):
        before = known.feed(str(site.__oid__), site.feed_url) or FeedState(
            now, now, site.feed_url)
        if before.due <= now:
            host = urlsplit(site.external_url).hostname or ''
            found.append(Feed(str(site.__oid__), site.feed_url, host, before))
    found = sorted(found, key=lambda feed: feed.before.due)[:AT_ONCE]
    kept = get_or_create(interactions_of(portal), KEY, Aggregated) if found else known
    for feed in found:
        kept.put_feed(feed.site, feed.before._replace(asked=now, due=now + pause))
    return found


def pulled(http: IHttp, feed: Feed) -> Pulled:
    """Ask for ``feed``."""
    deadline = Deadline(SECONDS)
    asked = {'If-None-Match': feed.before.etag, 'If-Modified-Since': feed.before.modified}
    try:
        if not http.is_allowed(feed.address, deadline):
            return Pulled(why=FORBIDDEN)
        answer = http.get(feed.address, deadline, {
            name: value for name, value in asked.items() if value}, MOST_BYTES)
    except NoAnswer as none:
        return Pulled(why=none.why)
    if answer.status == _UNCHANGED:
        return Pulled(etag=feed.before.etag, modified=feed.before.modified)
    if answer.status != _OK:
        return Pulled(why=str(answer.status), pause=_seconds(answer.headers.get('retry-after')))
    try:
        entries = read_feed(answer.body, answer.address, answer.headers.get('content-type', ''))
    except NoFeed:
        return Pulled(why=UNREADABLE)
    return Pulled(entries, _header(answer.headers.get('etag')),
                  _header(answer.headers.get('last-modified')))


def _header(value: str | None) -> str:
    return value if value and len(value) < 200 and value.isascii() and value.isprintable() else ''


def _seconds(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else 0


def _keep(environment: IEnvironment, found: list[tuple[Feed, Pulled]],
          pause: datetime.timedelta) -> None:
    now, service = environment.clock.now(), environment.request.service(IAggregation)
    for feed, came in found:
        service.keep(feed.site, _state(feed, came, now, pause), [
            each for each in came.entries or () if is_at(each.address, feed.host)])


def _state(feed: Feed, came: Pulled, now: datetime.datetime,
           pause: datetime.timedelta) -> FeedState:
    before = feed.before
    if came.why:
        failures = before.failures + 1
        wait = max(min(pause * 2 ** min(failures, 10), _LONGEST_PAUSE),
                   min(datetime.timedelta(seconds=came.pause), _LONGEST_PAUSE))
        return before._replace(asked=now, due=now + wait, why=came.why, failures=failures,
                               failing=before.failing or now)
    astray = before.astray if came.entries is None else sum(
        not is_at(entry.address, feed.host) for entry in came.entries)
    return FeedState(now, now + pause, feed.address, now, came.etag, came.modified, astray=astray)
