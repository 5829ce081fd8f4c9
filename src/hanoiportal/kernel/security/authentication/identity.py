"""Xác minh danh tính: how it was made sure who asks, before the ways into their account are taken
away (ASVS 5.0, 6.4.4), by the rows of ``identity_checks.csv``.
"""
import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyramid.config import Configurator
from zope.interface import Interface, implementer

from ....base.clock import local
from ....base.dated import Dated, in_force, read_dated
from ....base.i18n import DEFAULT, _
from ....base.settings import ISettings
from ....base.text import nfc

SHORTEST, LONGEST = 3, 200
#: The number of an identity card (căn cước), which the log of actions must not keep.
_CARD = re.compile(r'(?<!\d)(?:\d\s*){11}\d(?!\d)')


class NotChecked(ValueError):
    """Nobody has said how it was made sure.  ``reasons``: ``{field: translatable text}`` of
    ``check`` and ``reference``.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


class IIdentityChecks(Interface):
    """The ``IdentityChecks`` of config/hanoi, as a utility."""

    def on(moment: datetime.datetime) -> 'list[Check]':
        """See ``IdentityChecks``."""

    def said(name: str, reference: str, moment: datetime.datetime) -> str:
        """See ``IdentityChecks``."""


@dataclass(frozen=True)
class Check(Dated):
    """One row.  ``titles``: by language tag."""

    name: str
    titles: dict[str, str]

    def title(self, language: str) -> str:
        """Return what people call it; in Vietnamese where ``language`` has no word."""
        return self.titles.get(language) or self.titles[DEFAULT]


@implementer(IIdentityChecks)
class IdentityChecks:
    """All ways of making sure, those of the past too."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self._checks = tuple(checks)

    def on(self, moment: datetime.datetime) -> list[Check]:
        """Return the ``Check`` of each way that holds on the local day of ``moment``, aware."""
        day = local(moment).date()
        return [each for each in self._checks if each.holds_on(day)]

    def said(self, name: str, reference: str, moment: datetime.datetime) -> str:
        """Return what the log keeps of it: the title of the check ``name`` in Vietnamese, and the
        ``reference``, a short text of where that can be looked up.

        Raises ``NotChecked`` for a way that does not hold at ``moment``, and for a reference that
        is missing, longer than ``LONGEST`` or holds the number of an identity card.
        """
        check, text = in_force(self._checks, name, moment), ' '.join(nfc(reference).split())
        reasons = {} if check else {'check': _('Hãy chọn cách đã xác minh danh tính.')}
        if not SHORTEST <= len(text) <= LONGEST:
            reasons['reference'] = _('Hãy ghi từ 3 đến 200 ký tự.')
        elif _CARD.search(text):
            reasons['reference'] = _('Không ghi số căn cước ở đây: nhật ký được lưu lâu dài.')
        if reasons or check is None:
            raise NotChecked(reasons)
        return f'{check.title(DEFAULT)}: {text}'


def read_checks(path: Path) -> IdentityChecks:
    """Return the ``IdentityChecks`` of the CSV file at ``path``."""
    return IdentityChecks(read_dated(path, lambda row, **days: Check(
        name=row['name'], titles={DEFAULT: row['title_vi'], 'en': row['title_en']}, **days)))


def includeme(config: Configurator) -> None:
    path = config.registry.getUtility(ISettings).data / 'identity_checks.csv'
    config.registry.registerUtility(read_checks(path), IIdentityChecks)
