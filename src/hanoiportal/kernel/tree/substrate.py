"""The adapter for substanced on Pyramid 2 (ADR 7).

Only the part that the portal stands on is included, the content registry; folders send their
events by the registry, and ``reactions`` hears them.  ``substanced.include`` is not called, since
with it come an authentication ticket, a session cookie without HttpOnly, bcrypt principals and
views that render names as markup; what replaces each is named in
``tests/contract/test_substanced_seam.py``.
"""
from inspect import Traceback
from types import FrameType, ModuleType

import venusian.advice
from pyramid.config import Configurator


class Frames:
    """What venusian and Pyramid need of ``inspect``, without the line of the source.

    A decorator notes where it stands, for the message about two declarations that contradict each
    other.  File and number of the line are enough for that; to read the line, ``inspect`` goes
    through all modules for each decorator, a sixth of a second in all.
    """

    @staticmethod
    def getframeinfo(frame: FrameType) -> Traceback:
        """Return where ``frame`` is, as a ``Traceback`` whose line is empty."""
        code = frame.f_code
        return Traceback(code.co_filename, frame.f_lineno, code.co_name, [''], 0)


def includeme(config: Configurator) -> None:
    venusian.advice.inspect = Frames
    config.include('substanced.content')
    config.add_directive('scan_all', scan_all)


def scan_all(config: Configurator, package: str | ModuleType) -> None:
    """Directive: scan ``package`` for the decorators of Pyramid and of substanced.

    Pyramid 2's ``scan`` runs the category ``pyramid`` alone.
    """
    config.scan(package, categories=None)
