"""Hạn của phát ngôn: what must be public within hours, and who is told when the hours run out
(Decree 244/2026/NĐ-CP; clause 28.10).

Who starts a clock: the editors of a section of press statements, when a request comes in or an
incident is known; for a spokesperson the day of the decision starts it.  Who is told: the board of
the site, at once, some hours before the end, and at the end.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .duties import due_by
from .indexes import flags
from .interfaces import IPress, IPressDuty, IPressRules
from .reminding import reminder
from .rules import read_rules
from .services import press_service


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_rules(data / 'press_rules.csv'), IPressRules)
    config.add_service(IPress, press_service)
    config.registry.registerUtility(due_by(config.registry), IPressDuty)
    config.add_flags(flags)
    config.add_due(reminder(config.registry))
