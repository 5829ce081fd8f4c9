"""Systems of a body that write by the API, in the process of a test."""
import json

import transaction
from hanoiportal.integration.documentsystem.interfaces import PACKAGES_SEND
from hanoiportal.integration.hotline.interfaces import CALLS_WRITE
from hanoiportal.integration.mobileapp.interfaces import DEVICES_WRITE
from hanoiportal.integration.serviceaccounts.interfaces import DRAFTS_WRITE, FILES_WRITE, SUBMIT
from hanoiportal.integration.serviceaccounts.services import ServiceAccountsService
from hanoiportal.kernel.tree.events import send

API, PLACE = '/api/v1', 'tin-tuc-su-kien'
ALL = (DRAFTS_WRITE, FILES_WRITE, SUBMIT)
EVERYTHING = (*ALL, CALLS_WRITE, DEVICES_WRITE, PACKAGES_SEND)


def accounts_of(registry):
    """Return the ``IServiceAccounts`` of somebody who may do everything."""
    return ServiceAccountsService(
        registry, lambda permission, place: True, lambda: True, send(registry))


def connected(registry, site, scopes=ALL, networks='', title='Quản lý văn bản'):
    """Return a new service account of ``site`` and its token, committed."""
    service = accounts_of(registry)
    account = service.create(site, title, 'CV 12/UBND-VP', scopes, networks, 'test')
    token = service.issue(account, 30, 0, 'test')
    transaction.commit()
    return account, token


class System:
    """One system at its work, over a WebTest application."""

    def __init__(self, browser, token):
        self.browser, self.token = browser, token

    def ask(self, method, path, body=None, status=None, kind='application/json', **headers):
        """Return the answer; ``headers`` with ``_`` for each ``-``."""
        given = {name.replace('_', '-'): value for name, value in headers.items()}
        if self.token is not None:
            given.setdefault('Authorization', f'Bearer {self.token}')
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        if body is not None:
            given['Content-Type'] = kind
        return self.browser.request(
            API + path if path.startswith('/') else path, method=method, body=body or b'',
            headers=given, status=status)

    def write(self, place, title='Khai trương bộ phận một cửa', status=201, type='NewsItem',
              headers=None, **fields):
        """Write a draft; return the answer."""
        return self.ask('POST', '/drafts', {
            'place': place, 'type': type, 'fields': {'title': title, **fields}}, status,
            **(headers or {}))
