"""Hẹn giờ: what happens at its time without anybody's asking (clauses 13.2, 14.1).

For the Editorial Board, which schedules publication and expiry, and for every feature that has
something to do again and again: it adds a *job* (``config.add_job``), or a *kind of due moment*
(``config.add_due``) of which documents are found by an index, never by walking the tree.
``bin/pserve`` runs the jobs in a thread; ``bin/portal publish-due`` publishes by the same service.
"""
from functools import partial

from ...kernel.tree.reactions import Order
from .indexing import index, unindex
from .interfaces import IAgenda, IOpening
from .jobs import add_due, add_job
from .opening import opened
from .services import Agenda, run_due


def includeme(config):
    config.add_directive('add_job', add_job)
    config.add_directive('add_due', add_due)
    config.registry.registerUtility(Agenda(), IAgenda)
    config.registry.registerUtility(partial(opened, config.registry), IOpening)
    config.add_job('due', 1, run_due)
    config.on_document_change(index, unindex, order=Order.SCHEDULE)
