"""The job: takes the list of codes from the platform each night, whole or not at all."""
from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ...base.pausing import pause_of
from ...base.profiles import Profile
from ...kernel.security.crypto.sealing import Unreadable
from ...platform.http.interfaces import OURS_REFUSED, Deadline, NoAnswer
from ..deliveries.interfaces import ACCEPTED, LATER, Receipt
from ..deliveries.interfaces.own import IOwnConnections, OwnConnection
from .bodies import BodyCode, NoCodes, address_of, page_in
from .calling import Calling
from .reasons import EMPTY, REPEATED, SHORT, UNREADABLE
from .receiver import NAME
from .resource import kept_reading, reading_of

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks; the local hour from which the list is asked for; seconds for all of
#: it; pages of it; bytes of one.
EVERY, HOUR, SECONDS, MOST_PAGES, MOST_BYTES = 60, 3, 18, 40, 4_000_000
#: A list with less than this share of the last is believed the second night; the share of what the
#: list says that it has that must have come.
SHRUNK, ENOUGH = .5, .98
_OK = 200


class CameCodes(NamedTuple):
    """What came.  ``why``: ``''`` if it is a list.  ``pause``: seconds that are asked for."""

    codes: tuple[BodyCode, ...] = ()
    why: str = ''
    status: int = 0
    pause: int = 0


class _Failed(Exception):
    """``args``: a ``CameCodes``."""


def read_codes(platform: Profile, profile: Profile, environment: IEnvironment) -> None:
    """Job: take the list if it is time, and a connection that is on names its address."""
    found = environment.in_transaction(partial(_due, environment))
    if found is None:
        return
    connection, secrets = found
    began = time.monotonic()
    came = CodeList(platform, profile, environment, connection, secrets).came()
    environment.in_transaction(partial(
        _note, environment, connection.number, came, time.monotonic() - began))


def _due(environment: IEnvironment) -> tuple[OwnConnection, dict[str, str]] | None:
    own: IOwnConnections = environment.registry.getAdapter(environment.portal, IOwnConnections)
    found = own.of(NAME, environment.portal)
    if found is None or not found.is_on or not found.settings.get('bodies') or (
            not reading_of(environment.portal).is_due(environment.clock.now(), HOUR)):
        return None
    try:
        return found, dict(own.secrets(found.number))
    except Unreadable:
        return None  # the engine has turned it off, or will


def _note(environment: IEnvironment, number: int, came: CameCodes, seconds: float) -> None:
    """Keep what came, and a line of the log: both lie in one database."""
    is_taken = _keep(environment, came)
    own: IOwnConnections = environment.registry.getAdapter(environment.portal, IOwnConnections)
    own.log_reading(number, ACCEPTED if is_taken else LATER, came.status,
                    reading_of(environment.portal).why, round(seconds, 3))


def _keep(environment: IEnvironment, came: CameCodes) -> bool:
    reading = kept_reading(environment.portal)
    is_less = len(came.codes) < len(reading.codes) * SHRUNK
    if not reading.is_believed(came.why, environment.clock.now(), came.pause, is_less):
        return False
    reading.take(came.codes)
    return True


class CodeList:
    """The list of one night, asked for page by page.  ``platform``: the profile by which it is
    spoken to; ``profile``: that of the list.
    """

    def __init__(self, platform: Profile, profile: Profile, environment: IEnvironment,
                 connection: OwnConnection, secrets: dict[str, str]) -> None:
        self._platform, self._profile = platform, profile
        self._environment, self._settings = environment, connection.settings
        self._secret = secrets.get('secret', '')

    def came(self) -> CameCodes:
        """Ask for all pages; return the list, or why there is none."""
        try:
            return self._all(Calling(self._environment.registry, self._platform, self._settings,
                                     self._secret, Deadline(SECONDS)))
        except OSError:
            return CameCodes(why=OURS_REFUSED)
        except NoAnswer as none:
            return CameCodes(why=none.why)
        except NoCodes:
            return CameCodes(why=UNREADABLE, status=_OK)
        except _Failed as failed:
            came: CameCodes = failed.args[0]
            return came

    def _all(self, calling: Calling) -> CameCodes:
        found, sent, total = dict[str, BodyCode](), 0, -1
        first = int(self._profile['first'])
        for number in range(first, first + MOST_PAGES):
            page = page_in(self._profile, self._page(calling, number))
            known, total = len(found), page.total
            found.update((each.code, each) for each in page.codes)
            sent += page.sent
            if not page.sent or 0 <= total <= sent:
                break
            if len(found) == known:
                return CameCodes(why=REPEATED, status=_OK)
        else:
            return CameCodes(why=REPEATED, status=_OK)
        if not found:
            return CameCodes(why=EMPTY, status=_OK)
        why = SHORT if len(found) < total * ENOUGH else ''
        return CameCodes(() if why else tuple(found.values()), why, _OK)

    def _page(self, calling: Calling, number: int) -> bytes:
        address = address_of(self._profile, str(self._settings['bodies']), number)
        answer = calling.asked(address, MOST_BYTES)
        if isinstance(answer, Receipt):
            raise _Failed(CameCodes(why=answer.note, status=answer.status))
        if answer.status != _OK:
            raise _Failed(CameCodes(
                why=str(answer.status), status=answer.status,
                pause=pause_of(answer.headers, self._environment.clock.now())))
        return answer.body
