"""How ``bin/pserve`` serves the portal: waitress, the scheduler beside it, and an orderly end.

With ``workers`` above one this process becomes ``supervisor``, which starts workers that come here
again and find its sockets in their environment.
"""
import json
import os
import signal
import socket
import sys
import time
from contextlib import nullcontext, suppress
from pathlib import Path

from plaster import get_loader
from waitress.adjustments import Adjustments

from ..garbage import never_mind_what_is
from ..monitoring.interfaces import IChecks
from ..scheduling.scheduler import Scheduler
from ..settings import ISettings
from ..storage.interfaces import uris_by_setting
from ..web.throttle import IThrottles
from . import supervisor
from .draining import Server
from .environment import close

#: Storages that one process alone can have open; how they stand in a file of zconfig://.
_ALONE = ('file:', 'memory:', 'mappingstorage:', 'demo:')
_FILES = '<filestorage'


def server(global_config, workers='1', **settings):
    """Paste server factory: return callable(app) that serves the portal until SIGTERM or Ctrl-C.

    ``workers``: number of processes.  ``settings``: those of waitress.  Requests and a job that
    are running are finished, then the databases are closed.
    """
    number = _number(workers)
    if number > 1 and supervisor.SOCKETS not in os.environ:
        _refuse_files(global_config)
        _become_supervisor(number, settings)
    return lambda app: serve(app, settings)


def _number(workers):
    with suppress(ValueError):
        if int(workers) >= 1:
            return int(workers)
    sys.exit(f'workers = {workers}: expected a number from 1')


def _refuse_files(global_config):
    """End with a clear message if a database can only be opened by one process."""
    loader = get_loader(global_config['__file__'], ['wsgi'])
    settings = loader.get_wsgi_app_settings('main', global_config)
    for name, address in uris_by_setting(settings).items():
        if _is_for_one(address):
            sys.exit(f'workers: {name} is a storage that one process alone can open; several '
                     'workers need ZEO or PostgreSQL (docs/operations/storages.md)')


def _is_for_one(address):
    if address.startswith('zconfig://'):
        return _FILES in Path(address[len('zconfig://'):].partition('#')[0].partition(
            '?')[0]).read_text(encoding='utf-8')
    return address.startswith(_ALONE)


def _become_supervisor(number, settings):
    """Open the sockets and put the supervisor in the place of this process."""
    wanted = Adjustments(**settings)
    sockets = [_listening(*each, wanted.backlog) for each in wanted.listen]
    wish = {'command': [sys.executable, *sys.orig_argv[1:]], 'number': number,
            'sockets': [each.fileno() for each in sockets]}
    for each in sockets:
        print('Serving on http://{}:{}'.format(*each.getsockname()), file=sys.stderr, flush=True)
    os.execv(sys.executable, [sys.executable, '-I', supervisor.__file__, json.dumps(wish)])


def _listening(family, kind, protocol, address, backlog):
    opened = socket.socket(family, kind, protocol)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    opened.bind(address)
    opened.listen(backlog)
    opened.set_inheritable(True)
    return opened


def serve(app, settings):
    """Serve ``app``, the portal, on the sockets of the supervisor or on those of ``settings``."""
    inherited = os.environ.get(supervisor.SOCKETS)
    if inherited:
        settings = {name: value for name, value in settings.items()
                    if name not in ('listen', 'host', 'port')}
        settings['sockets'] = [socket.socket(fileno=int(each)) for each in inherited.split(',')]
        app.registry.getUtility(IThrottles).counts.share(int(os.environ[supervisor.COUNTS]))
    never_mind_what_is()
    serving = Server(app, **settings)
    signal.signal(signal.SIGTERM, serving.end)
    signal.signal(signal.SIGINT, serving.end)
    try:
        with scheduler_of(app.registry):
            if inherited:
                _tell_ready(app.registry)
            else:
                serving.say_where()
            serving.run()
    finally:
        close(app.registry)
    return 0


def _tell_ready(registry):
    """Tell the supervisor when this process could answer; it accepts requests after that."""
    checks, until = registry.getUtility(IChecks), time.monotonic() + supervisor.TO_BE_READY / 2
    while checks.wrong(registry, ready=True) and time.monotonic() < until:
        time.sleep(0.5)
    ready = int(os.environ.pop(supervisor.READY))
    with suppress(BrokenPipeError):
        os.write(ready, b'1')
    os.close(ready)


def scheduler_of(registry):
    """Return the ``Scheduler`` that the settings ask for, or a context that does nothing."""
    settings = registry.getUtility(ISettings)
    if not settings.scheduler:
        return nullcontext()
    return Scheduler(registry, settings.scheduler_seconds)
