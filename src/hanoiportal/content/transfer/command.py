"""Bring what another system exported into a site: Plone, WordPress, or CSV with files.

Everything comes in as a draft; with --carried-in and the decision that says so, what was public
there is public here.  What came before is never written over.  See docs/operations/migration.md.
"""
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import transaction
from pyramid.traversal import resource_path_tuple

from ...base.csvfile import BadLines
from ...base.garbage import gather, left_for_later
from ...base.i18n import _
from ...base.interfaces import ISite
from ...kernel.tree.lookup import at_path
from ...platform.media.interfaces import IExaminer
from ...shells.commands.environment import Environment, Failure
from ...shells.commands.progress import Progress
from ...web.services import service
from ..redirects.interfaces import IOldAddresses
from .migration.leaving import Leaving
from .migration.mapping import MoveRules, read_rules
from .migration.migrating import (
    REFUSED,
    HalfDone,
    Line,
    Migrating,
    Seats,
    rewriting_of,
    site_path,
)
from .migration.pieces import BadSource, Source
from .migration.planning import Plan, Planned
from .migration.records import Files, Writing
from .migration.resource import origins_of
from .migration.sources import source_at
from .places import ROOT_SEGMENT
from .services import Importing

#: Pieces that are taken, and committed, together.
BATCH = 200


def add_arguments(parser: ArgumentParser) -> None:
    """Take what ``portal migrate --help`` says."""
    parser.add_argument('source', type=Path, metavar='SOURCE',
                        help='folder of plone-exporter, or a JSON, WXR or CSV file')
    parser.add_argument('--at', required=True, metavar='SITE', help='/ or /sites/NAME')
    parser.add_argument('--map', type=Path, metavar='FILE.csv',
                        help='where old addresses and categories go')
    parser.add_argument('--dry-run', action='store_true', help='report, and keep nothing')
    parser.add_argument('--carried-in', action='store_true',
                        help='let what was public there be public here')
    parser.add_argument('--decision', default='', metavar='TEXT',
                        help='number and day of the decision to do so')


def run(environment: Environment, options: Namespace) -> int:
    """Bring it in; print a line for each piece; return 1 if one was refused."""
    if options.carried_in != bool(options.decision.strip()):
        raise Failure('--carried-in and --decision belong together')
    site = at_path(environment.portal, options.at)
    if not ISite.providedBy(site):
        raise Failure(f'{options.at} is not a site: / or /sites/NAME')
    try:
        rules = read_rules(options.map)
        migration = Migration(environment, site, source_at(options.source), rules, options)
    except BadLines as bad:
        raise Failure('\n'.join(f'{options.map}:{number}: {environment.translate(why)}'
                                for number, why in bad.faults)) from None
    except BadSource as error:
        raise Failure(f'{options.source}: {environment.translate(error.args[0])}') from None
    except OSError as error:
        raise Failure(f'{error.filename}: {error.strerror}') from None
    return _run(environment, migration, options.dry_run)


def _run(environment: Environment, migration: 'Migration', dry: bool) -> int:
    done: Counter[str] = Counter()
    examiner = environment.registry.getUtility(IExaminer)
    with examiner.many(), left_for_later(), Progress(
            environment.translate(_('Đang nhận')), migration.total, sys.stderr) as progress:
        for line in migration.lines(dry):
            done[line.verdict] += 1
            environment.say(_shown(environment, line))
            progress.step(line.path)
    told = ', '.join(f'{number} {verdict}' for verdict, number in sorted(done.items()))
    environment.say(f'{told or "nothing"}{"; a dry run, nothing was kept" if dry else ""}')
    return 1 if done[REFUSED] else 0


class Migration:
    """One source into one site.  ``total``: how many pieces there are."""

    def __init__(self, environment: Environment, site: ISite, source: Source, rules: MoveRules,
                 options: Namespace) -> None:
        self._environment, self._rules = environment, rules
        self._segments = resource_path_tuple(site)[1:]
        heads, groups = list(source.heads()), source.groups()
        portal, path = environment.portal, site_path(site)
        seats = Seats(portal, site, origins_of(portal, path.rpartition('/')[2]))
        self._plan = Plan(heads, groups, rules, seats)
        writing = Writing(
            '/'.join((ROOT_SEGMENT, *self._segments)), path,
            getattr(site, 'operating_unit', '') or site.title, options.carried_in,
            environment.clock.now(),
            rewriting_of(self._plan, groups.hosts),
            {each.head.key: each.path for each in self._plan.planned if each.is_picture})
        self._migrating = Migrating(
            portal, site, source, self._plan, writing, environment.reasons)
        self._importing = Importing(
            environment.registry, environment.root, environment.editing, environment.publishing,
            environment.boards, environment.actor, environment.clock.now(), Files(),
            options.decision.strip())
        self._leaving = Leaving(portal, site, self._plan, rules, service(
            environment.request, IOldAddresses))
        self.total = len(self._plan.planned)

    def lines(self, dry: bool) -> Iterator[Line]:
        """Yield what became of each piece; nothing is kept if it is ``dry``."""
        pieces = iter(self._plan.planned)
        keep = self._try if dry else self._keep
        while batch := list(islice(pieces, BATCH)):
            yield from keep(batch)
            gather()
        yield from self._environment.in_transaction(
            lambda: list(self._leaving.leave())) if not dry else self._leaving.leave()
        if dry:
            transaction.abort()

    def _keep(self, batch: list[Planned]) -> list[Line]:
        """Take ``batch`` in one transaction; again without a piece that would be half done."""
        while True:
            with suppress(HalfDone):
                found: list[Line] = self._environment.in_transaction(lambda: self._take(batch))
                return found

    def _try(self, batch: list[Planned]) -> list[Line]:
        """Take ``batch`` into a transaction that is given up at the end."""
        while True:
            before = transaction.savepoint()
            with suppress(HalfDone):
                found = self._take(batch)
                transaction.savepoint(optimistic=True)
                self._environment.root._p_jar.cacheGC()
                return found
            before.rollback()

    def _take(self, batch: list[Planned]) -> list[Line]:
        try:
            found = list(self._migrating.take(self._importing, batch))
        except HalfDone as half:
            self._migrating.refuse(half)
            raise
        if any(line.verdict == 'added' for line in found):
            self._environment.portal.indexes.fold_in()
        return found


def _shown(environment: Environment, line: Line) -> str:
    """Return ``line`` as tabs part it, with nothing that a terminal would obey."""
    cells = (line.where, line.key, line.verdict, line.kind, line.path,
             ' '.join(environment.translate(each) for each in line.notes))
    return '\t'.join(''.join(sign if sign.isprintable() else '?' for sign in cell)
                     for cell in cells)
