"""Packages of CKAN, made of the catalogue of a site."""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from ...base.profiles import found_at
from ...kernel.tree.lookup import site_called
from ..dumps.interfaces import NEWEST, SUFFIX, IDumps
from .interfaces import IDataCatalogue
from .organisations import owners

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment
    from ..deliveries.interfaces import Settings

#: Begins the name of each of our packages; letters that a name may have, and how many (CKAN's
#: ``name_validator``); digits that stand for the rest of a longer one.
PREFIX, _OTHER, LONGEST, _DIGITS = 'cong', re.compile(r'[^a-z0-9_-]+'), 100, 12
#: The fragment of the data of a page.
_OF_PAGE = 'data'
#: Formats by media type.
FORMATS = {'text/csv': 'CSV', 'application/json': 'JSON', 'application/gzip': 'JSONL.GZ',
           'application/ld+json': 'JSON-LD'}
Package = Mapping[str, object]


def packages(environment: IEnvironment, settings: Settings,
             wanted: str = '') -> Iterator[tuple[str, Package]]:
    """Yield ``(name, package)`` of all data sets of the sites that have an organisation.

    ``wanted``: a name, for which other sites need not be read.
    """
    with environment.registry.getUtility(IDataCatalogue)(environment) as catalogue:
        for label, owner in owners(settings).items():
            site = site_called(environment.portal, label)
            if site is None or not wanted.startswith(f'{PREFIX}-{label}-'[:len(wanted)]):
                continue
            found = catalogue(site)
            for each in _many(found, 'dcat:dataset'):
                name = _name(label, _text(found, 'homepage.@id'), str(each['@id']))
                yield name, _package(environment, found, each, name, owner)


def counted(environment: IEnvironment, settings: Settings) -> Mapping[str, str]:
    """Return each package by its name, as a text that is another whenever the package is."""
    return {name: hashlib.sha256(json.dumps(each, sort_keys=True).encode()).hexdigest()
            for name, each in packages(environment, settings)}


def package_of(environment: IEnvironment, settings: Settings, name: str) -> Package | None:
    """Return the package with that name, ``None`` if its data are offered no more."""
    return dict(packages(environment, settings, name)).get(name)


def _name(label: str, home: str, address: str) -> str:
    """Return the name of the data at ``address``, the same as long as that is.

    >>> [_name('bavi', 'https://bavi.hanoi.gov.vn/', f'https://bavi.hanoi.gov.vn/{each}')
    ...  for each in ('a/b#data', 'a-b#data', '#toan-bo')]
    ['cong-bavi-a_b', 'cong-bavi-a-b', 'cong-bavi--toan-bo']
    """
    path, _hash, fragment = address.removeprefix(home.rstrip('/')).partition('#')
    parts = (PREFIX, label, path.strip('/'), '' if fragment == _OF_PAGE else f'-{fragment}')
    name = _OTHER.sub('-', '-'.join(filter(None, parts)).lower().replace('/', '_'))
    if len(name) <= LONGEST:
        return name
    rest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    return f'{name[:LONGEST - _DIGITS - 1]}-{rest}'


def _package(environment: IEnvironment, catalogue: Package, said: Package, name: str,
             owner: str) -> Package:
    about = {str(each.get('@type')): each for each in _many(catalogue, '@included')}
    body = _text(about['foaf:Agent'], 'foaf:name.@value')
    contact = about['vcard:Kind'].get('hasEmail') or ''
    extras = {
        'uri': str(said['@id']), 'publisher_name': body, 'theme': _text(said, 'theme.@id'),
        'frequency': _text(said, 'accrualPeriodicity.@id'),
        'language': _text(said, 'language.@id'), 'license': _text(catalogue, 'license.@id'),
        'contact_email': str(contact).removeprefix('mailto:')}
    return {
        'name': name, 'title': _text(said, 'dct:title.@value'), 'owner_org': owner,
        'state': 'active', 'notes': _text(said, 'dct:description.@value'),
        'url': _text(said, 'landingPage.@id'), 'author': body, 'private': False,
        'extras': [{'key': key, 'value': value} for key, value in extras.items() if value],
        'resources': [_resource(environment, each) for each in _many(said, 'dcat:distribution')]}


def _resource(environment: IEnvironment, form: Package) -> Package:
    address = str(form.get('downloadURL') or form['accessURL'])
    mimetype = '/'.join(_text(form, 'mediaType.@id').split('/')[-2:])
    found: dict[str, object] = {
        'url': address, 'name': form['dct:title'], 'mimetype': mimetype,
        'format': FORMATS.get(mimetype, '')}
    if address.endswith(f'/{NEWEST}{SUFFIX}'):
        dumps: IDumps = environment.registry.getUtility(IDumps)
        for newest in dumps.dumps()[:1]:
            found.update(hash=f'sha256:{newest.sha256}', size=newest.size,
                         last_modified=newest.made.replace(tzinfo=None).isoformat())
    return found


def _many(said: Package, name: str) -> list[Package]:
    return cast('list[Package]', said[name])


def _text(said: Package, path: str) -> str:
    return str(found_at(said, path) or '')
