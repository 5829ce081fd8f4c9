"""What editing promises to its callers."""
from zope.interface import Interface


class Refused(Exception):
    """Raised with ``reasons``: ``{field name or '': translatable str}``; nothing has changed."""

    def __init__(self, reasons):
        super().__init__('; '.join(f'{name}: {why}' if name else str(why)
                                   for name, why in reasons.items()))
        self.reasons = reasons


class IEditing(Interface):
    """Adds, changes, translates and removes resources as one actor.  Never commits."""

    def add(place, name, type_name, values, actor, known=()):
        """Put a new resource of ``type_name`` into ``place`` under ``name`` and return it.

        ``values``: what a form or import gave, by field; checked against the type's schema.
        ``name``: ``''`` to make one from the title.
        ``known``: ``{attribute: value}`` of what it brings from elsewhere beyond its fields, such
        as its state and dates; kept unchecked, before anyone hears of the resource.
        Raises ``Refused``.
        """

    def edit(resource, values, actor, note=''):
        """Change the fields in ``values``; what they were is kept in ``resource.history``.

        Fields that are not given stay.  Returns whether anything changed.  Raises ``Refused``.
        """

    def rename(resource, name, actor):
        """Let ``resource`` stand under ``name`` where it stands; its address changes with it.

        Raises ``Refused``.
        """

    def translate(resource, language, values, actor, known=()):
        """Give ``resource`` a text in ``language``, a BCP 47 tag, or change that text; return it.

        ``known``: as of ``add``, for a new text.  Raises ``Refused``.
        """

    def keep_version(document, values, state, until, actor, note):
        """Append what ``document``, a resource or translation, was elsewhere to its history.

        The arguments are those of ``versions.resource.Version``, ``values`` as in a form.
        Raises ``Refused``.
        """

    def remove(resource, actor):
        """Take ``resource`` out of the tree.  Raises ``Refused``."""
