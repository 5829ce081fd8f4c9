"""Feeds: the newest of each site, section and keyword, as Atom, RSS and JSON Feed (4.2).

A feed is a pure function of the content database like any public page, so the page cache gives it
its ``ETag``.
"""
from ....base.i18n import _
from .followable import is_section, is_site, news_of_section, news_of_site


def includeme(config):
    config.add_followable('section', _('Tin mới của chuyên mục'), is_section, news_of_section)
    config.add_followable('site', _('Tin mới của trang'), is_site, news_of_site)
