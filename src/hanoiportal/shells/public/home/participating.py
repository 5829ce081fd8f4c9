"""What goes on at a site in which people take part now, for the head of its home page.

Days and phases are those of ``content``, which the clock moves: the page asks no clock.  What
people cannot take part in by the settings, as in a forum without VNeID, is not there.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from ....base.clock import shown_date
from ....base.i18n import _
from ....base.interfaces import IItem, IResource
from ....participation.consultations.interfaces import drafts
from ....participation.dialogues import interfaces as dialogues
from ....participation.forum import interfaces as forum
from ....participation.surveys import interfaces as surveys
from ..lists.openitems import last_day, open_items
from ..page.layout import Layout
from ..page.wording import Wording

#: Things that are shown at most.
MOST = 6
#: ``(section, content type, phase, what it is called)``, in the order in which they stand.
_KINDS = (
    (dialogues.SECTION, dialogues.TYPE, dialogues.RUNNING, _('Trực tuyến, đang diễn ra')),
    (dialogues.SECTION, dialogues.TYPE, dialogues.ASKING, _('Trực tuyến, đang nhận câu hỏi')),
    (drafts.SECTION, drafts.TYPE, drafts.OPEN, _('Lấy ý kiến dự thảo')),
    (surveys.SECTION, surveys.TYPE, surveys.OPEN, _('Khảo sát')),
    (forum.SECTION, forum.TYPE, forum.OPEN, _('Diễn đàn')))


class OpenThing(NamedTuple):
    """Something in which people take part.  ``kind``: translatable.  ``until``: the last day, as
    the language of the page writes it, ``''`` for none.
    """

    kind: str
    title: Wording
    address: str
    until: str


def open_things(page: Layout) -> list[OpenThing]:
    """Return what is open at the site of ``page``, of each kind what ends first."""
    site: Mapping[str, IResource] = page.site
    found: list[OpenThing] = []
    for section, type_name, phase, kind in _kinds(page):
        if section in site:
            found += [_shown(page, kind, item) for item in open_items(
                page.request, type_name, phase, site[section])[:MOST]]
    return found[:MOST]


def _kinds(page: Layout) -> list[tuple[str, str, str, str]]:
    """Return those of ``_KINDS`` in which people can take part at all."""
    ways: forum.IForumWays = page.request.registry.getUtility(forum.IForumWays)
    return [each for each in _KINDS if each[1] != forum.TYPE or ways.is_open]


def _shown(page: Layout, kind: str, item: IItem) -> OpenThing:
    last = last_day(item)
    return OpenThing(kind, page.say(item, 'title'), page.request.link(item),
                     '' if last == datetime.date.max else shown_date(last, page.tag))
