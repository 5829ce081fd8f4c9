"""Thời hạn của tôi: which of the terms that run at a site are one's own (7.5, 13.1).

For editors, the boards and whoever answers people.  Duties are one's own by the roster, by what
one was given and by what one writes; tasks, questions put to others and low ratings run beside
them.
"""
from pyramid.config import Configurator

from ...platform.duedays.interfaces import IOtherTerms, IOwnDuties
from .others import other_terms_service
from .own import own_duties_service


def includeme(config: Configurator) -> None:
    config.add_service(IOtherTerms, other_terms_service)
    config.add_service(IOwnDuties, own_duties_service)
