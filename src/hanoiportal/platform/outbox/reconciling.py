"""The outbox after a restore: what people notice is not repeated unasked; what fails is told."""
from ..reconciling.interfaces import Findings
from ..scheduling.interfaces import IEnvironment
from .interfaces import Effect, IOutbox

#: Seconds after which an effect that is not carried out is told of.
LATE = 3600


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Hold what may have happened before the restore; list what is held or does not succeed."""
    now = environment.clock.now().timestamp()

    def work() -> tuple[int, list[Effect]]:
        outbox: IOutbox = environment.registry.getAdapter(environment.portal, IOutbox)
        held = outbox.hold() if is_restored else 0
        return held, [each for each in outbox.waiting()
                      if each.is_held or each.added < now - LATE]

    held, waiting = environment.in_transaction(work)
    return Findings(
        (f'{held} effects held: they may have happened before the restore',) if held else (),
        tuple(_told(each) for each in waiting))


def _told(effect: Effect) -> str:
    why = 'is held' if effect.is_held else f'failed {effect.tries} times ({effect.error})'
    return f'effect {effect.token} ({effect.kind}) {why}: --send or --drop it'
