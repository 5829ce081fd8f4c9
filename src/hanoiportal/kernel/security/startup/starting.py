"""What a portal in service must not start with (ASVS 5.0, 13.2 and 13.4).

Each is an installation that looks well until somebody comes: so it says what is wrong, all at
once, and does not start.
"""
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pyramid.config import Configurator

from ....base.databases import uris_by_setting
from ....base.settings import ISettings, Settings
from ..crypto.key import KEY_VARIABLE, from_environment, weakness
from . import reaching

#: A password in an address, such as of a database.
_PASSWORD = re.compile(r'://[^/\s:@]*:[^/\s@]+@')
#: Settings of Pyramid that show the program to whoever asks.
_DEBUGGING = ('pyramid.reload_templates', 'pyramid.debug_all', 'pyramid.debug_notfound',
              'pyramid.debug_authorization', 'pyramid.debug_routematch', 'pyramid.debug_templates')
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Unsafe(ValueError):
    """The portal does not start; ``args[0]`` says why, a line for each reason."""


def objections(
        settings: Settings, ini: Mapping[str, str], environment: Mapping[str, str]) -> list[str]:
    """Return why a portal must not be in service with its ``settings``, as sentences.

    ``ini``: what they were read from, as Pyramid has it.  ``environment``: variables of
    the process.
    """
    found = []
    if not settings.secure_cookies:
        found.append('portal.secure_cookies = false: log-ins would travel over plain HTTP')
    if settings.development_hosts:
        found.append('portal.development_hosts: one host would show every site')
    found += [f'{name}: it shows how the portal is made' for name in _DEBUGGING if ini.get(name)]
    if 'debugtoolbar' in ini.get('pyramid.includes', ''):
        found.append('pyramid.includes: the debug toolbar runs what anybody sends it')
    found += [f'{name}: a password stands in the ini file; PostgreSQL takes it from a file '
              '(PGPASSFILE) or the environment' for name, value in sorted(ini.items())
              if _PASSWORD.search(str(value))]
    if settings.links_private:
        found.append('portal.links_private: links could make the portal ask its own network')
    if not reaching.is_here(settings.clamd.rpartition(':')[0].strip('[]')):
        found.append('portal.clamd: uploads would go to another machine in the clear')
    return found + _of_databases(ini, environment) + _of_key(
        settings.secret_file, environment) + _of_file(
        'portal.mail_password_file', settings.mail_password_file) + _of_vneid(
        settings) + _of_connectors(settings)


def _of_vneid(settings: Settings) -> list[str]:
    if not settings.vneid_issuer:
        return []
    parts = urlsplit(settings.vneid_issuer)
    found: list[str] = []
    if parts.scheme != 'https' or not parts.hostname or parts.query or parts.fragment:
        found.append('portal.vneid_issuer: it is asked by HTTPS alone, at an address without ? '
                     'and #')
    if not settings.vneid_client_id or not settings.vneid_secret_file.exists():
        found.append('portal.vneid_issuer: portal.vneid_client_id and the file '
                     'portal.vneid_secret_file belong to it (docs/operations/connectors/vneid.md)')
    return found + _of_file('portal.vneid_secret_file', settings.vneid_secret_file)


def _of_connectors(settings: Settings) -> list[str]:
    addresses = {'portal.law_database': settings.law_database, 'portal.gazette': settings.gazette,
                 'portal.procedures_source': settings.procedures_source,
                 'portal.procedures_login': settings.procedures_login,
                 'portal.procedures_login_issuer': settings.procedures_login_issuer,
                 'portal.document_system': settings.document_system}
    return [f'{name}: it is asked by HTTPS alone' for name, address in addresses.items()
            if address and not address.startswith('https://')] + _of_file(
        'portal.law_database_key_file', settings.law_database_key_file) + _of_file(
        'portal.procedures_key_file', settings.procedures_key_file) + _of_file(
        'portal.document_system_key_file', settings.document_system_key_file) + (_of_file(
        'portal.lgsp_certificate', Path(settings.lgsp_certificate))
        if settings.lgsp_certificate else [])


def _of_databases(ini: Mapping[str, str], environment: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for name, uri in uris_by_setting(ini).items():
        key = reaching.key_of(uri)
        found += [f'{name}: {why}' for why in reaching.objections(uri, environment)]
        found += _of_file(name, key) if key else []
    return found


def _of_key(path: Path, environment: Mapping[str, str]) -> list[str]:
    given = from_environment(environment)
    if given is not None:
        return [f'{KEY_VARIABLE}: {why}' for why in weakness(given)]
    if not path.exists():
        return []
    return [f'{path}: {why}' for why in weakness(path.read_text(encoding='ascii'))] + _of_file(
        'portal.secret_file', path)


def _of_file(name: str, path: Path) -> list[str]:
    """Return what is wrong with the rights on a file that holds a secret, if it is there."""
    if not path.exists():
        return []
    mode = stat.S_IMODE(path.stat().st_mode)
    return [f'{name}: others may read {path} (mode {mode:04o}); chmod 600 {path}'] if (
        mode & _OTHERS) else []


def check(settings: Settings, ini: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Raise ``Unsafe`` unless the portal may be in service so; no-op where it is not."""
    if not settings.production:
        return
    found = objections(settings, ini, environment)
    if found:
        raise Unsafe('the portal does not start (portal.production is true):\n- '
                     + '\n- '.join(found))


def includeme(config: Configurator) -> None:
    registry = config.registry
    check(registry.getUtility(ISettings), registry.settings, os.environ)
