"""Thống kê truy cập: how much the portal is read, without cookies and without addresses.

For the public and the operators.  A *visit* is the opening of a page that no page of the portal
led to; nothing that tells one visitor from another is looked at or kept.  Each process counts in
memory and adds its numbers to the ``interactions`` database now and then: reading never writes.
"""
from ...platform.ledger.interfaces import VISITS
from .counting import counted
from .interfaces import ISiteVisits, IVisits
from .services import EVERY, save
from .sites import SiteVisitTally
from .tally import Tally


def includeme(config):
    config.registry.registerUtility(Tally(), IVisits)
    config.registry.registerUtility(SiteVisitTally(), ISiteVisits)
    config.add_job('visits', EVERY, save)
    config.add_totals(VISITS, counted)
