"""The ledger and those who follow it: no number is given to another event than they know.

After a restore of ``content`` alone its ledger ends before the positions of those who follow it;
events with numbers up to there would be passed over.  So it goes on after the farthest of them.
Other systems that follow it from outside learn of the restore by another epoch.
"""
from ..ledger.interfaces import RESTORED, ILedger
from ..scheduling.interfaces import IEnvironment
from .interfaces import Findings, IFollower


def go_on(environment: IEnvironment, is_restored: bool) -> Findings:
    """Let the ledger go on after the farthest position, after a restore in another epoch."""
    def work() -> tuple[int, int]:
        portal, registry = environment.portal, environment.registry
        ledger: ILedger = registry.getAdapter(portal, ILedger)
        farthest = max((follower.position(portal) for _name, follower
                        in registry.getUtilitiesFor(IFollower)), default=0)
        last = ledger.last()
        if is_restored:
            ledger.begin_epoch()
        if farthest > last:
            ledger.append(RESTORED, environment.clock.now(), '', beyond=farthest)
        return last, farthest

    last, farthest = environment.in_transaction(work)
    return Findings((f'the ledger ended at {last}, it goes on after {farthest}',) if (
        farthest > last) else ())
