"""Of which types a draft can be made, and where: sections, and libraries of pictures and files."""
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePath

import colander
from pyramid.registry import Registry

from ...base.interfaces import IContainer, ISite
from ...base.permissions import ADD, Allowed
from ...kernel.inspection.formats import Formats, IFormats
from ...kernel.inspection.signatures import BadFile, content_types
from ...kernel.inspection.upload import Incoming
from ...kernel.tree.content import bound_schema, types_of
from ...kernel.tree.lookup import places_in
from ..cases.interfaces import Attachment
from .interfaces import Target

#: What a draft says: a type that asks for more is written by hand.
SAID = frozenset({'title', 'summary', 'body'})
#: Names of the sections of news; where they are, they are offered first.
FIRST = 'tin-tuc-su-kien'
PICTURES, FILES = 'Image', 'File'


def targets(site: ISite, registry: Registry, allowed: Allowed) -> list[Target]:
    """Return where somebody with the rights ``allowed`` may make a draft at ``site``."""
    found = [Target(place, types) for place in places_in(site) if place is not site
             and allowed(ADD, place) and (types := _types(place, registry))]
    return sorted(found, key=lambda each: (
        each.section.__name__ != FIRST, getattr(each.section, 'order', 0)))


def _types(place: IContainer, registry: Registry) -> Sequence[tuple[str, str]]:
    known = types_of(registry)
    return [(name, known[name]['title']) for name in getattr(place, 'allowed_types', ())
            if name in known and fits(bound_schema(name, registry))]


def fits(schema: colander.MappingSchema) -> bool:
    """Return whether something can be made of a title and a text alone."""
    names = {node.name for node in schema}
    return {'title', 'body'} <= names and not {
        node.name for node in schema if node.required} - SAID


def picture_field(schema: colander.MappingSchema) -> str:
    """Return the name of the field of ``schema`` that names pictures, ``''`` for none."""
    return next((node.name for node in schema if getattr(node, 'picks', '') == 'image'), '')


def library(site: ISite, type_name: str) -> IContainer | None:
    """Return the section of ``site`` for what is of ``type_name``, that of media before others;
    ``None`` if there is none.
    """
    return min(_taking(site, type_name), default=None, key=lambda each: (
        getattr(each, 'listing', '') != 'media', len(getattr(each, 'allowed_types', ()))))


def _taking(site: ISite, type_name: str) -> Iterator[IContainer]:
    return (each for each in places_in(site) if type_name in getattr(each, 'allowed_types', ()))


def title_of(file: Attachment) -> str:
    """Return how an item made of ``file`` is called: as the file, without its ending."""
    stem = PurePath(file.filename.replace('\\', '/')).stem.replace('_', ' ').strip()
    return stem[:300] or file.filename[:300]


def incoming(file: Attachment) -> Incoming:
    """Return ``file`` as a form would give it."""
    return Incoming(file.filename, BytesIO(file.content))


def ending_of(picture: bytes, registry: Registry) -> str:
    """Return what the name of a ``picture`` ends with, ``''`` of what may not be published."""
    formats: Formats = registry.getUtility(IFormats)
    try:
        found = content_types(BytesIO(picture))
    except BadFile:
        return ''
    return next((f'.{each.extensions[0]}' for each in formats.all
                 if each.kind == 'image' and each.mimetype in found), '')
