"""A step of ``make build``: compile modules, ours and of packages, and templates, so that no start
has to.

Whoever serves the portal need not be allowed to write beside its source.
"""
import re
import sys
from compileall import compile_dir
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pkg_resources
from chameleon.loader import ModuleLoader
from hanoiportal.web.templates.loader import PageTemplate

ROOT = Path(__file__).parents[1]


class Noting(ModuleLoader):
    """Keeps compiled templates; ``asked``: the names of the files that were asked for."""

    def __init__(self, folder):
        super().__init__(folder)
        self.asked = set()

    def get(self, filename):
        """Return what the file ``filename`` defines, ``None`` if it is not there."""
        self.asked.add(filename)
        return super().get(filename)


def compile_templates(source, folder):
    """Compile every template below ``source`` into ``folder``, readable for everybody, unless it
    is there; remove what none of them needs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = Noting(str(folder))
    for path in sorted(source.rglob('*.pt')):
        PageTemplate(str(path), macro=None, loader=kept).cook_check()
    for path in folder.rglob('*.py*'):
        if path.name.partition('.')[0] + '.py' not in kept.asked:
            path.unlink()
        else:
            path.chmod(0o644)


def compile_packages(folder, needed):
    """Compile the modules of others in the packages of ``folder`` whose names are ``needed``, but
    for their tests and for what is written for other Pythons.

    zc.buildout leaves most of them as they came.  They take longest, and all processors.  What
    tests and tools alone need, half of all, is compiled when somebody first imports it.
    """
    others = [re.escape(each.name) for each in folder.iterdir() if each.name not in needed]
    left = re.compile(f'{re.escape(str(folder))}/(?:{"|".join(others)}|.*/tests?)/')
    compile_dir(folder, rx=left, quiet=2, workers=0)


def folder_of_packages():
    """Return where buildout has put the packages of others."""
    return Path(pkg_resources.get_distribution('pyramid').location).parent


def of_service():
    """Return the names of the folders of the packages that the portal in service needs."""
    needed = pkg_resources.require(['hanoiportal', 'zodbverify'])
    return {Path(each.location).name for each in needed}


def compile_ours(folder):
    """Compile our modules below ``folder``; end the process with 1 if one cannot be."""
    sys.exit(not compile_dir(folder, quiet=1))


def at_once(*works):
    """Do ``works``, each in a process of its own; return whether none failed."""
    begun = [get_context('fork').Process(target=work) for work in works]
    for each in begun:
        each.start()
    for each in begun:
        each.join()
    return not any(each.exitcode for each in begun)


if __name__ == '__main__':
    sys.exit(not at_once(
        partial(compile_packages, folder_of_packages(), of_service()),
        partial(compile_templates, ROOT / 'src/hanoiportal', ROOT / 'parts/templates'),
        partial(compile_ours, ROOT / 'src/hanoiportal')))
