"""``IPersonalCopies``: what is held of a person, as a text that people read."""
from collections.abc import Iterable, Mapping, Sequence

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import moment_in
from ...base.i18n import Say, _, said_in
from ...base.interfaces import IClock, IPortal
from ...kernel.tree.lookup import item_of
from ...platform.subscriptions.interfaces import IFollowable, ISubscriber, ISubscriptions
from ..cases.interfaces import (
    ASKER,
    NAME,
    PROCESS,
    PUBLISH,
    RIGHTS,
    SMS,
    SMS_ENDED,
    Attachment,
    Case,
    Contents,
    ICaseKinds,
    ICases,
    IConduct,
)
from .interfaces import IPersonalCopies

#: What is held of a sender, by names of ``Sender``.
SENDER = {
    'name': _('Họ và tên'), 'phone': _('Điện thoại'), 'email': _('Thư điện tử'),
    'address': _('Địa chỉ'), 'organisation': _('Tổ chức'), 'on_behalf_of': _('Gửi thay'),
    'identity_number': _('Số định danh cá nhân, căn cước hoặc hộ chiếu')}
_AGREED = {
    PROCESS: _('dùng để giải quyết và trả lời'),
    PUBLISH: _('đăng công khai, đã bỏ dữ liệu cá nhân'), NAME: _('nêu tên khi đăng'),
    RIGHTS: _('có quyền gửi nội dung, tệp, ảnh'), SMS: _('nhận tin nhắn')}
#: Name and value of a line.
Line = tuple[str, str]


@implementer(IPersonalCopies)
class PersonalCopies:
    """See ``IPersonalCopies``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def of_cases(self, portal: IPortal, cases: Sequence[Case], tag: str) -> Attachment:
        """See ``IPersonalCopies``."""
        return self._file(portal, cases, (), tag)

    def of_person(self, portal: IPortal, pseudonym: str, tag: str) -> Attachment:
        """See ``IPersonalCopies``."""
        cases: ICases = self._registry.getAdapter(portal, ICases)
        subscriptions: ISubscriptions = self._registry.getAdapter(portal, ISubscriptions)
        return self._file(portal, cases.by_identity(pseudonym),
                          subscriptions.by_identity(pseudonym), tag)

    def _file(self, portal: IPortal, cases: Sequence[Case],
              subscribers: Sequence[ISubscriber], tag: str) -> Attachment:
        say, now = said_in(self._registry, tag), self._registry.getUtility(IClock).now()
        lines = [say(_('Dữ liệu cá nhân mà Cổng đang giữ')),
                 say(_('Lập lúc ${moment}', mapping={'moment': moment_in(now, tag)}))]
        for case in cases:
            lines += ['', case.code, *_written(self._of_case(portal, case, tag), say)]
        for subscriber in subscribers:
            lines += ['', say(_('Theo dõi tin')), *_written(
                self._followed(portal, subscriber, tag), say)]
        if not (cases or subscribers):
            lines += ['', say(_('Cổng không giữ hồ sơ, mục theo dõi nào của người này.'))]
        return Attachment('du-lieu-ca-nhan.txt', 'text/plain', '\n'.join(lines).encode())

    def _of_case(self, portal: IPortal, case: Case, tag: str) -> Iterable[Line]:
        cases: ICases = self._registry.getAdapter(portal, ICases)
        kinds: ICaseKinds = self._registry.getUtility(ICaseKinds)
        yield _('Loại hồ sơ'), kinds.at(case.kind, case.received).title_in(tag)
        yield _('Nhận lúc'), moment_in(case.received, tag)
        contents = cases.open(case)
        if contents is None:
            yield _('Nội dung'), _('đã xóa')
            return
        conduct: IConduct | None = self._registry.queryUtility(IConduct, name=case.kind)
        ended = {SMS} if cases.kept(case, SMS_ENDED) else set()
        details = contents.details if conduct is None else _details(
            portal, conduct, contents.details)
        yield from _sent(
            contents._replace(consents=contents.consents - ended, details=details),
            {} if conduct is None else conduct.labels)
        for index in range(len(case.files)):
            if _is_told(case, index):
                yield _('Tệp'), cases.filename(case, index)
        for event in case.events:
            text = cases.text_of(case, event) if event.audience == ASKER else ''
            if text:
                yield moment_in(event.at or event.moment, tag), text

    def _followed(self, portal: IPortal, subscriber: ISubscriber, tag: str) -> Iterable[Line]:
        subscriptions: ISubscriptions = self._registry.getAdapter(portal, ISubscriptions)
        yield _('Địa chỉ nhận tin'), subscriptions.address(subscriber)
        for each in subscriber.followed:
            kind = self._registry.queryUtility(IFollowable, name=each.kind)
            yield _('Mục theo dõi'), each.kind if kind is None else kind.title


def _sent(contents: Contents, labels: Mapping[str, str]) -> Iterable[Line]:
    yield _('Tiêu đề'), contents.title
    yield _('Nội dung'), contents.text
    for name, title in SENDER.items():
        yield title, getattr(contents.sender, name)
    if contents.identity is not None:
        yield _('Xác nhận bằng VNeID'), contents.identity.name
    yield _('Trang được nói tới'), contents.about
    for name, value in contents.details.items():
        yield labels.get(name, name), labels.get(f'{name}:{value}', value)
    for name in sorted(contents.consents):
        yield _('Đã đồng ý'), _AGREED[name]


def _details(portal: IPortal, conduct: IConduct,
             details: Mapping[str, str]) -> Mapping[str, str]:
    """Return ``details`` in words, but those of items that no visitor may read."""
    items = {name: item_of(portal, oid) for name, (oid, *_steps) in conduct.links(details).items()}
    gone = {name for name, item in items.items() if item is None or not item.is_public}
    return {name: value for name, value in {**details, **conduct.said(portal, details)}.items()
            if name not in gone}


def _is_told(case: Case, index: int) -> bool:
    return any(event.audience == ASKER and index in event.files for event in case.events)


def _written(lines: Iterable[Line], say: Say) -> Iterable[str]:
    return [f'{say(name)}: {say(value)}' for name, value in lines if value]
