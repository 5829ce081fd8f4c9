"""How a portal in service must not reach a database: without proof of who it is.

ASVS 5.0, 12.3.1, 12.3.4 and 13.2.1: TLS, a certificate that the other is known by, and something
that this side is known by.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ZConfig import loadConfig, loadSchemaFile
from zodburi.resolvers import zconfig_resolver

from ....base.lazily import lazily
from ...storage.interfaces import AUTHORITY, CLIENT

if TYPE_CHECKING:
    from ZConfig.matcher import SectionValue

psycopg2, extensions = map(lazily, ('psycopg2', 'psycopg2.extensions'))

_BOOK = 'docs/operations/storages.md'
#: What libpq takes from the environment where the words do not say it.
_VARIABLES = {'host': 'PGHOST', 'hostaddr': 'PGHOSTADDR', 'sslmode': 'PGSSLMODE',
              'service': 'PGSERVICE'}
_PLAIN = ('ZEO is reached by a port without TLS, which asks nobody who comes; take its socket '
          f'({_BOOK}#zeo) or zeos:// ({_BOOK}#several-machines)')
_UNPROVED = ('PostgreSQL on another machine is reached without proof of who it is; say '
             f'sslmode=verify-full ({_BOOK}#postgresql-on-another-machine)')


def objections(uri: str, environment: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the address ``uri`` of a database, as sentences.

    ``environment``: variables of the process, of which libpq reads some.
    """
    scheme = uri.partition(':')[0]
    return _WAYS[scheme](uri, environment) if scheme in _WAYS else []


def key_of(uri: str) -> Path | None:
    """Return the path of the key by which this side is known to a server of ``zeos://``; ``None``
    for other addresses.
    """
    folder = parse_qs(urlsplit(uri).query).get('tls') if uri.startswith('zeos:') else None
    return Path(folder[0]) / f'{CLIENT}.pem' if folder else None


def is_here(host: str) -> bool:
    """Tell whether ``host`` is this machine: no name at all and a path are a Unix socket."""
    if not host or host.startswith(('/', '@')) or host == 'localhost':
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _of_protected_zeo(uri: str, _environment: Mapping[str, str]) -> list[str]:
    key = key_of(uri)
    if key is None:
        return [f'zeos:// without tls=, the folder of the certificates ({_BOOK}#several-machines)']
    return [f'{path} is not there; bin/portal certificates makes it ({_BOOK}#several-machines)'
            for path in (key, key.with_name(AUTHORITY)) if not path.exists()]


def _of_zeo(uri: str, _environment: Mapping[str, str]) -> list[str]:
    return [_PLAIN] if urlsplit(uri).netloc else []


def _of_file(uri: str, environment: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the storages in a file of ZConfig."""
    schema = loadSchemaFile(BytesIO(zconfig_resolver.schema_xml_template))
    found, _handler = loadConfig(schema, urlsplit(uri).path)
    name = urlsplit(uri).fragment
    return [why for each in found.storages if not name or each.name == name
            for why in _of_section(each.config, environment)]


def _of_section(section: SectionValue, environment: Mapping[str, str]) -> list[str]:
    if hasattr(section, 'server'):  # <clientstorage>
        by_socket = all(isinstance(each.address, str) for each in section.server)
        return [] if by_socket or section.ssl else [_PLAIN]
    adapter = getattr(section, 'adapter', None)  # <relstorage>
    words = getattr(adapter and adapter.config, 'dsn', None)
    return _of_postgres(words, environment) if words else []


def _of_address(uri: str, environment: Mapping[str, str]) -> list[str]:
    words = f'host={urlsplit(uri).hostname}' if urlsplit(uri).hostname else ''
    return _of_postgres(words, environment)


def _of_postgres(words: str, environment: Mapping[str, str]) -> list[str]:
    try:
        said = extensions.parse_dsn(words)
    except psycopg2.ProgrammingError as error:
        return [f'PostgreSQL does not understand how it is reached: {str(error).strip()}']
    known = {name: said.get(name) or environment.get(variable, '')
             for name, variable in _VARIABLES.items()}
    hosts = (known['hostaddr'] or known['host']).split(',')
    is_near = not known['service'] and all(map(is_here, hosts))
    return [] if is_near or known['sslmode'] == 'verify-full' else [_UNPROVED]


_WAYS: dict[str, Callable[[str, Mapping[str, str]], list[str]]] = {
    'zeo': _of_zeo, 'zeos': _of_protected_zeo, 'zconfig': _of_file, 'postgres': _of_address}
