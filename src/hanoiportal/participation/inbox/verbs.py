"""What each button of the page of a case does."""
import datetime
from collections.abc import Callable, Mapping

from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ..cases.interfaces import Case
from .interfaces import CannotAnswer, IAnswering, ITriage, IUnits

#: What people are told of a deed, by its button.
TOLD = {
    'take': _('Đã nhận hồ sơ.'),
    'assign': _('Đã giao hồ sơ.'),
    'out_of_scope': _('Đã trả lời không thuộc phạm vi.'),
    'abuse': _('Đã đóng hồ sơ vì lạm dụng.'),
    'merge': _('Đã gộp hồ sơ.'),
    'split': _('Đã tách hồ sơ.'),
    'note': _('Đã thêm ghi chú.'),
    'called': _('Đã ghi lần liên hệ.'),
    'draft': _('Đã lưu bản thảo câu trả lời.'),
    'submit': _('Đã trình câu trả lời.'),
    'approve': _('Đã phê duyệt câu trả lời.'),
    'return': _('Đã trả lại câu trả lời để sửa.'),
    'notice': _('Đã thông báo ngày sẽ trả lời.')}


def verbs_of(request: Request, case: Case,
             form: Mapping[str, str]) -> Mapping[str, Callable[[], object]]:
    """Return what the buttons of the page of ``case`` do with ``form``, by their names."""
    actor = request.identity.id
    return {**_sorting(request.service(ITriage), request, case, form, actor),
            **_answering(request.service(IAnswering), case, form, actor),
            'link': lambda: request.service(IUnits).link(
                case, said(form, 'link', 'unit'), actor, said(form, 'link', 'email'))}


def _sorting(triage: ITriage, request: Request, case: Case, form: Mapping[str, str],
             actor: str) -> dict[str, Callable[[], object]]:
    def of(act: str, name: str) -> str:
        return said(form, act, name)

    return {
        'take': lambda: triage.take(case, actor, of('take', 'to')),
        'assign': lambda: triage.assign(case, of('assign', 'to'), actor),
        'forward': lambda: triage.forward(
            case, site_at(request, of('forward', 'site')),
            of('forward', 'text'), actor),
        'out_of_scope': lambda: triage.out_of_scope(
            case, of('out_of_scope', 'ground'), of('out_of_scope', 'competent'),
            of('out_of_scope', 'text'), actor),
        'abuse': lambda: triage.abuse(case, of('abuse', 'ground'), of('abuse', 'text'), actor),
        'merge': lambda: triage.merge(case, number_in(of('merge', 'other')), actor),
        'split': lambda: triage.split(case, of('split', 'title'), of('split', 'text'), actor),
        'note': lambda: triage.note(case, of('note', 'text'), actor),
        'called': lambda: triage.called(case, of('called', 'text'), actor)}


def _answering(answering: IAnswering, case: Case, form: Mapping[str, str],
               actor: str) -> dict[str, Callable[[], object]]:
    text, base = said(form, 'submit', 'answer'), str(form.get('base', ''))
    return {
        'draft': lambda: answering.draft(case, text, actor, base),
        'submit': lambda: answering.submit(case, text, actor, base),
        'approve': lambda: answering.approve(
            case, str(form.get('digest', '')), actor, bool(said(form, 'approve', 'publish'))),
        'return': lambda: answering.give_back(case, said(form, 'return', 'text'), actor),
        'notice': lambda: answering.notice(
            case, _day(said(form, 'notice', 'until')), said(form, 'notice', 'text'), actor)}


def said(form: Mapping[str, str], act: str, name: str) -> str:
    """Return what the field ``name`` of the form of ``act`` says."""
    return str(form.get(f'{act}.{name}', ''))


def _day(text: str) -> datetime.date | None:
    """Return the day that was typed, ``None`` for none.  Raises ``CannotAnswer``."""
    try:
        return datetime.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise CannotAnswer({'until': _('Hãy nhập một ngày.')}) from None


def site_at(request: Request, oid: str) -> ISite | None:
    """Return the site with the object id ``oid``, ``None`` if there is none."""
    found: ISite | None = request.root.__objectmap__.object_for(number_in(oid))
    return found if ISite.providedBy(found) else None
