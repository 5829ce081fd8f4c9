"""What goes on at a site in which people take part now, for the head of its home page.

Days and phases are those of ``content``, which the clock moves: the page asks no clock.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from ....base.clock import shown_date
from ....base.i18n import _
from ....base.interfaces import IItem, IResource
from ....discovery.catalog.interfaces import DetailQuery, IDetails
from ....participation.consultations.interfaces import drafts
from ....participation.dialogues import interfaces as dialogues
from ....participation.forum import interfaces as forum
from ....participation.surveys import interfaces as surveys
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
    details: IDetails = page.request.service(IDetails)
    site: Mapping[str, IResource] = page.site
    found: list[OpenThing] = []
    for section, type_name, phase, kind in _KINDS:
        if section in site:
            asked = DetailQuery(type_name, equal=(('phase', phase),))
            items = cast(Iterable[IItem], details.find(asked, site[section], 0, MOST).items)
            found += [_shown(page, kind, item) for item in sorted(items, key=_last)]
    return found[:MOST]


def _last(item: IItem) -> datetime.date:
    """Return the last local day on which people take part in ``item``."""
    closes: datetime.date | None = getattr(item, 'closes', None)
    return closes or datetime.date.max


def _shown(page: Layout, kind: str, item: IItem) -> OpenThing:
    last = _last(item)
    return OpenThing(kind, page.say(item, 'title'), page.request.link(item),
                     '' if last == datetime.date.max else shown_date(last, page.tag))
