"""``IReturns``: an address for each subscriber that mails return to (VERP), and reports of
delivery (RFC 3464) that come there.

The address holds a code made with the key of the subscriber: nobody else can write there, and with
the key it means nothing.
"""
from __future__ import annotations

import datetime
import hmac
import re
from email import message_from_bytes
from email.message import Message
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IPortal
from ...base.numbers import number_in
from ...base.settings import ISettings, Settings
from ...kernel.storage.keys import key_of
from ..notifications.interfaces import IReturned
from ..scheduling.interfaces import IEnvironment
from .batches import book_of
from .figures import count, count_letter, sites_of
from .interfaces import ENDED, RETURNED, IReturns, ISubscriber, ISubscriptions
from .keeping import kept_in
from .resource import Subscriber
from .rules import RETURN_DAYS, RETURNS, ISubscriptionRules
from .sealing import short_code

#: Before number and code in the extension of an address.
PREFIX = 'tra-ve-'
_EXTENSION = re.compile(
    re.escape(PREFIX) + r'([1-9]\d{0,18})-([a-z2-7]{16})(?:-([1-9]\d{0,8}))?', re.A)
#: Bytes of a report that are read: it comes with a mail that we have written.
_READ = 1 << 18
#: Enhanced codes (RFC 3463) that say nothing of the address: full, too large, refused by a rule.
_NOT_THE_ADDRESS = re.compile(r'5\.(2\.[234]|3\.\d+|7\.\d+)\b', re.A)
_PERMANENT = re.compile(r'5\.\d{1,3}\.\d{1,3}\b', re.A)


@implementer(IReturns, IReturned)
class Returns:
    """See ``IReturns``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    @property
    def _settings(self) -> Settings:
        settings: Settings = self._registry.getUtility(ISettings)
        return settings

    def address(self, portal: IPortal, subscriber: ISubscriber, letter: int = 0) -> str:
        """See ``IReturns``."""
        key = key_of(portal, subscriber.number)
        if key is None or not self._settings.mail_in:
            return ''
        local_part, _at, domain = self._settings.mail_in_address.rpartition('@')
        made = f'{subscriber.number}-{_code(key, subscriber.number, letter)}'
        which = f'-{letter}' if letter else ''
        return f'{local_part}+{PREFIX}{made}{which}@{domain}'

    def is_of(self, extension: str) -> bool:
        """See ``IReturns``."""
        return _EXTENSION.fullmatch(extension) is not None

    def take(self, environment: IEnvironment, extension: str, content: bytes) -> bool:
        """See ``IReturns``."""
        subscriber = self._named(environment.portal, extension)
        if subscriber is None or not is_failure(content):
            return False
        self._note(environment, subscriber, extension)
        return True

    def refused(self, environment: IEnvironment, address: str) -> bool:
        """See ``IReturns``."""
        extension = address.rpartition('@')[0].partition('+')[2]
        subscriber = self._named(environment.portal, extension)
        if subscriber is not None:
            self._note(environment, subscriber, extension)
        return self.is_of(extension)

    def undelivered(self, environment: IEnvironment, subscriber: ISubscriber) -> None:
        """See ``IReturns``."""
        self._note(environment, kept_in(subscriber))

    def _named(self, portal: IPortal, extension: str) -> Subscriber | None:
        """Return whose ``extension`` it is, ``None`` for nobody's."""
        found, book = _EXTENSION.fullmatch(extension), book_of(portal)
        number = number_in(found[1]) if found else 0
        key = None if book is None or number not in book.subscribers else key_of(portal, number)
        if found is None or book is None or key is None or not hmac.compare_digest(
                _code(key, number, int(found[3] or 0)), found[2]):
            return None
        return cast(Subscriber, book.subscribers[number])

    def _note(self, environment: IEnvironment, subscriber: Subscriber,
              extension: str = '') -> None:
        """Count a failure, one a day; after as many as the rule says nothing is followed.

        ``extension``: of the address that names the letter, ``''`` for none.
        """
        found = _EXTENSION.fullmatch(extension)
        if found is not None and found[3]:
            count_letter(environment.portal, int(found[3]), RETURNED)
        now, rules = environment.clock.now(), self._registry.getUtility(ISubscriptionRules)
        today, sites = local(now).date(), sites_of(environment.portal, subscriber.followed)
        count(environment, RETURNED, sites)
        oldest = today - datetime.timedelta(days=rules.number(RETURN_DAYS, now))
        days = {day for day in subscriber.returned if day > oldest} | {today}
        kept_in(cast(ISubscriber, subscriber)).returned = tuple(sorted(days))
        if len(days) >= rules.number(RETURNS, now):
            count(environment, ENDED, sites)
            register: ISubscriptions = self._registry.getAdapter(
                environment.portal, ISubscriptions)
            register.stop(cast(ISubscriber, subscriber))


def is_failure(content: bytes) -> bool:
    """Return whether the mail ``content`` is a report (RFC 3464) that an address is no good, not
    that a mail is late, a mailbox full, or a mail too large or against a rule.
    """
    try:
        return _has_failure(message_from_bytes(content[:_READ]))
    except RecursionError:  # parts in parts without end: no report
        return False


def _has_failure(report: Message) -> bool:
    for part in report.walk():
        if part.get_content_type() == 'message/delivery-status' and part.is_multipart():
            for fields in cast('list[Message]', part.get_payload()):
                action = str(fields.get('Action', '')).partition(';')[0].strip().lower()
                status = str(fields.get('Status', '')).strip()
                if (action == 'failed' and _PERMANENT.match(status)
                        and not _NOT_THE_ADDRESS.match(status)):
                    return True
    return False


def _code(key: bytes, number: int, letter: int) -> str:
    return short_code(key, f'return {letter} of' if letter else 'return', number)
