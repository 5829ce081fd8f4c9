"""Rà soát thông tin cố định: standing pages are looked at again from time to time (Điều 17).

Who reviews: the staff of the site and its managing body.  Who may order a review, or ask agencies
to take part: the Editorial Board and the managing body.  A page that is overdue is on a list.
"""
from pyramid.config import Configurator

from .indexes import review_days, standing_flags
from .interfaces import IStanding
from .reminding import REMINDING
from .services import standing_service


def includeme(config: Configurator) -> None:
    config.add_service(IStanding, standing_service)
    config.add_due(REMINDING)
    config.add_flags(standing_flags)
    config.add_review_days(review_days)
