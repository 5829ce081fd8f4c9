"""The tree as lines that an import takes: folders before children, each line followed by what is
said of the same resource: roles, versions, translations.
"""
from ...base.i18n import DEFAULT
from ...base.interfaces import IItem
from ...kernel.tree.content import bound_schema, types_of
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.values import values_of
from .forms import state_name, type_name, written_values
from .groups import group_record
from .moments import iso
from .people import account_record, grant_records
from .places import path_of
from .relations import order_records, relations_in, with_paths


class Exporting:
    """Describes what stands at ``place`` and below, as JSON objects.

    ``blobs``: takes the files, see ``blobs.Blobs``.
    ``with_passwords``: whether accounts bring the hashes of their passwords.
    ``accounts``: how many of them were described so far.

    The whole portal brings every account; a part of it those that it names.
    """

    def __init__(self, registry, place, blobs, with_passwords=False):
        self._registry, self._place = registry, place
        self._blobs, self._with_passwords = blobs, with_passwords
        self._accounts = find_portal(place)['accounts']
        self._schemas = {name: bound_schema(name, registry) for name in types_of(registry)}
        self._named = set()
        self.accounts = 0

    def records(self):
        """Yield every line, an account before the first line that names it."""
        if self._place.__parent__ is None:
            yield from self._new_accounts(account.id for account in self._accounts.values())
            yield from self._new_accounts(self._accounts.groups)
        named = []
        for resource in self._walk(self._place):
            if self._names_others(resource):
                named.append(resource)
            else:
                yield from self._lines(resource)
        for resource in named:
            yield from self._lines(resource)
        yield from order_records(named)

    def _lines(self, resource):
        for record, principals in self._of(resource):
            yield from self._new_accounts(principals)
            yield record

    def _names_others(self, resource):
        schema = self._schemas.get(self._registry.content.typeof(resource))
        return schema is not None and bool(relations_in(schema))

    def _walk(self, resource):
        """Yield ``resource`` and what is below it, parents first, but no accounts."""
        yield resource
        if resource is not self._accounts:
            for child in getattr(resource, 'values', tuple)():
                yield from self._walk(child)

    def _new_accounts(self, principals):
        for principal in principals:
            account = self._accounts.by_id.get(principal)
            if account is not None and principal not in self._named:
                self._named.add(principal)
                self.accounts += 1
                yield account_record(account, self._with_passwords)
            if principal in self._accounts.groups and principal not in self._named:
                self._named.add(principal)
                yield from self._new_accounts(self._accounts.groups[principal].members)
                yield group_record(self._accounts.groups[principal])

    def _of(self, resource):
        """Yield ``(line, ids of the accounts it names)`` of one resource."""
        schema = self._schemas.get(self._registry.content.typeof(resource))
        if schema is not None and schema.children:
            yield self._resource(resource, schema), _maker(resource)
        board = getattr(resource, 'board', None)
        if board is not None:
            yield {'type': 'board', 'path': path_of(resource), **board.record()}, ()
        if resource.local_roles:
            record = {'type': 'roles', 'path': path_of(resource)}
            yield {**record, 'roles': grant_records(resource)}, sorted(resource.local_roles)
        if schema is not None:
            yield from self._texts(resource, schema)

    def _texts(self, resource, schema):
        """Yield the versions and translations of ``resource``."""
        yield from self._versions(resource, path_of(resource), schema)
        for _tag, translation in sorted(resource.translations.items()):
            yield self._translation(translation, schema), _maker(translation)
            yield from self._versions(translation, path_of(resource), schema)

    def _resource(self, resource, schema):
        record = {'type': type_name(resource, self._registry), 'path': path_of(resource)}
        record.update(self._written(values_of(resource, schema), schema))
        if IItem.providedBy(resource) or resource.state != type(resource).state:
            record['state'] = state_name(resource.state)
        record.update(_making(resource))
        if getattr(resource, 'is_ordered', bool)():
            record['ordered'] = True
        return record

    def _written(self, values, schema):
        return with_paths(written_values(values, schema, self._blobs), schema,
                          find_portal(self._place))

    def _translation(self, translation, schema):
        resource = translation.__parent__
        names = self._registry.content.metadata(resource, 'translatable')
        nodes = [node for node in schema if node.name in names]
        record = {'type': 'translation', 'path': path_of(resource),
                  'language': translation.language, 'state': state_name(translation.state)}
        record.update(written_values(values_of(translation, nodes), nodes, self._blobs))
        record.update(_making(translation))
        if translation.translator:
            record['translator'] = translation.translator
        return record

    def _versions(self, document, path, schema):
        language = {} if document.language == DEFAULT else {'language': document.language}
        for version in document.history:
            yield {
                'type': 'version', 'path': path, **language, 'number': version.number,
                'values': self._written(version.values, schema),
                'state': state_name(version.state), 'until': iso(version.until),
                'by': version.actor, 'note': version.note,
                **({'approved': True} if version.approvals else {})}, (version.actor,)


def _making(document):
    maker = _maker(document)
    said = {'date': iso(document.published_at), 'updated': iso(document.updated_at),
            'changes': [[iso(moment), note] for moment, note in document.changes],
            'created': iso(document.created_at), 'modified': iso(document.modified_at),
            'created_by': maker[0] if maker else None,
            'source_changed': iso(getattr(document, 'changed_at', None))}
    return {key: value for key, value in said.items() if value}


def _maker(document):
    """Return the id of the account that made ``document``, if it is known."""
    return (document.created_by,) if document.created_by else ()
