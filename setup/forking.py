"""Runs buildout as ``.venv/bin/buildout`` does, but forks pip, which it starts for each package.

Of the half second that one takes, most is its beginning, and there are 180.  Modules are not
compiled one package after the other: ``setup/compile.py`` compiles them all at once.
"""
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from zc.buildout import easy_install
from zc.buildout.buildout import main

#: What pip imports to install; after setuptools, which has a distutils of its own.
MODULES = ('cli.main', 'commands.install', 'operations.install.wheel',
           'resolution.resolvelib.resolver')
BESIDES = ('--no-compile', '--disable-pip-version-check')
BEGUN = [sys.executable, '-m', 'pip']
_started = easy_install.get_subprocess_output


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


if __name__ == '__main__':
    for name in MODULES:
        import_module(f'pip._internal.{name}')
    easy_install.get_subprocess_output = said
    sys.argv[0] = str(Path(sys.executable).with_name('buildout'))
    sys.exit(main())
