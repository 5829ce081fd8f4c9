"""How a content type is declared: one decorator, read by every feature."""
from substanced.content import content


def content_type(name, title, schema, **meta):
    """Class decorator: register a content type.

    ``name``: identifier in exports and add forms, e.g. ``'NewsItem'``.
    ``title``: translatable ``str``, what people call it.
    ``schema``: colander schema class; gives forms, validation, history, import and export.
    ``translatable``: names of schema fields that each language has for itself.
    ``text``: callable(document) -> the text or HTML of an item or of a translation of it that is
    searched besides its title; a type without it is not listed or found.
    ``details``: callable(item) -> pairs of a name and a value that its public items are found by.
    ``example``: values of a good resource as a form gives them, for the fields where not any text
    will do; the contract tests make their resources of it.
    ``own_name``: that of all its resources, each the only one at its place.
    ``check_name``: callable(name, registry) that raises ``BadName`` for a name it cannot have.
    ``linked_data``: callable(item, text, address) -> properties of schema.org that come over the
    general ones, see ``metadata.linked_data``; without it an item is a ``CreativeWork``.
    ``reasons_against_publishing``: callable(resource, registry) -> list of translatable strings.

    The metadata is asked for by ``registry.content.metadata(resource, name)``.
    """
    meta.setdefault('translatable', ('title', 'summary'))
    meta.setdefault('example', {})
    return content(name, title=title, schema=schema, **meta)


def summary_and_body(document):
    """Return the searched text of most items: what ``content_type`` takes for ``text``."""
    return f'{document.summary}\n{document.body}'


def bound_schema(type_name, registry):
    """Return the schema of the content type ``type_name``, bound to ``registry``.

    It is made once for each registry, since binding takes a millisecond: clone it before changing
    it.  Raises ``KeyError`` if there is no such type.
    """
    meta = registry.content.meta[type_name]
    if 'bound' not in meta:
        meta['bound'] = meta['schema']().bind(registry=registry)
    return meta['bound']


def types_of(registry):
    """Return ``{name: meta}`` of all content types of the portal."""
    return {name: meta for name, meta in registry.content.meta.items() if 'schema' in meta}
