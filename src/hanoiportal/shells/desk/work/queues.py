"""The lists of "My work": what each shows, and what to do with what it shows.

Each is one query of the catalog; a document stands in a list if the asker's roles allow its next
step.
"""
from collections.abc import Callable
from dataclasses import dataclass

from pyramid.request import Request

from ....base.clock import local, shown_date
from ....base.i18n import DEFAULT, ILanguages, _
from ....base.interfaces import IClock, IResource
from ....base.permissions import APPROVE, EDIT, PUBLISH, REVIEW, TRANSLATE, WITHDRAW
from ....content.translations.interfaces import MISSING_IN
from ....discovery.catalog.flags import CARRIED, EMERGENCY, RETURNED
from ....discovery.catalog.interfaces import CLARIFICATION, Wanted
from ....editorial.dependencies.interfaces import ALONG
from ....editorial.tasks.interfaces import (
    KINDS,
    ROLES,
    UNCLAIMED,
    ISubstitutes,
    due_of,
)
from ....kernel.security.authorization.roles import TRANSLATOR
from ....kernel.tree.lookup import find_portal
from ....kernel.workflow.interfaces import (
    APPROVED,
    AWAITING,
    DRAFT,
    EDITING,
    IN_WORK,
    PUBLIC,
    SUBMITTED,
)
from ....platform.duedays.interfaces import IDueDays
from ..frame.links import desk_path
from ..frame.listing import rows
from ..frame.wording import parent_item, person
from . import sent


@dataclass(frozen=True)
class Queue:
    """One list.  ``wanted``: callable(request) → ``Wanted``.  ``hint``: what to do now.

    ``marks``: callable(request, document) → what is to be known of each, translatable texts;
    ``told``: the same, said in a line of its own.  ``leads``: callable(request, document) → the
    address of the page where it is done, if that is not the record.
    """

    name: str
    title: str
    hint: str
    wanted: Callable[[Request], Wanted]
    marks: Callable[[Request, IResource], list[str]] | None = None
    told: Callable[[Request, IResource], tuple[str, ...]] | None = None
    leads: Callable[[Request, IResource], str] | None = None


def _me(request):
    return request.identity.id


def _stale(request):
    """Return what is wanted of texts whose Vietnamese has changed since they were translated."""
    tags = request.registry.getUtility(ILanguages).by_tag
    return Wanted(flags=tuple(f'stale-{tag}' for tag in tags), permission=TRANSLATE)


def _untranslated(request):
    """Return what is wanted, for translators: public texts that nobody has begun to translate."""
    tags = request.registry.getUtility(ILanguages).by_tag
    return Wanted(flags=tuple(MISSING_IN + tag for tag in tags), permission=TRANSLATE,
                  roles=frozenset({TRANSLATOR}))


def _to_translate(request, document):
    """Return the address of the form of the first translation that ``document`` lacks."""
    tags = (each.tag for each in request.registry.getUtility(ILanguages).interface)
    missing = [tag for tag in tags if tag != DEFAULT and tag not in document.translations]
    return desk_path(request, document, 'edit', language=missing[0])


def _today(request):
    return f'{local(request.registry.getUtility(IClock).now()):%Y-%m-%d}'


def my_assignees(request):
    """Return under what the catalog keeps the tasks of the asker and of whom they stand in for."""
    account = request.identity
    return (account.id, *request.service(ISubstitutes).absent(account))


def claimable(role):
    """Return under what the catalog keeps tasks that ``role`` may claim."""
    return (UNCLAIMED + role,)


def marks_of_tasks(request, document):
    """Return what the asker is to do with ``document``, with its term: translatable texts."""
    mine, now = my_assignees(request), request.registry.getUtility(IClock).now()
    review = document.review
    found = []
    for task in review.tasks if review is not None else ():
        if task.is_open and (task.holder in mine or not task.holder):
            found.append(KINDS[task.wish.kind])
            if task.wish.remark:
                found.append(_('Nhận xét ${number}', mapping={'number': task.wish.remark}))
            if task.holder and task.holder != mine[0]:
                found.append(_('thay ${person}', mapping={
                    'person': person(find_portal(document), task.holder)}))
            due = due_of(task, document, request.registry)
            if due is not None:
                day = {'day': shown_date(local(due).date(), request.language.tag)}
                found.append(_('Quá hạn ${day}', mapping=day) if due < now
                             else _('Hạn ${day}', mapping=day))
    return tuple(found)


def _terms(due_days, document):
    """Return by when ``document`` must be public, if it is Vietnamese and a term runs."""
    if document.language != DEFAULT:
        return ()
    return [badge.text for badge in due_days.badges(parent_item(document))]


def rows_of(request, queue, documents):
    """Return the rows of ``documents`` as the list ``queue`` shows them."""
    due_days = request.service(IDueDays)
    return [row._replace(
        flags=(*row.flags, *_terms(due_days, each),
               *(queue.marks(request, each) if queue.marks else ())),
        told=queue.told(request, each) if queue.told else (),
        address=queue.leads(request, each) if queue.leads else row.address)
        for row, each in zip(rows(request, documents), documents, strict=True)]


QUEUES = (
    Queue('emergency', _('Đăng khẩn, chờ xem lại'),
          _('Trưởng Ban đã cho đăng ngay; một thành viên khác phải xem lại trong một ngày '
            'làm việc.'),
          lambda request: Wanted(
              states=tuple(PUBLIC), flags=(EMERGENCY,), not_author=_me(request),
              permission=WITHDRAW)),
    Queue('tasks', _('Việc được giao'),
          _('Làm xong thì đánh dấu hoàn thành ở thẻ “Phân công” của mục.'),
          lambda request: Wanted(assignees=my_assignees(request)), marks_of_tasks),
    *(Queue(f'claim-{role}', title, _('Ai nhận trước thì làm.'),
            lambda request, role=role: Wanted(
                assignees=claimable(role), roles=ROLES[role]), marks_of_tasks)
      for role, title in (('editor', _('Việc chờ biên tập viên nhận')),
                          ('board', _('Việc chờ Ban Biên tập nhận')))),
    Queue('approve', _('Chờ phê duyệt'),
          _('Mở từng mục, kiểm tra nguồn gốc, chất lượng, nội dung; rồi phê duyệt, trả lại hoặc '
            'từ chối.'),
          lambda request: Wanted(
              states=(AWAITING,), not_flags=(ALONG,), not_author=_me(request),
              permission=APPROVE)),
    Queue('publish', _('Đã phê duyệt, chờ xuất bản'),
          _('Xuất bản ngay hoặc hẹn giờ.'),
          lambda request: Wanted(states=(APPROVED,), not_flags=(ALONG,), permission=PUBLISH)),
    Queue('edit', _('Chờ biên tập'),
          _('Nhận bài, biên tập rồi chuyển Ban Biên tập, hoặc trả lại người viết.'),
          lambda request: Wanted(
              states=(SUBMITTED, EDITING), not_flags=(ALONG,), permission=REVIEW)),
    Queue('returned', _('Được trả lại cho tôi'),
          _('Đọc lý do trong hồ sơ biên tập, sửa rồi gửi lại.'),
          lambda request: Wanted(flags=(RETURNED,), not_flags=(ALONG,), author=_me(request))),
    Queue('drafts', _('Bản nháp của tôi'),
          _('Viết tiếp, hoặc gửi duyệt khi đã xong.'),
          lambda request: Wanted(
              states=(DRAFT,), not_flags=(RETURNED, ALONG), author=_me(request))),
    Queue('sent', _('Đã gửi'),
          _('Bài của tôi mà người khác đang xử lý: đang ở bước nào, với ai, từ lúc nào.'),
          sent.wanted, told=sent.where_it_lies),
    Queue('clarification', _('Đang chờ làm rõ'),
          _('Bài bị dừng đến khi có trả lời.'),
          lambda request: Wanted(
              states=tuple(IN_WORK), flags=(CLARIFICATION,), permission=REVIEW)),
    Queue('stale', _('Bản dịch cần cập nhật'),
          _('Nguyên văn tiếng Việt đã thay đổi: dịch lại các đoạn được đánh dấu.'), _stale),
    Queue('untranslated', _('Chưa có bản dịch'),
          _('Đã công khai bằng tiếng Việt, ở chuyên mục cần có bản tiếng nước ngoài: mở mục để '
            'dịch.'), _untranslated, leads=_to_translate),
    Queue('review', _('Trang đến hạn rà soát'),
          _('Đọc lại, sửa nếu cần, rồi đặt ngày rà soát tiếp theo.'),
          lambda request: Wanted(
              states=tuple(PUBLIC), review_by=_today(request), permission=EDIT)),
    Queue('carried', _('Nội dung khởi tạo, Ban Biên tập chưa rà soát'),
          _('Đọc từng mục; nếu đúng thì ghi nhận đã xem lại ở hồ sơ của mục.'),
          lambda request: Wanted(
              states=tuple(PUBLIC), flags=(CARRIED,), not_author=_me(request),
              permission=WITHDRAW)))
BY_NAME = {queue.name: queue for queue in QUEUES}
