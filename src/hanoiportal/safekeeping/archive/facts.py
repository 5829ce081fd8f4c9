"""What is said of a document beside its page: which version, since when, and by whose right.

No person is named: who decided is told as an office.
"""
from dataclasses import dataclass

from ...base.i18n import ILanguages
from ...base.interfaces import ITranslation
from ...base.settings import ISettings
from ...content.versions.interfaces import IVersions
from ...kernel.tree.lookup import find_portal, find_site, host_of, target_of
from ...kernel.tree.sharing import is_shared
from ...kernel.workflow.records import Approval
from .retention import class_of


@dataclass(frozen=True)
class Face:
    """What of a document visitors are shown, to be compared."""

    digest: str
    state: str
    page: tuple[tuple[str, str, str], ...]
    dates: tuple[object, ...]
    approvals: tuple[Approval, ...]


class Facts:
    """The facts of documents for the ``IEnvironment``; ``classes``: of ``retention``."""

    def __init__(self, environment, classes):
        registry = environment.registry
        self._versions = environment.request.service(IVersions)
        self._content = registry.content
        self._languages = registry.getUtility(ILanguages).by_tag
        self._domain = registry.getUtility(ISettings).domain
        self._classes = classes

    def face(self, document):
        """Return the ``Face`` of ``document``, ``None`` if visitors are shown none."""
        if document is None or not is_shown(document):
            return None
        return Face(
            self._versions.digest(document), document.state, self.pages(document),
            (document.published_at, document.updated_at, document.expires_at, document.changes),
            document.approvals)

    def digest(self, document):
        """Return the digest of the version that is public, 64 hexadecimal digits."""
        return self._versions.digest(document)

    def pages(self, document):
        """Return ``(language tag, host, target)`` of each page of ``document``."""
        item = item_of(document)
        host = host_of(find_site(item), self._domain)
        tags = (document.language,) if ITranslation.providedBy(document) else (
            document.language, *sorted(
                tag for tag, text in document.translations.items() if text.is_public))
        return tuple((tag, host, target_of(item, self._languages[tag]))
                     for tag in tags if tag in self._languages)

    def said(self, document):
        """Return what a metadata record says of ``document``, a ``dict`` for JSON."""
        kind = self._content.typeof(item_of(document))
        return {
            'type': kind, 'item': item_of(document).__oid__, 'document': document.__oid__,
            'language': document.language, 'version': _number(document),
            'digest': self.digest(document), 'state': document.state,
            'published': _moment(document.published_at), 'updated': _moment(document.updated_at),
            'decided': [{'by': each.kind, 'stage': each.stage, 'at': _moment(each.moment)}
                        for each in document.approvals],
            'retention': class_of(self._classes, kind, document.published_at)}


def _number(document):
    """Return which of the versions that were public this is, from 1."""
    return 1 + sum(bool(version.approvals) for version in document.history)


def _moment(when):
    return when.isoformat() if when else None


def item_of(document):
    """Return the item that ``document`` is, or that it translates."""
    return document.__parent__ if ITranslation.providedBy(document) else document


def stands(resource):
    """Return whether ``resource`` has its place in the tree."""
    portal = find_portal(resource)
    known = getattr(portal, '__objectmap__', None)
    return known is not None and known.object_for(resource.__oid__) is resource


def is_shown(document):
    """Return whether ``document`` is public and stands in the tree: what sites share is archived
    where its work stands, and where the city carries it.
    """
    item = item_of(document)
    return document.is_public and stands(item) and not is_shared(item)
