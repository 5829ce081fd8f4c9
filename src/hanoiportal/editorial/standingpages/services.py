"""``IStanding``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Mapping
from dataclasses import replace

import colander
from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from translationstring import TranslationString
from zope.interface import implementer

from ...base.clock import local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IItem
from ...base.permissions import EDIT, MANAGE_SITE, NOT_ALLOWED, WITHDRAW, Allowed
from ...base.settings import ISettings
from ...kernel.tree.events import Action, Change, send
from ...kernel.tree.lookup import find_portal, find_site, path_of
from ...kernel.workflow.interfaces import PUBLIC
from ...platform.notifications.interfaces import IPost
from .days import is_standing
from .interfaces import IStanding
from .resource import ORDERED, REVIEWED, CoReview, Reviewed
from .schemas import ReviewQuestion

LONGEST = 2000
_SUBJECT = _('[${site}] Đề nghị phối hợp rà soát thông tin, trước ngày ${due}')
_TEXT = _(
    'Kính gửi ${name},\n\nBan Biên tập ${site} đề nghị Quý cơ quan phối hợp rà soát thông tin '
    'đã đăng (khoản 1 Điều 17 Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND):\n\n${title}\n'
    '${address}\n\nNội dung cần rà soát:\n${question}\n\nXin trả lời trước ngày ${due}'
    '${reply}.\n')


@implementer(IStanding)
class Standing:
    """``IStanding`` for one asker."""

    def __init__(self, registry: Registry, allowed: Allowed) -> None:
        self._registry = registry
        self._allowed = allowed
        self._notify = send(registry)

    def _now(self) -> datetime.datetime:
        clock: IClock = self._registry.getUtility(IClock)
        return clock.now()

    def reasons_against_reviewing(self, page: IItem) -> list[str]:
        return self._against(page, EDIT)

    def reasons_against_ordering(self, page: IItem) -> list[str]:
        return self._against(page, WITHDRAW)

    def _against(self, page: IItem, permission: str) -> list[str]:
        if not is_standing(page) or page.state not in PUBLIC:
            return [_('Chỉ rà soát trang thông tin cố định đang công khai.')]
        if not (self._allowed(permission, page) or self._allowed(MANAGE_SITE, page)):
            return [NOT_ALLOWED]
        return []

    def review(
            self, page: IItem, due: datetime.date | None, actor: str, note: str = '') -> None:
        self._require(self.reasons_against_reviewing(page))
        self._keep(page, REVIEWED, 'review_page', due, actor, note)

    def order(self, page: IItem, due: datetime.date | None, actor: str, note: str) -> None:
        self._require(self.reasons_against_ordering(page))
        if not note.strip():
            raise Refused({'note': _('Hãy ghi lý do.')})
        self._keep(page, ORDERED, 'order_review', due, actor, note)

    def _keep(self, page: Persistent, kind: str, action: str, due: datetime.date | None,
              actor: str, note: str) -> None:
        now = self._now()
        if due is None or due < local(now).date() or (
                kind == REVIEWED and due == local(now).date()):
            raise Refused({'due': _('Ngày rà soát tiếp theo phải sau hôm nay.')})
        if len(note) > LONGEST:
            raise Refused({'note': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})})
        page.reviewed = (*getattr(page, 'reviewed', ()), Reviewed(
            kind, now, actor, due, page.next_review, note.strip()))
        self._notify(Change(page, action, actor, after=due.isoformat(), why=note.strip()))

    def ask(self, page: Persistent, name: str, address: str, question: str,
            due: datetime.date | None, actor: str) -> CoReview:
        self._require(self.reasons_against_ordering(page))
        if not self._registry.getUtility(IPost).is_open:
            raise Refused({'': _('Cổng chưa được nối với máy chủ thư nên chưa gửi được.')})
        given = _checked({'name': name, 'address': address, 'question': question})
        now = self._now()
        if due is None or due <= local(now).date():
            raise Refused({'due': _('Hạn trả lời phải sau hôm nay.')})
        asked = getattr(page, 'coreviews', ())
        request = CoReview(len(asked) + 1, given['name'], given['address'], given['question'],
                           due, actor, now)
        page.coreviews = (*asked, request)
        self._send(page, request)
        self._notify(Action(page, 'ask_coreview', actor, number=request.number,
                            to=request.to_name))
        return request

    def answered(self, page: Persistent, number: int, answer: str, actor: str) -> None:
        self._require(self.reasons_against_reviewing(page))
        found = [each for each in getattr(page, 'coreviews', ())
                 if each.number == number and each.answered_at is None]
        if not found or not answer.strip() or len(answer) > LONGEST:
            raise Refused({'': _('Hãy ghi ý kiến trả lời cho một đề nghị còn chờ.')})
        page.coreviews = tuple(
            replace(each, answer=answer.strip(), answered_at=self._now(), recorded_by=actor)
            if each is found[0] else each for each in page.coreviews)
        self._notify(Action(page, 'answer_coreview', actor, number=number, to=found[0].to_name))

    @staticmethod
    def _require(reasons: list[str]) -> None:
        if reasons:
            raise Refused({'': reasons[0]})

    def _send(self, page: Persistent, request: CoReview) -> None:
        site, settings = find_site(page), self._registry.getUtility(ISettings)
        words = {'site': site.full_name, 'due': f'{request.due:%d/%m/%Y}', 'name': request.to_name,
                 'title': page.title, 'address': settings.city + path_of(page),
                 'question': request.question,
                 'reply': f' ({site.email})' if site.email else ''}
        self._registry.getUtility(IPost).send(
            find_portal(page)._p_jar.transaction_manager, request.to_address,
            TranslationString(
                _SUBJECT, mapping={**words, 'site': site.title}).interpolate(),
            TranslationString(_TEXT, mapping=words).interpolate(),
            about=(page.__oid__,))


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    try:
        checked: dict[str, str] = ReviewQuestion().deserialize(values)
    except colander.Invalid as error:
        raise Refused({name: reasons[0] for name, reasons in
                       error.asdict(separator=None).items()}) from None
    return checked


def standing_service(request: Request) -> Standing:
    """Return the ``IStanding`` for whoever asks by ``request``."""
    return Standing(request.registry, request.has_permission)
