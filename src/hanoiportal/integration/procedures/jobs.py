"""The job: takes the list each night, whole or not at all."""
from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ...base.pausing import pause_of
from ...platform.http import interfaces as http
from .interfaces import IProcedureCatalogue, ListedProcedure
from .resource import catalogue_of, kept_reading, reading_of
from .sources import NationalPortal, NoAnswer

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks; the local hour from which the list is asked for; seconds and bytes
#: of one answer.
EVERY, HOUR, SECONDS, MOST_BYTES = 60, 2, 30, 20_000_000
#: A list with less than this share of the procedures in force is believed the second night.
SHRUNK = .5
_JSON = {'Content-Type': 'application/json', 'Accept': 'application/json'}
_OK = 200


class CameList(NamedTuple):
    """What came.  ``why``: ``''`` if it is a list.  ``pause``: seconds that are asked for."""

    listed: list[ListedProcedure]
    why: str = ''
    pause: int = 0


def synchronise(environment: IEnvironment) -> None:
    """Job: take the list if it is time."""
    catalogue: IProcedureCatalogue = environment.registry.getUtility(IProcedureCatalogue)
    source: NationalPortal | None = catalogue.source
    if source is None or not environment.in_transaction(partial(_is_due, environment)):
        return
    came = list_from(
        environment.registry.getUtility(http.IHttp), source, environment.clock.now())
    if environment.in_transaction(partial(_noted, environment, came)):
        catalogue.take(environment, came.listed)


def _is_due(environment: IEnvironment) -> bool:
    return reading_of(environment.portal).is_due(environment.clock.now(), HOUR)


def list_from(client: http.IHttp, source: NationalPortal,
              now: datetime.datetime) -> CameList:
    """Log in and ask for the list."""
    deadline, session = http.Deadline(SECONDS), ''
    try:
        entry = source.log_in()
        if entry is not None:
            session = source.session(_sent(client, deadline, *entry))
        return CameList(source.listed(_sent(client, deadline, *source.asked(session))))
    except _Status as status:
        return CameList([], str(status.args[0]), pause_of(status.args[1], now))
    except http.NoAnswer as none:
        return CameList([], none.why)
    except NoAnswer as wrong:
        return CameList([], str(wrong.args[0]))


class _Status(Exception):
    """Another status than that of success; ``args``: itself, the headers."""


def _sent(client: http.IHttp, deadline: http.Deadline, address: str, body: bytes) -> bytes:
    answer = client.send(address, deadline, body, _JSON, MOST_BYTES, is_set=True)
    if answer.status != _OK:
        raise _Status(answer.status, answer.headers)
    return answer.body


def _noted(environment: IEnvironment, came: CameList) -> bool:
    """Note what came; return whether it is believed."""
    known = catalogue_of(environment.portal)
    in_force = 0 if known is None else sum(kept[5] is None for kept in known.known.values())
    return kept_reading(environment.portal).is_believed(
        came.why, environment.clock.now(), came.pause, len(came.listed) < in_force * SHRUNK)
