"""``IChecks``: every rule, over one text."""
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import Interface, implementer

from ...base.i18n import DEFAULT
from ...base.interfaces import IPortal
from ...base.permissions import Allowed
from ...base.values import TextQuery
from ...content.links.interfaces import ILinks
from ...content.versions.interfaces import IVersions
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.tree.resources import Described
from ..dependencies.interfaces import IDependencies
from ..issued.interfaces import IIssuers
from .addresses import Addresses
from .citations import Citations
from .completeness import completeness
from .data import CheckData, ICheckData
from .documents import documents
from .draft import Draft
from .interfaces import BLOCKING, FORBIDDEN, SEVERITIES, WARNING, Finding, IChecks
from .issuers import issuer
from .names import Names
from .pictures import Pictures
from .quarantined import quarantined
from .secrecy import Secrecy
from .sources import Sources
from .structure import structure
from .untranslated import untranslated
from .wording import encoding, reading, typing

#: Documents looked at among those that a number is found in.
MOST_FOUND = 10


#: Says what it finds in a text.
Rule = Callable[[Draft], Iterator[Finding]]


class IRules(Interface):
    """The ``Rules`` of this process, as a utility."""


class Rules:
    """The rules of one portal, made once for a process."""

    def __init__(self, data: CheckData, domain: str, segments: Iterable[str]) -> None:
        self.secrecy = Secrecy(data.marks)
        self.sources = Sources(data, domain)
        self.addresses = Addresses(domain, segments)
        self.others: tuple[Rule, ...] = (
            completeness, documents, structure, encoding, typing, reading, Names(data),
            self.addresses)


@implementer(IChecks)
class ChecksService:
    """``IChecks`` for one asker."""

    def __init__(self, registry: Registry, rules: Rules, versions: IVersions,
                 catalog: Callable[[], ICatalog], dependencies: IDependencies, allowed: Allowed,
                 links: ILinks) -> None:
        self._registry = registry
        self._rules = rules
        self._versions = versions
        self._catalog = catalog
        self._pictures = Pictures(rules.addresses, dependencies, allowed, links.end)
        self._data: CheckData = registry.getUtility(ICheckData)

    def findings(self, document: Described,
                 values: Mapping[str, object] | None = None) -> list[Finding]:
        draft = self._draft(document, values)
        citations = Citations(self._data, lru_cache(self._finder(find_portal(draft.document))))
        found = [*self._blocking(draft)]
        rules: tuple[Rule, ...] = (*self._rules.others, citations)
        for rule in rules:
            found += rule(draft)
        found += self._doubts(draft)
        field = self._registry.content.metadata(draft.document, 'issued_by')
        if field:
            found += issuer(draft, self._registry.getUtility(IIssuers), field)
        return sorted(found, key=lambda each: SEVERITIES.index(each.severity))

    def blocking(self, working_copy: Described) -> list[Finding]:
        return [each for each in self._blocking(self._draft(working_copy, None))
                if each.severity in BLOCKING]

    def _blocking(self, draft: Draft) -> Iterator[Finding]:
        yield from self._rules.secrecy(draft)
        yield from quarantined(draft)
        yield from untranslated(draft)
        yield from self._pictures(draft)
        yield from self._against_type(draft)
        yield from self._rules.sources(draft)

    def _against_type(self, draft: Draft) -> Iterator[Finding]:
        """Yield what the content type has against publishing the version."""
        ask = self._registry.content.metadata(draft.document, 'reasons_against_publishing')
        for reason in ask(draft.working_copy, self._registry) if ask else ():
            yield Finding('type', FORBIDDEN, '', reason)

    def _doubts(self, draft: Draft) -> Iterator[Finding]:
        """Yield what the content type takes for probably wrong."""
        ask = self._registry.content.metadata(draft.document, 'doubts')
        for field, doubt in ask(draft.values, self._registry).items() if ask else ():
            yield Finding('type', WARNING, field, doubt)

    def _draft(self, looked_at: Described, values: Mapping[str, object] | None) -> Draft:
        document = self._versions.document_of(looked_at)
        working_copy = in_work(document)
        schema = self._versions.schema_of(document)
        known = self._versions.values(working_copy)
        return Draft(
            document, working_copy, known if values is None else {**known, **values},
            tuple(node.name for node in schema),
            tuple(node.name for node in schema if getattr(node, 'rich', False)),
            getattr(document, 'language', DEFAULT),
            tuple(node.name for node in schema if getattr(node, 'optional', False)))

    def _finder(self, portal: IPortal) -> Callable[[str], Persistent | None]:
        """Return what gives the public document of the portal that bears a number."""
        def find(number: str) -> Persistent | None:
            query = TextQuery(words=(number,))
            found = self._catalog().search(query, portal, DEFAULT, 0, MOST_FOUND).items
            return next((each for each in found if getattr(each, 'number', '') == number), None)

        return find


def checks_service(request: Request) -> ChecksService:
    registry = request.registry
    return ChecksService(registry, registry.getUtility(IRules), request.service(IVersions),
                         lambda: request.service(ICatalog), request.service(IDependencies),
                         request.has_permission, request.service(ILinks))
