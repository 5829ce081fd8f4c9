"""Rà soát thông tin cố định: standing pages are looked at again from time to time (Điều 17).

Who reviews: the staff of the site and its managing body.  Who may order a review, or ask agencies
to take part: the Editorial Board and the managing body.  A review is a duty of the site, which
``platform.duties`` reminds the board of.
"""
from pyramid.config import Configurator

from .duties import keep_reviews
from .indexes import review_days, standing_flags
from .interfaces import IStanding
from .services import standing_service


def includeme(config: Configurator) -> None:
    config.add_service(IStanding, standing_service)
    config.add_flags(standing_flags)
    config.add_review_days(review_days)
    config.add_job('standing reviews', 600, keep_reviews)
