"""The page of those who watch a dialogue, and the small one that it asks for (8.5, 28.11).

Pages like any other: functions of ``content`` and the address, the same for everybody, so that
hundreds who watch are answered from the cache, mostly with 304.
"""
from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound

from ...base.clock import local, shown_time
from ...base.i18n import _
from ...base.values import Batch
from ...shells.public.lists.batches import Paging
from ...shells.public.page.stylesheet import WATCH
from ...shells.public.search.params import page_number
from ...types.event.live import ask_address, let_play, picture_of, standing
from ...web import View, public_view
from .interfaces import (
    ARCHIVED,
    ASKING,
    EVERY,
    NEWEST,
    ON_PAGE,
    PHASE_TITLES,
    RUNNING,
    WATCHING,
    IDialogue,
    PublicAnswer,
)
from .phases import is_dialogue


class ShownAnswer(NamedTuple):
    """A published answer.  ``posted``: at which local time of day, such as ``10:05``, ``''`` if
    that is not known.
    """

    said: PublicAnswer
    number: int
    lines: list[str]
    posted: str


class WatchingView(View):
    """What was asked and answered so far, the latest first."""

    @public_view(context=IDialogue, name=WATCHING, renderer='templates/watching.pt')
    def page(self) -> dict[str, object]:
        """Show one page of it."""
        dialogue, number = self._dialogue, page_number(self.request)
        if number is None:
            raise HTTPNotFound
        start = (number - 1) * ON_PAGE
        here = tuple(self._latest[start:start + ON_PAGE])
        paging = Paging(Batch(here, len(self._latest), start, ON_PAGE),
                        self.request.link(dialogue, WATCHING))
        is_open = dialogue.phase in (ASKING, RUNNING)
        stream = picture_of(dialogue, dialogue.stream if is_open else '', self.request.registry)
        return {
            'title': _('Theo dõi trực tiếp'), 'text': self.text, 'item': dialogue,
            'whole': self.request.link(dialogue), 'standing': standing(
                dialogue, self.request.language.tag), 'stream': stream,
            'stream_title': _('Xem truyền hình trực tiếp'),
            'plays': let_play(self.request, stream), 'is_running': dialogue.phase == RUNNING,
            'ask': ask_address(self.request, dialogue) if is_open else '',
            'again': self.request.link(dialogue, WATCHING), 'paging': paging,
            'newest': self.request.link(dialogue, NEWEST), 'every': EVERY,
            'script': '' if number > 1 or self.request.display.text_only
            or dialogue.phase == ARCHIVED else WATCH,
            'query': f'page={number}' if number > 1 else '', **self._values(here)}

    @public_view(context=IDialogue, name=NEWEST, renderer='templates/newest.pt', counted=False)
    def newest(self) -> dict[str, object]:
        """Show the latest answers and the phase, and nothing around them."""
        return {'tag': self.request.language.tag, 'title': self.text.title, 'noindex': True,
                **self._values(tuple(self._latest[:ON_PAGE]))}

    def _values(self, here: tuple[tuple[int, PublicAnswer], ...]) -> dict[str, object]:
        dialogue, last = self._dialogue, self._latest[0][0] if self._latest else 0
        return {
            'answers': [ShownAnswer(each, number, each.answer.split('\n'),
                                    _posted(dialogue, each)) for number, each in here],
            'total': len(self._latest), 'phase': dialogue.phase,
            'phase_title': PHASE_TITLES[dialogue.phase],
            'mark': f'{dialogue.phase}-{last}-{len(self._latest)}'}

    @property
    def _dialogue(self) -> IDialogue:
        if not is_dialogue(self.context):
            raise HTTPNotFound
        found: IDialogue = self.context
        return found

    @cached_property
    def _latest(self) -> list[tuple[int, PublicAnswer]]:
        answers = self._dialogue.public_answers
        return [] if answers is None else list(answers.all.items())[::-1]


def _posted(dialogue: IDialogue, answer: PublicAnswer) -> str:
    """Return the local time of day at which ``answer`` was published, ``''`` where its moment does
    not tell: not within the event, or corrected to that of the recording.
    """
    start, end = dialogue.start, dialogue.end
    if start is None or end is None or dialogue.phase == ARCHIVED:
        return ''
    at = start + timedelta(seconds=answer.moment)
    return shown_time(local(at)) if start < at < end else ''
