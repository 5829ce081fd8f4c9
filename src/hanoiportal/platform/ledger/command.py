"""Compare the ledger of countable events with what is there, fill what it lacks, write it.

``verify`` prints a line for each difference and fails if there is one.  ``backfill`` appends what
was never told, each event with its own date: once, in a portal that is older than its ledger.
``export`` writes all events as lines of JSON, those of content first.
"""
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from itertools import chain
from typing import cast

from pyramid.request import apply_request_extensions

from ...base.interfaces import IResource
from ...kernel.tree.lookup import path_of
from ...shells.commands.environment import Environment
from ..scheduling.interfaces import IEnvironment
from .interfaces import Event, ILedger, IReckoning
from .reckoning import Difference, differences, fill, reckonings

BESIDE = True
#: Prints a line.
Say = Callable[[str], object]


def add_arguments(parser: ArgumentParser) -> None:
    """``verify``, ``backfill``, ``export``."""
    actions = parser.add_subparsers(dest='action', metavar='ACTION', required=True)
    actions.add_parser('verify', help='print where it differs from what is there')
    actions.add_parser('backfill', help='append what was never told, with its own date')
    actions.add_parser('export', help='write all events as lines of JSON')


def run(environment: Environment, options: Namespace) -> int:
    """Do it; 1 if something differs."""
    environment.request.root = environment.portal
    apply_request_extensions(environment.request)
    return {'verify': _verify, 'backfill': _backfill, 'export': _export}[options.action](
        cast('IEnvironment', environment), environment.say)


def _verify(environment: IEnvironment, say: Say) -> int:
    differs = False
    for reckoning in reckonings(environment):
        for each in differences(environment, reckoning):
            differs = True
            say(_line(environment, reckoning, each))
    if not differs:
        say('the ledger tells what is there')
    return int(differs)


def _backfill(environment: IEnvironment, say: Say) -> int:
    for reckoning in reckonings(environment):
        say(f'{reckoning.name}: {fill(environment, reckoning)} events appended')
    return 0


def _export(environment: IEnvironment, say: Say) -> int:
    ledgers: list[ILedger] = [
        environment.registry.getAdapter(environment.portal, ILedger, name)
        for name in ('', 'inner')]
    for event in chain.from_iterable(ledger.since(0) for ledger in ledgers):
        say(_told(event))
    return 0


def _told(event: Event) -> str:
    values = {name: value for name, value in event._asdict().items()
              if value != Event._field_defaults.get(name, ...)}
    return json.dumps({**values, 'inner': event.is_inner}, default=lambda each: each.isoformat(),
                      ensure_ascii=False)


def _line(environment: IEnvironment, reckoning: IReckoning, found: Difference) -> str:
    event, place = found.event, None
    if event is not None and event.item and not event.is_inner:
        place = environment.portal.__objectmap__.object_for(int(event.item))
    what = ', '.join(f'{name} {value}' for name, value in zip(
        reckoning.by, found.key, strict=True) if value)
    where = f' ({path_of(place)})' if IResource.providedBy(place) else ''
    return f'{reckoning.name}: {what}{where}: told {found.told}, there {found.owed}'
