"""Write the tree, or what is below a place, as JSON lines, with its files beside them.

FILE.jsonl is put in place when it is whole; the files are in FILE.jsonl.blobs.
"""
import sys
from pathlib import Path

from pyramid.traversal import find_resource

from ...base.i18n import _
from ...content.transfer.blobs import Blobs, folder_of
from ...content.transfer.exporting import Exporting
from ...content.transfer.lines import written
from ...kernel.storage.durable import replacing
from ...kernel.tree.events import Action, send
from .environment import Failure
from .progress import Progress

#: Lines after which what was read is let go of.
BATCH = 500


def add_arguments(parser):
    parser.add_argument('file', type=Path, metavar='FILE.jsonl')
    parser.add_argument('--at', default='/', metavar='PATH', help='only what is there and below')
    parser.add_argument('--with-passwords', action='store_true',
                        help='with the hashes of the accounts\' passwords: keep the file secret')


def run(environment, options):
    """Export; an interrupted export leaves nothing but files beside."""
    try:
        place = find_resource(environment.portal, options.at)
    except KeyError:
        raise Failure(f'there is nothing at {options.at}') from None
    exporting = Exporting(
        environment.registry, place, Blobs(folder_of(options.file)), options.with_passwords)
    try:
        with Progress(environment.translate(_('Đang xuất')), None, sys.stderr) as progress:
            _write(options.file, exporting.records(), place._p_jar, progress)
    except OSError as error:
        raise Failure(f'{options.file}: {error.strerror}') from None
    if exporting.accounts:
        environment.in_transaction(lambda: _tell(environment, options, exporting.accounts))
    print(environment.translate(_('Đã xuất ${count} dòng.', mapping={'count': progress.done})))


def _tell(environment, options, accounts):
    """Record that accounts were taken out of the portal (clause 8.8)."""
    send(environment.registry)(Action(
        environment.portal['accounts'], 'export_accounts', environment.actor, accounts=accounts,
        with_passwords=options.with_passwords))


def _write(path, records, connection, progress):
    with replacing(path) as file:
        for record in records:
            file.write(written(record))
            progress.step(record.get('path', ''))
            if progress.done % BATCH == 0:
                connection.cacheGC()
