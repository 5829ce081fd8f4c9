"""The job: each night the figures of posts, and when tokens end.

One look asks one channel once, and returns, so that no other job waits.
"""
from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...base.clock import local
from ...kernel.security.crypto.sealing import Unreadable
from ...platform.http.interfaces import Deadline, NoAnswer
from ..deliveries.interfaces.own import IOwnConnections, OwnConnection
from .calling import Api, with_access
from .interfaces import Counts, IChannels
from .resource import book_of, kept_book, parted

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment
    from .interfaces.channels import Channel, PostFigures

log = logging.getLogger(__name__)

#: The local hour from which a night's look begins; seconds of one look; the latest posts of a
#: connection that are counted.
HOUR, SECONDS, MOST = 2, 5, 200


def count(environment: IEnvironment) -> None:
    """Job: ask one channel that was not asked today."""
    found = environment.in_transaction(partial(_next, environment))
    if found is not None:
        _look(environment, *found)


def _next(environment: IEnvironment) -> tuple[
        Channel, OwnConnection, dict[str, str], dict[str, str]] | None:
    """Return a connection to ask, with its secrets and posts; it is not asked again on this day.
    """
    now = local(environment.clock.now())
    if now.hour < HOUR:
        return None
    own: IOwnConnections = environment.registry.getAdapter(environment.portal, IOwnConnections)
    for channel in environment.registry.getUtility(IChannels).values():
        for each in own.all(channel.name):
            times = book_of(environment.portal).times(each.number)
            if not each.is_on or times.looked == now.date():
                continue
            kept_book(environment.portal).tokens[each.number] = times._replace(looked=now.date())
            try:
                return channel, each, dict(own.secrets(each.number)), _names(each)
            except Unreadable:  # the engine says so
                continue
    return None


def _look(environment: IEnvironment, channel: Channel, connection: OwnConnection,
          secrets: Mapping[str, str], names: Mapping[str, str]) -> None:
    api = Api(environment, channel, connection.number, connection.settings, secrets,
              Deadline(SECONDS))

    def asked() -> None:
        if channel.ends is not None:
            environment.in_transaction(partial(
                _keep_end, environment, connection.number, channel.ends(api)))
        found = channel.counts(api, list(names)) if names else {}
        environment.in_transaction(partial(_keep, environment, channel, names, found))

    try:
        with_access(environment, connection.number, asked)
    except NoAnswer as none:
        log.warning('figures of connection %s: %s', connection.number, none.why)


def _names(connection: OwnConnection) -> dict[str, str]:
    """Return ``{name of a post: object id of its item}`` of the latest posts."""
    found = {parted(reference)[0]: str(item)
             for item, reference in connection.references.items() if reference}
    latest = sorted(found, key=lambda name: int(found[name]))[-MOST:]
    return {name: found[name] for name in latest}


def _keep_end(environment: IEnvironment, number: int, ends: datetime.datetime | None) -> None:
    book = kept_book(environment.portal)
    book.tokens[number] = book.times(number)._replace(ends=ends)


def _keep(environment: IEnvironment, channel: Channel, names: Mapping[str, str],
          found: Mapping[str, PostFigures]) -> None:
    book, now = kept_book(environment.portal), environment.clock.now()
    for name, figures in found.items():
        post = book.get(names[name], channel.name) if name in names else None
        if post is not None and not post.recalled:
            post.counts = Counts(
                figures.comments, figures.views, now, figures.link if figures.link.startswith(
                    'https://') else '')
