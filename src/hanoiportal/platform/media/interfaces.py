"""What renditions of pictures and of pages promise, and who looks at documents."""
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


class ISpeaker(Interface):
    """Speaks texts; the one of this process, as a utility."""

    available = Attribute('Whether this machine has what that takes.')
    longest = Attribute('How many characters it takes at most.')

    def takes(text, language):
        """Return whether ``text`` can be spoken: there is some, not too much, and a voice.

        ``language``: BCP 47 tag.
        """

    def recording(text, language):
        """Return ``text``, which it ``takes``, spoken in ``language``, as the bytes of an MP3.

        It is kept outside of the databases: only what is public is to be spoken.
        Returns ``None`` if the process is busy with another one, or if it takes too much.
        """


class IExaminer(Interface):
    """Looks at documents when they come; the one of this process, as a utility."""

    def examined(stored):
        """Return the ``examined.Examined`` of the ``StoredFile``, ``None`` if it is neither a PDF
        nor a Word document.

        It may take seconds: it is asked once, and the answer kept beside the file.
        """
