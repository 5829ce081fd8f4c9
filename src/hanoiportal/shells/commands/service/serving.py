"""How ``bin/pserve`` serves the portal: waitress, the scheduler beside it, and an orderly end.

With ``workers`` above one this process becomes ``supervisor``, which starts workers that come here
again and find its sockets in their environment.
"""
import errno
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path

from waitress.adjustments import Adjustments

from ....base.databases import uris_by_setting
from ....base.garbage import never_mind_what_is
from ....base.settings import ISettings
from ....platform.monitoring.interfaces import IChecks
from ....platform.scheduling.scheduler import Scheduler
from ....web.login.throttle import IThrottles
from .. import run_beside
from ..environment import close, loader_of
from . import supervisor
from .commandsocket import answering
from .draining import Server
from .mailport import mail_in_of
from .unixsocket import Occupied, opened_at

#: Storages that one process alone can have open; how they stand in a file of zconfig://.
_ALONE = ('file:', 'memory:', 'mappingstorage:', 'demo:')
_FILES = '<filestorage'


def server(global_config, workers='1', **settings):
    """Paste server factory: return callable(app) that serves the portal until SIGTERM or Ctrl-C.

    ``workers``: number of processes.  ``settings``: those of waitress; an empty ``unix_socket`` is
    none.  Requests and a job that are running are finished, then the databases are closed.
    """
    if not settings.get('unix_socket'):
        settings.pop('unix_socket', None)
    if supervisor.SOCKETS not in os.environ:
        number = _number(workers)
        if number > 1:
            _refuse_files(global_config)
            _become_supervisor(number, settings)
        if 'unix_socket' in settings:
            settings = _at_file(settings)
        else:
            _refuse_taken(settings)
    folder = global_config.get('var', '') if _alone(global_config) else ''
    return lambda app: serve(app, settings, folder)


def _at_file(settings):
    """Return ``settings`` for a ``Server`` that listens at ``unix_socket`` from now on.

    waitress's own way removes whatever socket is there, and leaves its own behind.
    """
    wanted = Adjustments(**settings)
    return {**_with(settings, _opened(wanted)),
            'leave': partial(Path(wanted.unix_socket).unlink, missing_ok=True)}


def _number(workers):
    with suppress(ValueError):
        if int(workers) >= 1:
            return int(workers)
    sys.exit(f'workers = {workers}: expected a number from 1')


def _refuse_files(global_config):
    """End with a clear message if a database can only be opened by one process."""
    for name in _alone(global_config):
        sys.exit(f'workers: {name} is a storage that one process alone can open; several '
                 'workers need ZEO or PostgreSQL (docs/operations/storages.md)')


def _alone(global_config):
    """Return the settings of the databases that one process alone can have open."""
    settings = loader_of(global_config['__file__']).get_wsgi_app_settings('main', global_config)
    return [name for name, address in uris_by_setting(settings).items() if _is_for_one(address)]


def _is_for_one(address):
    if address.startswith('zconfig://'):
        return _FILES in Path(address[len('zconfig://'):].partition('#')[0].partition(
            '?')[0]).read_text(encoding='utf-8')
    return address.startswith(_ALONE)


def _refuse_taken(settings: Mapping[str, str]) -> None:
    """End with one line that says what to do if a port of ``settings`` is another program's.

    It is found out before the databases are opened, and where pserve tells of no success.
    """
    for each in _opened(Adjustments(**settings)):
        each.close()


def _become_supervisor(number, settings):
    """Open the sockets and put the supervisor in the place of this process."""
    wanted = Adjustments(**settings)
    sockets = _opened(wanted)
    for each in sockets:
        each.set_inheritable(True)
        print(f'Serving on http://{_place(each.getsockname())}', file=sys.stderr, flush=True)
    wish = {'command': [sys.executable, *sys.orig_argv[1:]], 'number': number,
            'sockets': [each.fileno() for each in sockets], 'file': wanted.unix_socket}
    os.execv(sys.executable, [sys.executable, '-I', supervisor.__file__, json.dumps(wish)])


def _opened(wanted):
    """Return the sockets that the ``Adjustments`` of waitress ask for, listening."""
    if not wanted.unix_socket:
        return [_listening(*each, wanted.backlog) for each in wanted.listen]
    try:
        return [opened_at(wanted.unix_socket, wanted.unix_socket_perms, wanted.backlog)]
    except (Occupied, OSError) as error:
        sys.exit(f'unix_socket = {wanted.unix_socket}: {error}')


def _place(name):
    return f'unix:{name}' if isinstance(name, str) else '{}:{}'.format(*name)


def _listening(family, kind, protocol, address, backlog):
    opened = socket.socket(family, kind, protocol)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        opened.bind(address)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(f'{_place(address[:2])}: taken by another program, perhaps a portal that still '
                 'runs; end it, or choose another port, as in "make serve PORT=7001"')
    opened.listen(backlog)
    return opened


def serve(app, settings, folder=''):
    """Serve ``app``, the portal, on the sockets of the supervisor or on those of ``settings``,
    which are those of ``Server``; in ``folder``, unless it is empty, at the socket of commands.
    """
    inherited = os.environ.get(supervisor.SOCKETS)
    if inherited:
        settings = _with(settings, [
            socket.socket(fileno=int(each)) for each in inherited.split(',')])
        app.registry.getUtility(IThrottles).counts.share(int(os.environ[supervisor.COUNTS]))
    never_mind_what_is()
    serving = Server(app, **settings)
    signal.signal(signal.SIGTERM, serving.end)
    signal.signal(signal.SIGINT, serving.end)
    try:
        with scheduler_of(app.registry), _commands_in(folder, app.registry), \
                mail_in_of(app.registry) if folder else nullcontext():
            if inherited:
                _tell_ready(app.registry)
            else:
                serving.say_where()
            serving.run()
    finally:
        close(app.registry)
    return 0


def _commands_in(folder, registry):
    return answering(folder, partial(run_beside, registry)) if folder else nullcontext()


def _with(settings, sockets):
    """Return ``settings`` with these ``sockets`` in place of where to listen."""
    return {'sockets': sockets, **{name: value for name, value in settings.items()
                                   if name not in ('listen', 'host', 'port', 'unix_socket')}}


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
