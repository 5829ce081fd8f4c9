"""``make secrecy``: hold elections by secret ballot, and let an attacker try to name the ballots.

Says how many they name, and how many people the smallest group has whose answers they know
together; ends with 1 if the claim of ADR 71 does not hold, or if a planted fault is not found.
"""
import argparse
import sys
import tempfile
from contextlib import ExitStack, nullcontext
from pathlib import Path
from unittest import mock

from hanoiportal.participation.ballots import slots
from support import ballot_attack
from support.ballot_attack import CLAIM, Outcome, attack, hold

FAULTS = 'one_key_for_all', 'counts_of_each_turn', 'no_last_turns'


def tried(people: int, seed: int, fault: str = '') -> Outcome:
    """Return how far the attacker comes in an election, with a ``fault`` of ``FAULTS``."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(mock.patch('os.fsync'))
        stack.enter_context(mock.patch.object(slots, 'MANY', 64))
        stack.enter_context(getattr(ballot_attack, fault)() if fault else nullcontext())
        return attack(hold(folder, people, seed), seed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('people', type=int, nargs='?', default=400)
    parser.add_argument('elections', type=int, nargs='?', default=10)
    given = parser.parse_args()
    failed = 0
    for seed in range(given.elections):
        outcome = tried(given.people, seed)
        failed += not outcome.holds
        print(f'election {seed}: {outcome.named:.1%} of {given.people} named; the smallest group: '
              f'{outcome.closest}', flush=True)
    for fault in FAULTS:
        outcome = tried(given.people, 0, fault)
        failed += outcome.holds
        print(f'{fault}: {outcome.named:.1%} named; the smallest group: {outcome.closest}',
              flush=True)
    print(f'the claim, {CLAIM:.0%}, {"does not hold" if failed else "holds"}')
    return int(bool(failed))


if __name__ == '__main__':
    sys.exit(main())
