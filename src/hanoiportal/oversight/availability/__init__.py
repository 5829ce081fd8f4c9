"""Mức sẵn sàng: how long each site answered in a month, watched from outside (clause 7.6).

For the operating unit and who oversees it.  ``bin/portal probe`` asks the pages and writes a file
of its own, so that it tells of a portal that does not answer; a job reads that file into
``interactions`` and the ledger (ADR 95).
"""
from pyramid.config import Configurator

from ...platform.ledger.interfaces import FAILED
from .health import check
from .interfaces import RECKONING, IAvailability
from .jobs import EVERY, Availability, failures, take


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(Availability(), IAvailability)
    config.add_job('availability', EVERY, take)
    config.add_reckoning(RECKONING, failures, {FAILED: 1}, ('site', 'moment'))
    config.add_health_check('probe', check)
