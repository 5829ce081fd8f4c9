"""Hạn của phát ngôn: what must be public within hours (Decree 244/2026/NĐ-CP; clause 28.10).

Who starts a clock: the editors of a section of press statements, when a request comes in or an
incident is known; for a spokesperson the day of the decision starts it.  Who is told: the board of
the site at once; what is waited for is a duty of the site, which ``platform.duties`` reminds of.
"""
from pyramid.config import Configurator

from .duties import keep_statements
from .indexes import flags
from .interfaces import IPress
from .services import press_service


def includeme(config: Configurator) -> None:
    config.add_service(IPress, press_service)
    config.add_flags(flags)
    config.add_job('press duties', 60, keep_statements)
