"""Keys that nothing is sealed with: destroyed, a day after they were made.

No new key gets a number that something is sealed with already, also where the keys were put back
to an earlier moment.
"""
from ...kernel.storage.keys import keys_of
from ..scheduling.interfaces import IEnvironment
from .interfaces import Findings, IKeyOwner, KeyNumbers

#: Seconds after which a key that nothing has is an orphan.
ORPHANED = 86400


def destroy_orphans(environment: IEnvironment, is_restored: bool) -> Findings:
    """Destroy the keys that no ``IKeyOwner`` has."""
    keys, now = keys_of(environment.portal), environment.clock.now().timestamp()
    if is_restored:
        greatest = environment.in_transaction(lambda: max(
            (owned.maxKey() for owned in _owned(environment) if owned), default=0))
        keys.take(int(now), greatest)
    orphans = environment.in_transaction(lambda: _orphans(
        _owned(environment), keys.made_before(now - ORPHANED)))
    destroyed = keys.destroy(orphans) if orphans else 0
    return Findings((f'{destroyed} keys without a case or subscriber destroyed',) if destroyed
                    else ())


def _owned(environment: IEnvironment) -> list[KeyNumbers]:
    return [owner.numbers(environment.portal) for _name, owner
            in environment.registry.getUtilitiesFor(IKeyOwner)]


def _orphans(owned: list[KeyNumbers], numbers: list[int]) -> list[int]:
    return [number for number in numbers if not any(number in each for each in owned)]
