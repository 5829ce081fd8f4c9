"""What a legal document needs to know of the portal that it stands in."""
from zope.interface import Interface


class IDocumentKinds(Interface):
    """``{key: DocumentKind}`` of the kinds of documents, in their order, as a utility."""


class IStamps(Interface):
    """The pattern of a line that bears a stamp of secrecy, as a utility: see ``stamps``."""


class ILaws(Interface):
    """The ``Laws`` that texts cite by name, as a utility."""
