"""Nhiệm vụ có thời hạn: what each body owes, by which rule and until when (13.1, 28.9, 33.8).

For those on duty, the heads of the boards and the managing body.  A duty exists before the item
that fulfils it does; its state is folded from its events and its deadline is computed, never
stored.  All of it lives in ``interactions``: what an item does to a duty reaches it through the
ledger.
"""
from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...kernel.tree.events import IInnerAction
from ...kernel.tree.reactions import Order
from ..calendar.interfaces import IOpenDeadlines
from ..ledger.interfaces import REASON
from ..registers.interfaces import IRowEvent
from .alarms import remind
from .counting import counted, counting_by
from .digest import send
from .entries import row_changed
from .following import follow
from .interfaces import IDuties, IDutyWords, ITerms
from .known import Terms, duties_by
from .opendeadlines import OpenDuties
from .periods import begin
from .reconciling import position_of, reconcile, recount
from .redating import redate
from .translations import settle
from .words import duty_words


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerAdapter(duties_by(registry), (IResource,), IDuties)
    registry.registerAdapter(Terms, (IResource,), ITerms)
    registry.registerUtility(OpenDuties(registry), IOpenDeadlines, name='duties')
    config.add_follower('duties', position_of)
    config.add_reconciler('duties', reconcile)
    config.add_counts('duties', recount)
    config.add_service(IDutyWords, duty_words)
    config.add_reaction(counting_by(registry), IInnerAction, order=Order.LOG)
    config.add_reckoning('reasons', counted, {REASON: 1}, ('site', 'item'))
    config.add_reaction(row_changed, IRowEvent, order=Order.SCHEDULE)
    config.add_job('duties', 5, follow)
    config.add_job('duty calendar', 60, redate)
    config.add_job('duty periods', 600, begin)
    config.add_job('duty translations', 600, settle)
    config.add_job('duty reminders', 600, remind)
    config.add_job('duty digest', 600, send)
