"""What a legal document needs to know of the portal that it stands in."""
from zope.interface import Interface


class IDocumentKinds(Interface):
    """``{key: DocumentKind}`` of the kinds of documents, in their order, as a utility."""


class ILaws(Interface):
    """The ``Laws`` that texts cite by name, as a utility."""
