"""Hồ sơ: what people send, as it came, and what becomes of it (4.2.d, 4.3.a, 13.1.e).

For the features that take something from people and answer it: questions, reflections,
suggestions, comments on the regulation, corrections, requests.  A case lies in ``interactions``,
sealed with a key of its own that lies in ``keys``; ``content`` gets no byte of it before a board
has approved what is to be public (ADR 65).
"""
from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...base.settings import ISettings
from ...platform.calendar.interfaces import IDeadlineMoved
from ...platform.ledger.interfaces import ANSWERED, RECEIVED
from .counting import counted, counting_by
from .destroying import destroy, pack
from .interfaces import ICaseChanged, ICaseKinds, ICases, ICaseTerms
from .keeping import DESTROY
from .kinds import read_kinds
from .quarantine import EVERY, scan_held
from .reconciling import end_secrets, key_numbers, reconcile, recount
from .redating import telling_by
from .retention import forget_old
from .services import cases_by
from .terms import CaseTerms


def includeme(config: Configurator) -> None:
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_kinds(data / 'case_kinds.csv'), ICaseKinds)
    registry.registerUtility(CaseTerms(registry), ICaseTerms)
    registry.registerAdapter(cases_by(registry), (IResource,), ICases)
    config.add_subscriber(counting_by(registry), ICaseChanged)
    config.add_subscriber(telling_by(registry), IDeadlineMoved)
    config.add_reckoning('cases', counted, {RECEIVED: 1, ANSWERED: 1}, ('kind', 'item', 'moment'))
    config.add_effect(DESTROY, destroy)
    config.add_job('keys', 60, pack)
    config.add_job('case retention', 86400, forget_old)
    config.add_job('case quarantine', EVERY, scan_held)
    config.add_reconciler('cases', reconcile, order=20)
    config.add_ending('secrets of cases', end_secrets)
    config.add_counts('lists of cases', recount)
    config.add_key_owner('cases', key_numbers)
