"""``IVersions`` over the content types of one registry."""
from zope.interface import implementer

from ...kernel.tree.lookup import in_work
from ...kernel.tree.values import digest_of, values_of
from .comparing import compare_values
from .interfaces import IVersions
from .told import told_changes
from .working import document_of, is_document, put_in_place, schema_of, translated_schema

#: Fields that readers read besides rich text.
_READ = ('title', 'summary')


@implementer(IVersions)
class Versions:
    """``IVersions``."""

    is_document = staticmethod(is_document)
    document_of = staticmethod(document_of)

    def __init__(self, registry):
        self._registry = registry

    def schema_of(self, working_copy):
        """See ``IVersions``."""
        return schema_of(working_copy, self._registry)

    def schema_in(self, resource, language):
        """See ``IVersions``."""
        return translated_schema(resource, self._registry)

    def values(self, working_copy):
        """See ``IVersions``."""
        return values_of(working_copy, self.schema_of(working_copy))

    def digest(self, working_copy):
        """See ``IVersions``."""
        schema = self.schema_of(working_copy)
        return digest_of(schema, values_of(working_copy, schema))

    def changes(self, document):
        """See ``IVersions``."""
        return compare_values(
            self.schema_of(document), self.values(document), self.values(in_work(document)))

    def compared(self, document, before, after):
        """See ``IVersions``."""
        return compare_values(self.schema_of(document), before, after)

    def told(self, document):
        """See ``IVersions``."""
        return told_changes(document, self.values(document)) if document.changes else []

    def differences(self, document, change):
        """See ``IVersions``."""
        read = [node for node in self.schema_of(document)
                if node.name in _READ or getattr(node, 'rich', False)]
        return compare_values(read, change.before, change.after)

    def put_in_place(self, document, now, actor):
        """See ``IVersions``."""
        put_in_place(document, self.schema_of(document), now, actor)


def versions_of(request):
    """Return the ``IVersions`` of a request's registry."""
    return Versions(request.registry)
