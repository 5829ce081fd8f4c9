"""How a content type is declared: one decorator, read by every feature."""
import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypedDict, TypeVar, Unpack

import colander
from persistent import Persistent
from pyramid.registry import Registry
from substanced.content import content

from ...base.interfaces import IResource, ITranslation

Class = TypeVar('Class', bound=type)


class Address(Protocol):
    """Makes the absolute URL of a resource, or of what lies below it."""

    def __call__(self, resource: IResource, *elements: str) -> str:
        """Return the URL of ``resource`` and the path ``elements``."""


class Declared(TypedDict, total=False):
    """What a content type may say besides, see ``content_type``.

    A ``Persistent`` is a document of that type, or a translation or working version of it.
    """

    translatable: tuple[str, ...]
    text: Callable[[Persistent], str]
    details: Callable[[Persistent], Iterable[tuple[str, object]]]
    duty_keys: Callable[[Persistent, Registry], Iterable[str]]
    example: Mapping[str, object]
    own_name: str
    check_name: Callable[[str, Registry, IResource, IResource], None]
    against_change: Callable[
        [IResource, Mapping[str, object], Mapping[str, object], Registry], Mapping[str, str]]
    linked_data: Callable[[Persistent, Persistent, Address], Mapping[str, object]]
    reasons_against_publishing: Callable[[Persistent, Registry], list[str]]
    doubts: Callable[[Mapping[str, object], Registry], Mapping[str, str]]
    reasons_against_withdrawing: Callable[[Persistent, Registry], list[str]]
    is_rearranged: Callable[[Persistent, Persistent], bool]
    appointed: Callable[[Persistent], datetime.date | None]
    trigger_dates: Mapping[str, str]
    issued_by: str
    public_comments: Callable[[Persistent], int]
    beginning: Callable[[IResource], Mapping[str, object]]


class Meta(Declared):
    """All that is known of a content type."""

    title: str
    schema: type[colander.MappingSchema]


def content_type(
        name: str, title: str, schema: type[colander.MappingSchema],
        **meta: Unpack[Declared]) -> Callable[[Class], Class]:
    """Class decorator: register a content type.

    ``name``: identifier in exports and add forms, e.g. ``'NewsItem'``.
    ``title``: translatable, what people call it.
    ``schema``: gives forms, validation, history, import and export.
    ``translatable``: names of schema fields that each language has for itself.
    ``text``: returns the text or HTML of an item or of a translation of it that is searched
    besides its title; a type without it is not listed or found.
    ``details``: returns pairs of a name and a value that its public items are found by.
    ``duty_keys``: returns the names by which duties know what a public item fulfils, such as
    ``base.text.bodies.document_key``.
    ``example``: values of a good resource as a form gives them, for the fields where not any text
    will do; the contract tests make their resources of it.
    ``own_name``: that of all its resources, each the only one at its place.
    ``check_name``: called with a name, the registry, the place and the resource; raises
    ``BadName`` for a name it cannot have there.
    ``against_change``: called with a resource in its place, its values and those it is to have;
    returns ``{field: translatable sentence}`` of what stands against that.
    ``linked_data``: called with an item, its text in the language of the page and an ``Address``;
    returns properties of schema.org that come over those of a ``CreativeWork``.
    ``reasons_against_publishing``, ``reasons_against_withdrawing``: return translatable sentences.
    ``doubts``: called with the values of a version; returns ``{field: warning}``, translatable.
    ``is_rearranged``: called with what is public and a version of it; whether they say the same in
    another order, so that there is nothing to check that was not approved.
    ``beginning``: called with a place; returns what the fields of a new one hold there at first.
    ``appointed``: returns the day on which a version was named to speak to the press.
    ``trigger_dates``: ``{name of a field with a day: code of the rule that starts on it}``, see
    ``config/hanoi/deadline_rules.csv``; the ledger tells of these days.
    ``public_comments``: returns the number of an item's public comments or posts, for the ledger.
    ``issued_by``: name of the field with the body that issued it, which may change that rule.

    The metadata is asked for by ``registry.content.metadata(resource, name)``.
    """
    meta.setdefault('translatable', ('title', 'summary'))
    meta.setdefault('example', {})
    declared: Callable[[Class], Class] = content(name, title=title, schema=schema, **meta)
    return declared


def summary_and_body(document: Persistent) -> str:
    """Return the searched text of most items: what ``content_type`` takes for ``text``."""
    return f'{document.summary}\n{document.body}'


def bound_schema(type_name: str, registry: Registry) -> colander.MappingSchema:
    """Return the schema of the content type ``type_name``, bound to ``registry``.

    It is made once for each registry, since binding takes a millisecond: clone it before changing
    it.  Raises ``KeyError`` if there is no such type.
    """
    meta = registry.content.meta[type_name]
    if 'bound' not in meta:
        meta['bound'] = meta['schema']().bind(registry=registry)
    return meta['bound']


def reasons_against_withdrawing(document: Persistent, registry: Registry) -> list[str]:
    """Return why ``document``, an item or a translation, must stay public, translatable; ``[]`` if
    it need not.  Whoever would withdraw it, let it expire, or remove it asks.
    """
    item = document.__parent__ if ITranslation.providedBy(document) else document
    ask = registry.content.metadata(item, 'reasons_against_withdrawing')
    return ask(item, registry) if ask else []


def types_of(registry: Registry) -> dict[str, Meta]:
    """Return ``{name: meta}`` of all content types of the portal."""
    return {name: meta for name, meta in registry.content.meta.items() if 'schema' in meta}
