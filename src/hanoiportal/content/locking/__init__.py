"""Có mặt, giữ bài: who else has one text open now, and who holds it.

A hold is advice: it tells others to wait, ends by itself, and can be taken over; what two people
save nevertheless is merged (``drafts.merging``).  All of it lies in the ``drafts`` database.
"""
from .cleaning import EVERY, forget_ended
from .interfaces import ILocking
from .services import locking_service


def includeme(config):
    config.add_service(ILocking, locking_service)
    config.add_job('presence', EVERY, forget_ended)
