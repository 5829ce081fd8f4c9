"""Lưu và gửi duyệt: a text goes on its way as soon as it is saved, by one button (14.1)."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.location import lineage
from pyramid.request import Request

from ....base.i18n import _
from ....base.interfaces import IItem
from ....editorial.checks.interfaces import IChecks
from ....editorial.dependencies.interfaces import IDependencies
from ....editorial.review.interfaces import CannotPerform, Details, IReviewing
from ....kernel.tree.lookup import in_work
from ....kernel.tree.resources import Described
from ....kernel.workflow.interfaces import DRAFT, EDITING, PUBLIC
from ....kernel.workflow.records import MAJOR, MINOR
from ....web import desk_view
from ..frame.currentuser import current_user_of
from ..frame.document import document_asked
from ..frame.view import REFUSED, DeskView
from ..review.steps import DONE, THEREFORE

#: Fields of the form: the button, and what readers are told of a major change.
SEND, NOTICE = 'edit.send', 'edit.notice'
#: Name of the view to which a script turns after it has sent the files of the form.
VIEW = 'send-on'
LONGEST_NOTICE = 1000
SUBMIT, PASS_ON = 'submit', 'pass_on'


def button(request: Request, document: Described, is_new: bool = False) -> str:
    """Return what the button says that saves ``document`` and sends it on, ``''`` for none.

    ``is_new``: whether ``document`` is the place where something new is written, or the item that
    gets a text in another language.
    """
    if is_new:
        return _named(request, document, DRAFT)
    if request.service(IDependencies).leader(document) is not None:
        return ''
    state = in_work(document).state
    return _named(request, document, DRAFT if state in PUBLIC else state)


def _named(request: Request, document: Described, state: str) -> str:
    if state not in (DRAFT, EDITING):
        return ''
    step = request.service(IReviewing).definition(document).transition(PASS_ON)
    above = {place.__oid__ for place in lineage(document) if hasattr(place, '__oid__')}
    if step is not None and any(place.__oid__ in above for place in current_user_of(
            request).places_with(step.permission)):
        return _('Lưu và trình phê duyệt')
    return _('Lưu và gửi duyệt') if state == DRAFT else ''


def notice_in(request: Request) -> str:
    """Return what the form says that readers are to be told."""
    return str(request.POST.get(NOTICE, '')).strip()[:LONGEST_NOTICE]


def send_on(view: DeskView, document: Described) -> None:
    """Send the version in work of ``document`` as far as the asker may, or say why it stays."""
    request = view.request
    if request.service(IChecks).blocking(in_work(document)):
        view.flash(_('Chưa gửi: cần sửa lỗi nêu ở “Kiểm tra” trước.'), REFUSED)
        return
    notice, reviewing = notice_in(request), request.service(IReviewing)
    details = Details(change=MAJOR if notice else MINOR, change_note=notice)
    said: tuple[str, ...] = ()
    for name in (SUBMIT, PASS_ON):
        if not any(each.transition.name == name and not each.reasons
                   for each in reviewing.available_transitions(document)):
            continue
        try:
            state = reviewing.transition(document, name, request.identity.id, details)
        except CannotPerform as refused:
            view.flash(next(iter(refused.reasons.values())), REFUSED)
            return
        said = DONE[name], THEREFORE[state]
    if said:
        view.flash(' '.join(map(request.localizer.translate, said)))


class SendOn(DeskView):
    """What a script asks for when the form and its files are there."""

    @desk_view(context=IItem, name=VIEW, request_method='POST')
    def send(self) -> HTTPSeeOther:
        """Send the text on; lead to its record."""
        document = document_asked(self.context, self.request)
        send_on(self, document)
        return self.see(document)
