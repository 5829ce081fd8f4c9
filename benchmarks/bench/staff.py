"""A portal with work in it: many sites, an editor with many local roles, items on their way."""
import http.client
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from urllib.parse import urlencode

import transaction
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.workflow.interfaces import AWAITING, DRAFT, EDITING, SUBMITTED
from hanoiportal.kernel.workflow.records import review_of
from hanoiportal.shells.commands.environment import opened

from .serving import Server, write_ini

LOGIN, PASSWORD = 'bientap', 'Cau-Long-Bien-1902'
#: Every so many items is on its way to the public, in one of the states by turns.
EVERY, STATES = 10, (DRAFT, SUBMITTED, EDITING, AWAITING)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_BATCH = 500


def sections(sites, items):
    """Return ``{site: number of items}`` of so many sites that share ``items``."""
    return {f'don-vi-{number:03d}': items // sites for number in range(sites)}


def employ(var, roles):
    """Give an editor ``roles`` local roles in the portal in ``var``, spread over its sites, and
    take every tenth item back into work.  The places are made where there are too few.
    """
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        portal, registry = environment.portal, environment.registry
        account = portal['accounts'].create(LOGIN, 'Biên tập viên', registry=registry)
        account.set_password(PASSWORD)
        for place in _places(environment, roles):
            grant(place, account.id, EDITOR, Grant(basis='bench'))
        transaction.commit()
        _take_back(environment, account)


def _places(environment, number):
    """Return so many sections, as evenly from all sites as may be."""
    sites = list(environment.portal['sites'].values())
    found, round_ = [], 0
    while len(found) < number:
        for site in sites[:number - len(found)]:
            name = 'tin-tuc' if not round_ else f'muc-{round_}'
            if name not in site:
                environment.editing.add(
                    site, name, 'Section', {'title': f'Chuyên mục {round_}'}, 'bench')
            found.append(site[name])
        round_ += 1
    return found


def _take_back(environment, account):
    notify, number = send(environment.registry), 0
    for site in environment.portal['sites'].values():
        for item in list(site['tin-tuc'].values())[::EVERY]:
            item.state = STATES[number % len(STATES)]
            review_of(item).authors = frozenset({account.id if number % 3 else 'bench'})
            notify(ObjectModified(item))
            number += 1
            if number % _BATCH == 0:
                transaction.commit()
    transaction.commit()


def cookie(server: Server, login: str = LOGIN) -> str:
    """Log ``login`` in on ``server`` and return the header ``Cookie`` of the session."""
    _status, headers, body = server.get('/login')
    anonymous = headers['Set-Cookie'].partition(';')[0] if headers['Set-Cookie'] else ''
    _status, headers = post(server, '/login', anonymous, {
        'login': login, 'password': PASSWORD, 'csrf_token': token(body)})
    return headers['Set-Cookie'].partition(';')[0]


def token(body: bytes) -> str:
    """Return the token against forged requests (CSRF) in the HTML ``body``.

    Raises ``LookupError`` if there is none.
    """
    found = TOKEN.search(body.decode())
    if found is None:
        raise LookupError('no token in the page')
    return found[1]


def post(server: Server, path: str, cookies: str,
         fields: Mapping[str, str | Sequence[str]]) -> tuple[int, Mapping[str, str]]:
    """Send the form ``fields`` to ``path`` of ``server``; return status and headers."""
    with closing(http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)) as connection:
        connection.request('POST', path, urlencode(fields, doseq=True), {
            'Host': 'localhost', 'Cookie': cookies,
            'Content-Type': 'application/x-www-form-urlencoded'})
        response = connection.getresponse()
        response.read()
        return response.status, response.headers
