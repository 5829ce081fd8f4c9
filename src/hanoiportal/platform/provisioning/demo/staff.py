"""Accounts of every role at every site, and the Editorial Boards, as lines."""
import datetime
from collections.abc import Iterator, Mapping
from random import Random

from ....kernel.security.authorization.roles import (
    ACCOUNTANT,
    ADMINISTRATOR,
    BOARD_MEMBER,
    CONTRIBUTOR,
    DEPUTY_HEAD,
    EDITOR,
    HEAD,
    INSPECTOR,
    MANAGER,
    OPERATOR,
    OWNER_BODY,
    RESPONDER,
    TRANSLATOR,
)
from .interfaces import LONG, LONG_AGO
from .people import People
from .places import CITY, PRACTICE, Place

#: What a log-in begins with → the role that it holds at its site.
LOGINS = {
    'congtacvien': CONTRIBUTOR, 'bientap': EDITOR, 'uyvien': BOARD_MEMBER, 'truongban': HEAD}
#: At the city and the practice site besides.
FURTHER = {'phiendich': TRANSLATOR, 'phoban': DEPUTY_HEAD}
#: At every site, drawn behind the others.
ANSWERING = {'tiepnhan': RESPONDER}
#: Of the whole portal; these log-ins have no site behind them.
OF_PORTAL = {'quantri': ADMINISTRATOR, 'vanhanh': OPERATOR, 'coquanchuquan': OWNER_BODY,
             'coquanquanly': MANAGER, 'giamsat': INSPECTOR, 'ketoan': ACCOUNTANT}
_CITY = 'thanhpho'
_BASIS = 'Quyết định minh họa số {}/QĐ-TD'
_SINCE, _LONG_SINCE = datetime.timedelta(days=90), datetime.timedelta(days=LONG_AGO + 30)


def login_of(place: Place, kind: str) -> str:
    """Return the log-in of the ``kind`` at ``place``: ``truongban.caugiay``."""
    return f'{kind}.{place.label or _CITY}'


def logins_at(place: Place) -> dict[str, str]:
    """Return ``{log-in: role}`` of ``place``."""
    several = place.kinds & {CITY, PRACTICE}
    kinds = {**LOGINS, **(FURTHER if several else {}), **ANSWERING}
    found = {login_of(place, kind): role for kind, role in kinds.items()}
    return {**found, **OF_PORTAL} if CITY in place.kinds else found


def staff_lines(place: Place, people: People, password: str,
                today: datetime.date) -> Iterator[Mapping[str, object]]:
    """Yield the accounts of ``place``, its board and who holds which role.

    ``password``: the hash of the one password of all.
    """
    chance = Random(f'staff {place.label}')
    since = f'{today - (_LONG_SINCE if place.label in LONG else _SINCE)}T08:00:00+07:00'
    basis = _BASIS.format(chance.randrange(100, 999))
    logins = logins_at(place)
    for login in logins:
        yield {'type': 'account', 'login': login, 'id': f'demo-{login}',
               'name': people.name(chance, chance.random() < 0.5), 'password': password}
    yield {'type': 'board', 'path': place.path, 'decision': basis, 'starts': since}
    yield {'type': 'roles', 'path': place.path, 'roles': [
        {'account': f'demo-{login}', 'role': role, 'basis': basis, 'starts': since}
        for login, role in logins.items()]}
