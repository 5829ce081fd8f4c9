"""Watch the portal from outside: ask a page of each host again and again, note who answers.

It opens no database, and goes on while the portal stands still.  It may run on another machine.
"""
import signal
from argparse import ArgumentParser, Namespace
from pathlib import Path
from threading import Event
from time import monotonic

from pyramid.config import Configurator

from ...base.settings import ISettings, Settings
from ...platform.http.interfaces import IHttp
from ...shells.commands.environment import Failure, Unopened
from .interfaces import INTERVAL, Round
from .knocking import look_at
from .rounds import append, hosts_in

OPENS = False


def add_arguments(parser: ArgumentParser) -> None:
    """``[--every SECONDS] [--address ADDRESS] [--once] [HOST…]``."""
    parser.add_argument('--every', type=int, default=INTERVAL, metavar='SECONDS',
                        help='from the beginning of a round to the next')
    parser.add_argument('--address', default='https://{}/', metavar='ADDRESS',
                        help='of the page; {} stands for the host (default: %(default)s)')
    parser.add_argument('--once', action='store_true', help='end after one round')
    parser.add_argument('hosts', nargs='*', metavar='HOST',
                        help='hosts; those that the portal has named without any')


def run(environment: Unopened, options: Namespace) -> None:
    """Watch until SIGTERM or Ctrl-C; the round that has begun is finished."""
    settings = environment.settings
    if not settings.probe:
        raise Failure('portal.probe says where: a folder apart from the databases')
    if options.every < 1:
        raise Failure('--every: at least one second')
    folder, client = Path(settings.probe), _client(settings)
    folder.mkdir(parents=True, exist_ok=True)
    ending = Event()
    if not options.once:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: ending.set())
    before: Round | None = None
    while not ending.is_set():
        start, at = monotonic(), environment.clock.now()
        hosts = options.hosts or hosts_in(folder) or [settings.domain]
        found = Round(at, options.every, frozenset(hosts),
                      *look_at(client, hosts, options.address))
        append(folder, found, before)
        before = found
        if options.once:
            for host, why in sorted(found.failed.items()):
                print(f'{host}: {why}')
            return
        ending.wait(max(0, start + options.every - monotonic()))


def _client(settings: Settings) -> IHttp:
    """Return what asks other machines, without the rest of the portal."""
    config = Configurator()
    config.registry.registerUtility(settings, ISettings)
    config.include('hanoiportal.platform.http')
    client: IHttp = config.registry.getUtility(IHttp)
    return client
