"""``tests/check/parsing.py PROGRAM [ARGUMENTS]``, forked: let a program read its arguments alone.

``PROGRAM``: the path of a script, or ``-m`` and a module.  Ends with 0 when ``argparse`` has taken
the arguments, with its own error if it does not take them, and never runs what the program is for.
The program finds what it would find by itself: of the folders of this project, those that stand in
PYTHONPATH.
"""
import argparse
import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_parse = argparse.ArgumentParser.parse_args


def parse_and_end(parser, args=None, namespace=None):
    """Read the arguments and end the process."""
    _parse(parser, args, namespace)
    os._exit(0)


argparse.ArgumentParser.parse_args = parse_and_end
_ours = {str(ROOT), str(ROOT / 'tests')}
sys.path[:] = [*os.environ.get('PYTHONPATH', '').split(os.pathsep),
               *(each for each in sys.path if os.path.abspath(each) not in _ours)]
_own, *sys.argv = sys.argv
try:
    if sys.argv[0] == '-m':
        del sys.argv[0]
        runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)
    else:
        runpy.run_path(sys.argv[0], run_name='__main__')
except SystemExit as end:
    if end.code:
        raise
sys.exit(f'{sys.argv[0]} reads no arguments')
