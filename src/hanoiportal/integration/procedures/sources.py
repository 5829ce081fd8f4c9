"""The national portal as settings and profile say, and what it sends as procedures.

Paths and services are those of the guide of the Government Office on connecting with the National
Public Service Portal (version 1.4 of 20 April 2020): a log-in gives a session, by which the
service ``LayDanhSachTTHC`` gives the list.  Its fields beyond code and name are of our profile.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from ...base.profiles import Profile, found_at, text_at
from .interfaces import ListedProcedure

if TYPE_CHECKING:
    from ...base.settings import Settings

#: Of the profile in ``procedure_sources.csv``, and what it must say.
NATIONAL = 'dvcqg'
NEEDED = ('title', 'list', 'body', 'items', 'code', 'name', 'pages', 'page')
#: Characters of codes, names, versions, sessions.
LONGEST_CODE, LONGEST_NAME, LONGEST_VERSION, LONGEST_SESSION = 40, 500, 60, 2000
REPEALED = 'repealed'
#: What a list says in ``error`` when there is none.
_NO_ERROR = {'', '0'}


class NoAnswer(ValueError):
    """What was sent is no answer of the profile; ``args[0]``: a word for the log."""


@dataclass(frozen=True)
class NationalPortal:
    """``base``: start of its addresses.  ``key_file``: with the name and the password, a line
    each.
    """

    profile: Profile
    base: str
    key_file: Path

    def log_in(self) -> tuple[str, bytes] | None:
        """Return address and body of the log-in, ``None`` if there is none."""
        if not self.profile['login']:
            return None
        try:
            user, password = self.key_file.read_text(encoding='utf-8').split('\n')[:2]
        except (OSError, ValueError):
            user = password = ''
        return self.base + self.profile['login'], _filled(
            self.profile['login_body'], user=user.strip(), password=password.strip())

    def session(self, body: bytes) -> str:
        """Return the session that a log-in gave.  Raises ``NoAnswer``."""
        said = self._read(body)
        found = text_at(said, self.profile['session'], LONGEST_SESSION)
        if not found:
            raise NoAnswer('no session')
        return found

    def asked(self, session: str) -> tuple[str, bytes]:
        """Return address and body of the request for the list."""
        return self.base + self.profile['list'], _filled(
            self.profile['body'], session=session, unit=self.profile['unit'])

    def listed(self, body: bytes) -> list[ListedProcedure]:
        """Return the procedures of a list, each code once.  Raises ``NoAnswer``, for one in which
        more than a tenth is none, too.
        """
        items = found_at(self._read(body), self.profile['items'])
        if not isinstance(items, list) or not items:
            raise NoAnswer('no list')
        found = {each.code: each for item in items if (each := self._procedure(item)) is not None}
        if len(found) < len(items) * .9:
            raise NoAnswer('no procedures')
        return list(found.values())

    def _read(self, body: bytes) -> object:
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            raise NoAnswer('no JSON') from None
        if self.profile['error'] and text_at(said, self.profile['error'], 40) not in _NO_ERROR:
            raise NoAnswer('refused')
        return said

    def _procedure(self, said: object) -> ListedProcedure | None:
        told = self.profile.statement(said)
        code, name = told.text('code', LONGEST_CODE), told.text('name', LONGEST_NAME)
        if not code or not name:
            return None
        state = self.profile.below('state').get(told.text('state', 40), '')
        return ListedProcedure(code, name, told.text('field', 200),
                               told.text('version', LONGEST_VERSION), state == REPEALED)


@dataclass(frozen=True)
class HandOver:
    """How somebody is led there who has logged in here: a log-in begun by a third party (OpenID
    Connect Core 1.0, 4).  ``address``: where it begins.  ``issuer``: that is asked who they are.
    """

    address: str
    issuer: str

    def to(self, page: str) -> str:
        """Return the address that leads to ``page`` by a log-in; it tells nothing of a person."""
        query = urlencode({'iss': self.issuer, 'target_link_uri': page})
        return f'{self.address}{"&" if "?" in self.address else "?"}{query}'


def address_of(profile: Profile, code: str) -> str:
    """Return the address of the page of the procedure with that code."""
    return urljoin(profile['pages'], profile.address('', 'page', code=code))


def source_of(settings: Settings, profile: Profile) -> NationalPortal | None:
    """Return the source that is configured, ``None`` if none is."""
    base = settings.procedures_source.rstrip('/')
    return NationalPortal(profile, base, settings.procedures_key_file) if base else None


def hand_over_of(settings: Settings) -> HandOver | None:
    """Return the way there that is configured, ``None`` if none is."""
    issuer = settings.procedures_login_issuer or settings.vneid_issuer
    return HandOver(settings.procedures_login, issuer) if (
        settings.procedures_login and issuer) else None


def _filled(template: str, **values: str) -> bytes:
    for name, value in values.items():
        template = template.replace(f'<{name}>', json.dumps(value))
    return template.encode()
