"""Make the dump of all public items for today, in place of the one that is there."""
from argparse import ArgumentParser, Namespace
from time import monotonic

from ...platform.scheduling.interfaces import IOpening
from ...shells.commands.environment import Environment, Failure
from .interfaces import DumpProblem, IDumps

BESIDE = True


def add_arguments(_parser: ArgumentParser) -> None:
    """None."""


def run(environment: Environment, _options: Namespace) -> None:
    """Make it, and say what it is."""
    dumps: IDumps = environment.registry.getUtility(IDumps)
    started = monotonic()
    try:
        with environment.registry.getUtility(IOpening)('dump') as opened:
            made = dumps.make(opened)
    except DumpProblem as problem:
        raise Failure(str(problem)) from None
    environment.say(f'{made.name}: {made.items:,} items, {made.size:,} bytes, '
                    f'{monotonic() - started:.0f} s, changes go on from {made.position}')
