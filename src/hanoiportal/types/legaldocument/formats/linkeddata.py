"""A legal document in the words of schema.org and ELI."""
from ....integration.lawdatabases.resource import pages_of
from ....kernel.tree.lookup import find_portal, find_site
from ..relations import named
from ..rules import ENDED, IN_FORCE, PARTLY, PENDING
from .eli import eli

_FORCE = {IN_FORCE: 'InForce', PARTLY: 'PartiallyInForce', ENDED: 'NotInForce',
          PENDING: 'NotInForce'}


def linked_data(item, text, address):
    """Return what makes the thing ``Legislation``: number, body, days, force, relations.

    ``address``: callable(resource, *elements) → absolute URL.
    """
    permanent = eli(item)
    same = [address(find_site(item), *permanent)] if permanent else []
    same += [page for _source, page in pages_of(find_portal(item), item.__oid__)]
    return {
        '@type': 'Legislation', 'legislationIdentifier': item.number,
        'legislationType': item.kind, 'legislationDate': _day(item.issued),
        'legislationDateOfApplicability': _day(item.effective), 'expires': _day(item.expires),
        'legislationPassedBy': {'@type': 'GovernmentOrganization', 'name': item.issuer},
        'legislationLegalForce': _FORCE.get(item.status), 'author': None,
        'legislationChanges': _named(item.amends),
        'legislationRepeals': _named([*item.replaces, *item.repeals]),
        'sameAs': same[0] if len(same) == 1 else same or None}


def _named(entries):
    """Return the documents that ``entries`` name, as things and not as texts alone."""
    found = [(entry, named(entry)) for entry in entries]
    return [{'@type': 'Legislation', 'name': entry, 'legislationIdentifier': citation.number}
            for entry, citation in found if citation is not None]


def _day(day):
    return day.isoformat() if day else None
