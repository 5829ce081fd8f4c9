"""What frames screens: public pages, the API, the desk, the console, log-in, the command line.

A feature brings its own screens: ``public.py``, ``feeds.py``, ``api.py``, ``console.py`` and
``desk.py`` in the folder of the feature are scanned here, when the frames that they stand in are
there; the feature itself registers none of them.  A screen imports the frame: ``public.page``,
``console.frame``, ``desk.frame``; the last two stand in one frame of the staff, ``frame``.  The
verbs of ``bin/portal`` that belong to a feature are in its ``command.py`` (see ``commands``).
"""
from pathlib import Path

from pyramid.config import Configurator

PACKAGE = Path(__file__).parents[1]
#: Files of a feature that are scanned, in this order.
SCANNED = ('public', 'feeds', 'api', 'console', 'desk')


def includeme(config: Configurator) -> None:
    config.include('.frame.shell')
    config.include('.api')
    config.include('.public')
    config.include('.account')
    config.include('.console')
    config.include('.desk')
    for screen in screens(PACKAGE):
        config.scan_all(screen)


def screens(package: Path) -> list[str]:
    """Return the dotted names of the screens of all features below ``package``, a folder with
    ``district/feature/screen.py``, those of one shell after those of another.
    """
    return ['.'.join((package.name, *path.relative_to(package).with_suffix('').parts))
            for name in SCANNED for path in sorted(package.glob(f'*/*/{name}.py'))]
