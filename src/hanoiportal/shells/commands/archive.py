"""Archive every published version, export it as WACZ, verify what was archived or exported.

Where ``portal.archive`` names the folder the scheduler archives each publication by itself; see
the manual, docs/operations/archive.md.
"""
import sys
from pathlib import Path

from ...base.clock import parse
from ...base.i18n import _
from ...content.erasure.interfaces import BEGUN
from ...content.erasure.keeping import read
from ...kernel.security.crypto.signing import checking_key
from ...platform.scheduling.opening import opened
from ...safekeeping.archive import index as books
from ...safekeeping.archive.checking import verify_wacz
from ...safekeeping.archive.interfaces import ArchiveProblem, IArchiving
from ...safekeeping.archive.keys import begin, signing
from ...safekeeping.archive.members import date_of
from ...safekeeping.archive.redacting import of_erasure, of_item, redact
from ...safekeeping.archive.verifying import verify_folder
from ...safekeeping.archive.wacz import Exporting, ExportRequest
from ...safekeeping.archive.writer import PATIENCE, alone
from ...safekeeping.archive.writer import opened as shelved
from .environment import Failure, unopened
from .progress import Progress


def add_arguments(parser):
    actions = parser.add_subparsers(dest='action', required=True)
    actions.add_parser('capture', help='archive what was published since the last look')
    actions.add_parser('all', help='archive what is public and is not archived as it is')
    export = actions.add_parser('export', help='write what was archived as one WACZ')
    export.add_argument('file', type=Path, metavar='OUT.wacz')
    export.add_argument('--from', dest='since', metavar='DATE', help='from this day on')
    export.add_argument('--to', dest='until', metavar='DATE', help='before this day')
    export.add_argument('--site', default='', metavar='PATH',
                        help='a site such as /sites/bavi alone, / for the portal')
    verify = actions.add_parser('verify', help='fail at what was changed in an archive or a WACZ')
    verify.add_argument('place', nargs='?', type=Path, metavar='FILE|DIR',
                        help='else the folder of portal.archive')
    verify.add_argument('--key', type=Path, metavar='FILE', help='the public key, kept elsewhere')
    erase = actions.add_parser('redact', help='take the records of one item out, and say so')
    which = erase.add_mutually_exclusive_group(required=True)
    which.add_argument('--item', type=int, metavar='ID', help='its object id')
    which.add_argument('--erasure', type=int, metavar='NUMBER',
                       help='what this entry of the register of erasures is about')
    erase.add_argument('--digest', default='', metavar='SHA256', help='of one version alone')
    erase.add_argument('--basis', required=True, help='by what right; no personal data')
    another = actions.add_parser(
        'new-key', help='go on with another key where the one that signed is lost for good')
    another.add_argument('--before', type=Path, metavar='FILE',
                         help='the public half of the lost one; else looked for beside it')
    another.add_argument('--basis', required=True, help='why; no personal data')
    for each in (export, verify, erase, another):
        each.set_defaults(open=unopened)


def run(environment, options):
    """Do it; 1 if something is broken."""
    try:
        return {'capture': _capture, 'all': _all, 'export': _export, 'verify': _verify,
                'redact': _redact, 'new-key': _new_key}[options.action](environment, options)
    except (ArchiveProblem, OSError) as error:
        raise Failure(str(error)) from None


def _capture(environment, options):
    with opened(environment.registry, 'archive') as system:
        number = environment.registry.getUtility(IArchiving).capture(system)
    print(f'{number} pages archived')


def _all(environment, options):
    archiving = environment.registry.getUtility(IArchiving)
    with opened(environment.registry, 'archive') as system, Progress(
            environment.translate(_('Đang lưu trữ')), None, sys.stderr) as progress:
        number = archiving.fill(system, progress.step)
    print(f'{number} pages archived')


def _folder(environment):
    if not environment.settings.archive:
        raise Failure('which folder? Set portal.archive')
    return Path(environment.settings.archive)


def _export(environment, options):
    settings, folder = environment.settings, _folder(environment)
    wanted = ExportRequest(_moment(options.since, ''), _moment(options.until, '9'),
                    _host(options.site, settings.domain))
    with books.reading(folder) as book, Progress('export', None, sys.stderr) as progress:
        number = Exporting(folder, book, signing(folder, settings.archive_key),
                           environment.clock.now(), progress.step).write(wanted, options.file)
    print(f'{options.file}: {number} pages, {options.file.stat().st_size} bytes')


def _moment(text, otherwise):
    try:
        return otherwise if text is None else date_of(parse(text))
    except ValueError:
        raise Failure(f'{text!r} is no date such as 2026-11-24') from None


def _host(path, domain):
    if path in ('', '/'):
        return domain if path else ''
    if not path.startswith('/sites/'):
        raise Failure(f'{path} is no site')
    return f'{path.removeprefix("/sites/")}.{domain}'


def _verify(environment, options):
    place = options.place or _folder(environment)
    key = checking_key(options.key or environment.settings.archive_key)
    with Progress('verify', None, sys.stderr) as progress:
        broken = list(verify_folder(place, key, progress.step) if place.is_dir()
                      else verify_wacz(place, key))
    for each in broken:
        print(f'{place}: {each}', file=sys.stderr)
    if broken:
        return 1
    print(f'{place}: everything is as it was written')
    return 0


def _redact(environment, options):
    settings, folder = environment.settings, _folder(environment)
    with shelved(folder, lambda: signing(folder, settings.archive_key),
                 environment.clock.now(), PATIENCE) as shelf:
        _require(folder, shelf)
        number = redact(shelf, _meant(shelf.book, settings, options), options.basis)
    print(f'{number} records taken out')


def _require(folder, shelf):
    if not shelf:
        raise Failure(f'{folder} is being worked on by another process')


def _new_key(environment, options):
    settings, folder = environment.settings, _folder(environment)
    with alone(folder, PATIENCE) as mine:
        _require(folder, mine)
        key = begin(folder, settings.archive_key, options.before, environment.clock.now(),
                    options.basis)
    print(f'{settings.archive_key}: signs from now on, key {key[:16]}; copy its public half '
          'elsewhere, and keep that of the one before: what was exported is checked with it')


def _meant(book, settings, options):
    """Return what is to go, as ``redact`` takes it."""
    if options.erasure is None:
        return of_item(options.item, options.digest)
    entries = read(Path(settings.erasure_register).read_bytes())
    found = next((each for each in entries if each.demanded.number == options.erasure), None)
    if found is None:
        raise Failure(f'the register knows no erasure {options.erasure}')
    if found.state != BEGUN:
        raise Failure(f'erasure {options.erasure} has not begun and can be called back, or was: '
                      'nothing is taken out for it before "erase" has run')
    return of_erasure(found.demanded, book.told())
