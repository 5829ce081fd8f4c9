"""Feeds: the newest of each site, section and keyword, as Atom, RSS and JSON Feed (4.2).

A feed is a pure function of the content database like any public page, so the page cache gives it
its ``ETag``.
"""
from ....base.i18n import _
from .followable import (
    is_section,
    is_site,
    kind_titles,
    news_of_kind,
    news_of_section,
    news_of_site,
    news_of_topic,
    topic_titles,
)


def includeme(config):
    config.add_followable('section', _('Tin mới của chuyên mục'), is_section, news_of_section)
    config.add_followable('site', _('Tin mới của trang'), is_site, news_of_site)
    config.add_followable(
        'topic', _('Lĩnh vực, từ mọi trang'), news=news_of_topic, titles=topic_titles)
    config.add_followable(
        'kind', _('Loại thông tin, từ mọi trang'), news=news_of_kind, titles=kind_titles)
