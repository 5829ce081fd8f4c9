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

    def add(place, name, type_name, values, actor):
        """Put a new resource of ``type_name`` into ``place`` under ``name`` and return it.

        ``values``: what a form or import gave, by field; checked against the type's schema.
        ``name``: ``''`` to make one from the title.
        Raises ``Refused``.
        """

    def edit(resource, values, actor, note=''):
        """Change the fields in ``values``; what they were is kept in ``resource.history``.

        Fields that are not given stay.  Returns whether anything changed.  Raises ``Refused``.
        """

    def translate(resource, language, values, actor):
        """Give ``resource`` a text in ``language``, a BCP 47 tag, or change that text; return it.

        Raises ``Refused``.
        """

    def remove(resource, actor):
        """Take ``resource`` out of the tree.  Raises ``Refused``."""
