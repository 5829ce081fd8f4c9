"""``ISms``: a guard of cost before the gateway, and one request for each message."""
from __future__ import annotations

import json
import logging
from functools import partial
from typing import TYPE_CHECKING

from prometheus_client import Counter
from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IClock
from ...base.profiles import laid_out, said_in, text_at
from ...base.settings import ISettings, Settings
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ..http import interfaces as http
from .interfaces import ACCEPTED, ALARM, NO_NUMBER, REFUSED, STOPPED, ISms, NotSent, Spent
from .resource import KEY, SmsBook
from .segments import mobile, segments, unmarked

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...base.profiles import Profile
    from ..scheduling.interfaces import IEnvironment

log = logging.getLogger(__name__)

COUNT = Counter('portal_sms', 'Short messages, by what became of them', ('what',))
#: Seconds and bytes of an answer.
SECONDS, LARGEST = 20, 20_000
_LOCAL = ('http://127.0.0.1:', 'http://localhost:')
_FINE = range(200, 300)


@implementer(ISms)
class Sms:
    """See ``ISms``.  Raises ``ValueError`` for a gateway that is not asked by HTTPS."""

    def __init__(self, registry: Registry, profile: Profile) -> None:
        self._registry, self._profile = registry, profile
        settings: Settings = registry.getUtility(ISettings)
        self._settings, self.is_open = settings, bool(settings.sms_gateway)
        if self.is_open and not settings.sms_gateway.startswith(('https://', *_LOCAL)):
            raise ValueError('portal.sms_gateway: expected an address that begins with https://')

    def can_reach(self, number: str) -> bool:
        """See ``ISms``."""
        return self.is_open and bool(mobile(number))

    def fits(self, text: str) -> bool:
        """See ``ISms``."""
        return segments(unmarked(text)) == 1

    def send(self, environment: IEnvironment, token: str, number: str, text: str,
             share: int = 100) -> str:
        """See ``ISms``."""
        to, text = mobile(number), unmarked(text)
        what = self._sent(environment, token, to, text, share) if to else NO_NUMBER
        COUNT.labels(what).inc()
        return what

    def _sent(self, environment: IEnvironment, token: str, to: str, text: str,
              share: int) -> str:
        if not environment.in_transaction(partial(
                self._reserve, environment, token, segments(text), share)):
            return STOPPED
        what = self._asked(token, to, text)
        environment.in_transaction(partial(_settle, environment.portal, token, what == ACCEPTED))
        return what

    def give_up(self, environment: IEnvironment, token: str) -> None:
        """See ``ISms``."""
        environment.in_transaction(partial(_settle, environment.portal, token, False))

    def spent(self, portal: IPortal) -> Spent:
        """See ``ISms``."""
        book, day = kept_or_new(portal, KEY, SmsBook), self._today()
        return Spent(book.days.get(day, 0), book.month(day), book.stopped_in(day))

    def _reserve(self, environment: IEnvironment, token: str, number: int,
                 share: int) -> bool:
        """Count ``number`` segments for ``token`` if that ``share`` of the limits allows it;
        return whether.
        """
        book: SmsBook = get_or_create(interactions_of(environment.portal), KEY, SmsBook)
        day, settings = self._today(), self._settings
        if token in book.open:
            return True
        sums = ((book.days.get(day, 0), settings.sms_day), (book.month(day), settings.sms_month))
        if any((spent + number) * 100 > most * share for spent, most in sums):
            book.stopped[day] = book.stopped.get(day, 0) + 1
            return False
        for spent, most in sums:
            if spent * 100 < most * ALARM <= (spent + number) * 100:
                log.warning('%d %% of a limit of short messages are spent', ALARM)
        book.open[token] = day, number
        book.add(day, number)
        return True

    def _today(self) -> str:
        clock: IClock = self._registry.getUtility(IClock)
        return local(clock.now()).date().isoformat()

    def _asked(self, token: str, to: str, text: str) -> str:
        """Ask the gateway; return ``ACCEPTED`` or ``REFUSED``.  Raises ``NotSent``."""
        profile = self._profile
        names, values = profile.below('field'), {
            'number': to, 'text': text, 'key': token, 'sender': profile['sender']}
        body = json.dumps(laid_out({
            names[name]: value for name, value in values.items() if names.get(name)})).encode()
        key = self._settings.sms_key_file.read_text(encoding='utf-8').strip()
        client: http.IHttp = self._registry.getUtility(http.IHttp)
        try:
            answer = client.send(
                self._settings.sms_gateway, http.Deadline(SECONDS), body, {
                    'Content-Type': 'application/json', 'Accept': 'application/json',
                    profile['header']: profile['header_value'].replace('<key>', key)},
                LARGEST, is_set=True)
        except http.NoAnswer as none:
            raise NotSent(none.why) from None
        outcome = profile.below('outcome').get(
            text_at(said_in(answer.body), profile['outcome'], 40), '')
        if outcome == REFUSED or outcome == ACCEPTED and answer.status in _FINE:
            return outcome
        raise NotSent(f'status {answer.status}')


def _settle(portal: IPortal, token: str, is_sent: bool) -> None:
    """Let ``token`` wait no more; what was not sent has cost nothing."""
    book = kept_or_new(portal, KEY, SmsBook)
    day, number = book.open.pop(token, ('', 0))
    if day and not is_sent:
        book.add(day, -number)
