"""Tạm ngừng có kế hoạch: planned stops, told in time (NĐ 224/2026, article 13; clause 24).

For administrators, who announce one, and for everybody, who reads of it on every page.  What is
announced is a record that stays.
"""
from ..ledger.interfaces import STOPPED
from .counting import stopped
from .interfaces import IMaintenance
from .services import maintenance_service, switch


def includeme(config):
    config.add_service(IMaintenance, maintenance_service)
    config.add_job('maintenance', 1, switch)
    config.add_reckoning('stops', stopped, {STOPPED: 1}, ('item',))
