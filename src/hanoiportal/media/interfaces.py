"""What the renditions promise."""
from zope.interface import Interface


class IRenditions(Interface):
    """The renditions of this process, as a utility."""

    def get(stored, variant, keep):
        """Return the bytes of ``variant``, a ``Variant``, of the picture ``stored``.

        ``keep``: whether they may be kept outside of the databases: only of what is public.
        Returns ``None`` if the process is busy making others, or if the picture cannot be read.
        """
