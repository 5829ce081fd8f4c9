"""The files by which phones know which apps may open the links of a host; pure.

Android: https://developers.google.com/digital-asset-links/v1/getting-started.  Apple:
https://developer.apple.com/documentation/xcode/supporting-associated-domains.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterable

from .interfaces import ANDROID, APPLE

#: Addresses that stay in the browser, below the root or a language: what staff uses, log-ins, the
#: API, files for programs.
KEPT = ('account', 'account-*', 'api', 'console', 'desk', 'login', 'login-*', 'logout', 'password',
        'password-*', 'second-factor', '_*')
_PACKAGE = re.compile(r'[A-Za-z]\w*(\.[A-Za-z]\w*)+', re.ASCII)
_FINGERPRINT = re.compile(r'[0-9A-F]{2}(:[0-9A-F]{2}){31}')
_APP = re.compile(r'[A-Z0-9]{10}\.[A-Za-z0-9.-]{1,155}')


def files_of(android: Iterable[str], ios: Iterable[str]) -> dict[str, str]:
    """Return ``{name: JSON}`` of the files.

    ``android``: ``PACKAGE=FINGERPRINT``, SHA-256 of a certificate that signs it, a package once
    for each.  ``ios``: ``PREFIX.BUNDLE``.  Raises ``ValueError`` for anything else.
    """
    found = {}
    if packages := _packages(android):
        found[ANDROID] = json.dumps([{
            'relation': ['delegate_permission/common.handle_all_urls'],
            'target': {'namespace': 'android_app', 'package_name': package,
                       'sha256_cert_fingerprints': fingerprints}}
            for package, fingerprints in packages.items()])
    apps = list(ios)
    for app in apps:
        if not _APP.fullmatch(app):
            raise ValueError(f'portal.ios_apps: {app} is not PREFIX.BUNDLE')
    if apps:
        kept = [{'/': f'{before}/{name}{after}', 'exclude': True} for name in KEPT
                for before in ('', '/*') for after in ('', '/*')]
        found[APPLE] = json.dumps({'applinks': {'details': [
            {'appIDs': apps, 'components': [*kept, {'/': '/*'}]}]}})
    return found


def _packages(given: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in given:
        package, _sign, fingerprint = each.partition('=')
        if not (_PACKAGE.fullmatch(package) and _FINGERPRINT.fullmatch(fingerprint)):
            raise ValueError(f'portal.android_apps: {each} is not PACKAGE=FINGERPRINT')
        found.setdefault(package, []).append(fingerprint)
    return found
