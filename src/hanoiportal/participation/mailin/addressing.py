"""Addresses that mails come in at, and those that letters are answered to; pure but for the key.

``hoidap@DOMAIN`` is that of the city, ``hoidap+LABEL@DOMAIN`` of the site with that label,
``hoidap+hs-TOKEN@DOMAIN`` of a case; ``hoidap+tin-bai@DOMAIN`` and
``hoidap+tin-bai.LABEL@DOMAIN`` take texts and documents to be published (12.1.b); in the same way
``yeu-cau-thong-tin`` takes requests for information, ``du-lieu-ca-nhan`` those about personal
data.
"""
import re
from collections.abc import Iterable
from hmac import compare_digest

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IPortal, ISite
from ...base.settings import ISettings, Settings
from ...kernel.security.crypto.sealing import ISealing
from ..cases.interfaces import ACCESS, CONTRIBUTION, QUESTION, REQUEST
from .interfaces import (
    CONTRIBUTIONS,
    INFORMATION,
    PERSONAL,
    REPLY,
    IContributionAddress,
    IReplies,
    Reply,
)

_KINDS = {CONTRIBUTIONS: CONTRIBUTION, INFORMATION: REQUEST, PERSONAL: ACCESS}
_TOKEN = re.compile(re.escape(REPLY) + '([0-9a-f]{32})')
_REFERENCE = re.compile(f'<{_TOKEN.pattern}@')


def extension_of(address: str, base: str) -> str | None:
    """Return what stands behind the ``+`` of ``address``, in lower case; ``''`` for nothing,
    ``None`` if it is not one of ``base``.

    >>> extension_of('HoiDap+bavi@hanoi.gov.vn', 'hoidap@hanoi.gov.vn')
    'bavi'
    """
    local, at, domain = address.lower().rpartition('@')
    wanted, _at, own = base.lower().rpartition('@')
    name, _plus, extension = local.partition('+')
    return extension if at and (name, domain) == (wanted, own) else None


def label_in(extension: str) -> tuple[str, str]:
    """Return the label of a site in the ``extension`` of an address, ``''`` for the city, and the
    kind of the cases that it makes.

    >>> label_in('bavi'), label_in('tin-bai.bavi'), label_in('tin-bai')
    (('bavi', 'question'), ('bavi', 'contribution'), ('', 'contribution'))
    """
    name, dot, label = extension.partition('.')
    kind = _KINDS.get(name, '') if bool(dot) == bool(label) else ''
    return (label, kind) if kind else (extension, QUESTION)


def token_in(extension: str) -> str:
    """Return the token of a case in the ``extension`` of an address, ``''`` if it is none."""
    found = _TOKEN.fullmatch(extension)
    return found[1] if found else ''


def tokens_in(references: Iterable[str]) -> list[str]:
    """Return the tokens of cases in the values of ``References`` and ``In-Reply-To``."""
    return [token for value in references for token in _REFERENCE.findall(value)]


@implementer(IContributionAddress)
class ContributionAddress:
    """See ``IContributionAddress``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def of(self, site: ISite) -> str:
        """See ``IContributionAddress``."""
        settings: Settings = self._registry.getUtility(ISettings)
        local, _at, domain = settings.mail_in_address.rpartition('@')
        label = '' if IPortal.providedBy(site) else f'.{site.__name__}'
        return f'{local}+{CONTRIBUTIONS}{label}@{domain}'


@implementer(IReplies)
class Replies:
    """See ``IReplies``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def of(self, number: int) -> Reply | None:
        """See ``IReplies``."""
        settings: Settings = self._registry.getUtility(ISettings)
        if not settings.mail_in:
            return None
        local, _at, domain = settings.mail_in_address.rpartition('@')
        name = f'{REPLY}{self.token(number)}'
        return Reply(f'{local}+{name}@{domain}', f'<{name}@{domain}>', settings.mail_in_address)

    def token(self, number: int) -> str:
        """Return that of the case with that number: nobody without the secret file finds it."""
        found: str = self._registry.getUtility(ISealing).mark(f'mail reply {number}')
        return found

    def is_of(self, number: int, tokens: Iterable[str]) -> bool:
        """Return whether one of ``tokens`` is that of the case with that number."""
        own = self.token(number)
        return any(compare_digest(own, token) for token in tokens)
