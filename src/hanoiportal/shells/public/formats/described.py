"""What each description in a catalogue is made of: things by their address and class (RDF)."""
from __future__ import annotations

from ...api.schema import Json
from .datasets import TABLES

CSV, JSON, GZIP, LINKED = (
    'text/csv', 'application/json', 'application/gzip', 'application/ld+json')
_MEDIA = 'https://www.iana.org/assignments/media-types/'
#: Kinds of files in ``TABLES``, by media type.
_FILE_TYPES = {CSV: 'CSV', JSON: 'JSON', GZIP: 'GZIP', LINKED: 'JSON_LD'}


def _pointer(name: str) -> Json:
    return {'@id': name, '@type': '@id'}


CONTEXT: Json = {
    'dcat': 'http://www.w3.org/ns/dcat#', 'dct': 'http://purl.org/dc/terms/',
    'foaf': 'http://xmlns.com/foaf/0.1/', 'skos': 'http://www.w3.org/2004/02/skos/core#',
    'vcard': 'http://www.w3.org/2006/vcard/ns#', 'xsd': 'http://www.w3.org/2001/XMLSchema#',
    **{name: _pointer(f'dcat:{name}') for name in (
        'landingPage', 'downloadURL', 'accessURL', 'accessService', 'mediaType', 'compressFormat',
        'contactPoint', 'theme', 'themeTaxonomy', 'endpointURL', 'endpointDescription',
        'servesDataset', 'service')},
    **{name: _pointer(f'dct:{name}') for name in (
        'publisher', 'license', 'language', 'accessRights', 'accrualPeriodicity', 'format')},
    **{name: _pointer(f'vcard:{name}') for name in ('hasEmail', 'hasTelephone', 'hasURL')},
    'homepage': _pointer('foaf:homepage')}


def thing(address: str, kind: str, **said: object) -> Json:
    """Return the thing at ``address``, of the class ``kind``; what is empty is left out."""
    return {'@id': address, '@type': kind, **{
        name: value for name, value in said.items() if value}}


def page(address: str) -> Json:
    """Return a page for people."""
    return thing(address, 'foaf:Document')


def row_of(table: str, code: str, kind: str) -> Json:
    """Return the row ``code`` of a table of the European Union."""
    return thing(f'{TABLES}{table}/{code}', kind)


def said(text: str, tag: str) -> Json:
    """Return ``text`` with its language."""
    return {'@value': text, '@language': tag}


def day(value: str) -> Json:
    """Return a day, ``YYYY-MM-DD``."""
    return {'@value': value, '@type': 'xsd:date'}


def media(mimetype: str) -> Json:
    """Return a media type."""
    return thing(f'{_MEDIA}{mimetype}', 'dct:MediaType')


def distribution(access: str, mimetype: str, title: str, **more: object) -> Json:
    """Return one form of a data set.  ``access``: the address where people or programs get it."""
    return {'@type': 'dcat:Distribution', 'accessURL': access, 'dct:title': title,
            'mediaType': media(mimetype),
            'format': row_of('file-type', _FILE_TYPES[mimetype], 'dct:MediaTypeOrExtent'),
            **{name: value for name, value in more.items() if value}}


def file(access: str, address: str, mimetype: str, title: str, **more: object) -> Json:
    """Return a file with the whole, at ``address``."""
    return {'@id': address, **distribution(
        access, mimetype, title, downloadURL=address, **more)}


def period(first: str, last: str = '') -> Json:
    """Return what lies between two days, ``YYYY-MM-DD``; ``''`` is open."""
    found: Json = {'@type': 'dct:PeriodOfTime', 'dcat:startDate': day(first)}
    return {**found, 'dcat:endDate': day(last)} if last else found
