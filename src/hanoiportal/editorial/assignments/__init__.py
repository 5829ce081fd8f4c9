"""Phân công đưa tin: who covers what, by when (clause 9.4).

For the board of a site, whose head and deputies send editors and contributors to events of the
city's and the site's calendar or give them a topic; for those who are sent, who accept or decline
and begin the text from it.  Assignments lie in ``interactions``; the text is a draft like any
other (ADR 80).
"""
from pyramid.config import Configurator

from ...kernel.storage.interfaces import INTERACTIONS
from .coverage import coverage_service
from .drafting import BEGIN, begin_draft
from .erasing import forget_assignments
from .interfaces import IAssigning, IAssignments, ICoverage
from .reading import assignments_service
from .reconciling import reconcile
from .reminding import EVERY, remind
from .services import assigning_service


def includeme(config: Configurator) -> None:
    config.add_service(IAssignments, assignments_service)
    config.add_service(ICoverage, coverage_service)
    config.add_service(IAssigning, assigning_service)
    config.add_effect(BEGIN, begin_draft)
    config.add_job('assignments', EVERY, remind)
    config.add_reconciler('assignments', reconcile, order=50)
    config.add_eraser('assignments', INTERACTIONS, forget_assignments)
