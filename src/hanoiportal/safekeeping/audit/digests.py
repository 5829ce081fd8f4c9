"""From which version to which: the digests of a resource's fields."""
from ...base.interfaces import ITranslation, IWorkingVersion
from ...kernel.tree.content import bound_schema
from ...kernel.tree.lookup import in_work
from ...kernel.tree.values import digest_of, values_of


def digests_of(resource, registry):
    """Return ``(before, after)`` of the last change to ``resource``: SHA-256 in hexadecimal.

    ``after``: of the version in work, what ``IVersions.digest`` says of it.  ``before``: of what
    the change took the place of; ``''`` if that is not known.  Both are ``''`` for what is no
    content.
    """
    nodes = _nodes(resource, registry)
    if nodes is None:
        return '', ''
    working_copy = in_work(resource)
    after = digest_of(nodes, _filled(resource, values_of(working_copy, nodes)))
    if not working_copy.history or working_copy.history[-1].until != working_copy.modified_at:
        return '', after
    return digest_of(nodes, _filled(resource, working_copy.history[-1].values)), after


def _nodes(resource, registry):
    """Return the schema nodes whose values make the version, or ``None``."""
    document = resource.__parent__ if IWorkingVersion.providedBy(resource) else resource
    if not ITranslation.providedBy(document):
        kind = registry.content.typeof(document)
        return bound_schema(kind, registry) if kind and _has_schema(kind, registry) else None
    item = document.__parent__
    names = registry.content.metadata(item, 'translatable')
    return [node for node in bound_schema(registry.content.typeof(item), registry)
            if node.name in names]


def _has_schema(kind, registry):
    return 'schema' in registry.content.meta.get(kind, ())


def _filled(resource, values):
    """Return ``values`` without what is empty in a translation, where nothing must be filled in
    but the title.
    """
    if not ITranslation.providedBy(resource):
        return values
    return {name: value for name, value in values.items() if value != ''}
