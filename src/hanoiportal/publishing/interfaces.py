"""What publishing promises to its callers."""
from zope.interface import Interface


class CannotPublish(Exception):
    """Raised with ``reasons``: non-empty list of translatable strings."""

    def __init__(self, reasons):
        super().__init__('; '.join(map(str, reasons)))
        self.reasons = reasons


class IPublishing(Interface):
    """Moves items and translations between draft and public.  Never commits."""

    def reasons_against_publishing(item):
        """Return why ``item`` may not be published now; ``[]`` if it may."""

    def publish(item, actor, moment=None):
        """Make ``item`` public as ``actor``, a principal id.

        ``moment``: aware ``datetime`` that readers are shown; now if ``None``.
        Sends ``IObjectPublished``.  Raises ``CannotPublish``; the item is then untouched.
        """

    def withdraw(item, actor):
        """Take ``item`` from the public; its address answers 410 from then on.

        Raises ``CannotPublish`` if it is not public.
        """
