"""What renditions of pictures and of pages promise."""
from zope.interface import Attribute, Interface


class IRenditions(Interface):
    """The renditions of this process, as a utility."""

    def get(stored, variant, keep):
        """Return the bytes of ``variant``, a ``Variant``, of the picture ``stored``.

        ``keep``: whether they may be kept outside of the databases: only of what is public.
        Returns ``None`` if the process is busy making others, or if the picture cannot be read.
        """


class ITypesetter(Interface):
    """Sets pages as PDF; the one of this process, as a utility."""

    available = Attribute('Whether this machine has what that takes.')

    def pdf(html, base, keep):
        """Return ``html``, a ``str`` with its pictures in it, as tagged PDF (PDF/UA-1).

        ``base``: the address to which its links are relative.
        ``keep``: whether it may be kept outside of the databases: only what is public.
        Returns ``None`` if the process is busy setting others, or if it takes too much.
        """
