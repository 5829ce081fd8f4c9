"""Bản ghi lời in the desk: a transcript is pasted, read, and kept as answers."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.i18n import _
from ...base.permissions import ANSWER
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.frame.assets import asset_url
from ...web import desk_view
from ..dialogues.interfaces import BATCH, LIVE, OVER, RUNNING, CannotModerate, IDialogue
from .interfaces import LONGEST_TRANSCRIPT, TRANSCRIPT, ITranscribing, ReadTurn

STYLESHEET = asset_url('record.css')
Values = Mapping[str, object]


def may_transcribe(dialogue: IDialogue, request: Request) -> bool:
    """Return whether the asker answers people at the site of ``dialogue``, which has begun."""
    return (dialogue.kind in LIVE and dialogue.phase in (RUNNING, OVER)
            and bool(request.has_permission(ANSWER, find_site(dialogue))))


@menu(TRANSCRIPT, _('Chép lời'), at=HERE, working_permission=ANSWER, context=IDialogue, order=31,
      shown=may_transcribe)
class TranscriptPage(DeskView):
    """What was said, as text; what of it answers which question."""

    def __init__(self, context: IDialogue, request: Request) -> None:
        super().__init__(context, request)
        if context.kind not in LIVE or not request.has_permission(ANSWER, find_site(context)):
            raise HTTPNotFound
        self.dialogue = context
        self.transcribing: ITranscribing = request.service(ITranscribing)

    @desk_view(context=IDialogue, name=TRANSCRIPT, working_permission=ANSWER,
               renderer='templates/transcript.pt')
    def page(self) -> Values:
        """Show the form."""
        return self._page((), {})

    @desk_view(context=IDialogue, name=TRANSCRIPT, working_permission=ANSWER,
               request_method='POST', renderer='templates/transcript.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Show what is read in the text, or keep it."""
        form = self.request.POST
        text = form.get('text', '')
        try:
            if form.get('act') != 'keep':
                return self._page(self.transcribing.read(self.dialogue, text), {})
            done = self.transcribing.keep(
                self.dialogue, text, form.get('checked') == 'yes', str(self.request.identity.id))
        except CannotModerate as why:
            self.request.tm.abort()  # what was kept before the one that is refused
            self.request.tm.begin()
            self.request.response.status_int = 422
            return self._page(self._read(text), why.reasons)
        self.flash(_('Đã lưu ${number} câu trả lời. Hãy trình Ban Biên tập.',
                     mapping={'number': done}))
        return self.see(self.context, BATCH)

    def _read(self, text: str) -> Sequence[ReadTurn]:
        """Return what is read in ``text``, nothing where that is refused."""
        try:
            return self.transcribing.read(self.dialogue, text)
        except CannotModerate:
            return ()

    def _page(self, turns: Sequence[ReadTurn], reasons: Mapping[str, str]) -> Values:
        return {
            'title': _('Chép lời thành câu trả lời'), 'view': TRANSCRIPT, 'turns': turns,
            'text': self.request.POST.get('text', ''), 'longest': LONGEST_TRANSCRIPT,
            'wrong': sum(bool(each.why) for each in turns), 'reasons': reasons,
            'problems': [why for name, why in reasons.items() if name != 'line'],
            'stylesheet': STYLESHEET,
            'batch': self.path(self.context, BATCH),
            'here': self.path(self.context, TRANSCRIPT)}
