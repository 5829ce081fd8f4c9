"""A night with the database of law and the gazette in a demonstration: they have what the portal
has, but a few.
"""
from .....base.clock import ONE_DAY, local
from .....integration.lawdatabases.interfaces import ILawDatabases, IOurDocuments, Record
from .....platform.scheduling.interfaces import IEnvironment, IOpening
from ...environment import Environment
from .addresses import DOCUMENTS, LAW, PRINTED, LocalSystems

_LAW, _GAZETTE = 'csdl', 'cong-bao'
#: Of the documents that it has, where those stand of which it says something else.
_OTHER_DAY, _OTHER_FORCE, _NEVER = 1, 2, 3
_EXTRA = 'Về việc quy định mức thu phí tham quan (minh họa)'


def compare(environment: Environment, systems: LocalSystems) -> None:
    """Let the city and its sites be compared with made-up sources, which have the same later."""
    databases: ILawDatabases = environment.registry.getUtility(ILawDatabases)
    with environment.registry.getUtility(IOpening)('demo') as opened:
        records = opened.in_transaction(lambda: _records(opened, systems))
        databases.take(opened, _LAW, records)
        printed = [each._replace(effective=None, expires=None, status='') for each in records]
        databases.take(opened, _GAZETTE, printed)
    systems.give_all(DOCUMENTS, (each._asdict() for each in records))
    systems.give_all(PRINTED, (each._asdict() for each in printed))


def _records(opened: IEnvironment, systems: LocalSystems) -> list[Record]:
    """Return the documents of law of the portal as the source has them, but for a few."""
    today = local(opened.clock.now()).date()
    documents: IOurDocuments = opened.registry.getUtility(IOurDocuments)
    ours = [each for each in documents.all(opened.request, today) if each.is_normative]
    found = []
    for place, each in enumerate(ours):
        day = each.effective and each.effective + ONE_DAY * (place == _OTHER_DAY)
        if place != _NEVER:
            found.append(Record(
                f'minh-hoa-{each.oid}', each.number, each.issuer, each.summary, each.issued, day,
                each.expires, 'het' if place == _OTHER_FORCE else each.status))
    owner = str(getattr(opened.portal, 'owner', ''))
    if ours:
        found.append(Record('minh-hoa', '999/2026/QĐ-UBND', owner, _EXTRA,
                            today - 20 * ONE_DAY))
    return [each._replace(address=systems.at(LAW, f'/van-ban/{each.id}')) for each in found]
