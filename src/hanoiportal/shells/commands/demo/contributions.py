"""Texts and documents that people have sent to a demonstration, in several states; the persons are
made up.
"""
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ....base.interfaces import IContainer, IItem
from ....kernel.tree.lookup import walk
from ....participation.cases.interfaces import (
    ADDED,
    CONTRIBUTION,
    DISC,
    MAIL,
    NAME,
    PROCESS,
    RIGHTS,
    WEB,
    Attachment,
    Case,
    ICases,
    Sender,
    Submission,
)
from ....participation.contributions.interfaces import (
    FILE,
    KIND,
    POSITION,
    FileUse,
    IContributing,
    Wish,
)
from ....platform.scheduling.interfaces import IJob
from ..environment import Environment
from .desk import request_of, take
from .orders import at_moment

_DAY = datetime.timedelta(days=1)
_FILE = Attachment('chuong-trinh.csv', 'text/csv',
                   'Giờ,Nội dung minh họa\r\n8:00,Khai mạc\r\n'.encode())
_BODY = {KIND: 'body', POSITION: 'Cán bộ truyền thông'}
_PERSON = {KIND: 'person'}


@dataclass
class _Story:
    """What was sent to the site ``label`` as ``case``, as it goes on."""

    environment: Environment
    label: str
    case: Case

    def ask(self) -> None:
        """Ask the sender."""
        service, actor = self._by('tiepnhan')
        service.ask(self.case, 'Xin cho biết số điện thoại và nơi chụp các ảnh.', actor)

    def answer(self) -> None:
        """Let the sender answer."""
        self._cases.append(self.case, ADDED, text='Điện thoại 024 0000 0099; ảnh chụp tại đình.')

    def refuse(self) -> None:
        """Refuse it on a ground."""
        service, actor = self._by('truongban')
        service.refuse(self.case, 'd', 'Chưa rõ nguồn của số liệu nêu trong bài.', actor)

    def draft(self) -> None:
        """Make a draft in the first section there is for it."""
        service, actor = self._by('uyvien')
        target = service.targets(self.case)[0]
        section: IContainer = target.section
        service.make(self.case, Wish(
            str(section.__oid__), target.types[0][0],
            tuple(FileUse(number, FILE) for number in range(len(self.case.files)))), actor)

    def _by(self, login: str) -> tuple[IContributing, str]:
        request = request_of(self.environment, f'{login}.{self.label}')
        service: IContributing = request.service(IContributing)
        return service, request.authenticated_userid

    @property
    def _cases(self) -> ICases:
        found: ICases = self.environment.registry.getAdapter(self.environment.portal, ICases)
        return found


#: Title, text, way, details, days ago, and what has happened since.
_STORIES: tuple[tuple[str, str, str, dict[str, str], int,
                      tuple[Callable[[_Story], None], ...]], ...] = (
    ('Ngày hội đọc sách của trường tiểu học', 'Sáng thứ Bảy, nhà trường mở ngày hội (minh họa).',
     WEB, _BODY, 1, ()),
    ('Tổ dân phố ra quân dọn vệ sinh', 'Năm mươi hộ cùng dọn ngõ, trồng hoa (nội dung minh họa).',
     WEB, _PERSON, 3, (_Story.ask, _Story.answer)),
    ('Lễ hội làng: chương trình và ảnh', 'Lễ hội mở trong hai ngày (nội dung minh họa).',
     DISC, _BODY, 4, (_Story.draft,)),
    ('Giá đất tăng gấp đôi', 'Theo người quen kể lại (nội dung minh họa).', WEB, _PERSON, 6,
     (_Story.refuse,)),
    ('Xin đăng thông báo tuyển tình nguyện viên', 'Cần hai mươi tình nguyện viên (minh họa).',
     MAIL, {}, 2, ()))
#: Texts of one sender, who is to be invited by now (9.6): all but the last one are published.
_FAITHFUL = ('Vườn rau của khu tập thể đón mùa mới', 'Lớp dạy đan len miễn phí cuối tuần',
             'Tủ sách chung ở đầu ngõ', 'Buổi chiếu phim ngoài trời cho thiếu nhi')
_TOLD = 'Bà con trong khu phố cùng làm, ai cũng có thể đến (nội dung minh họa).'


def send(environment: Environment, labels: list[str]) -> None:
    """Let people send to the sites with ``labels``, a transaction for each, and let the board of
    each publish what one of them has sent.
    """
    for label in labels:
        for number in range(len(_STORIES)):
            environment.in_transaction(partial(_play, environment, label, number))
        for title in _FAITHFUL:
            environment.in_transaction(partial(
                _write_again, environment, label, title, is_taken=title != _FAITHFUL[-1]))
        _publish(environment, label)


def _write_again(environment: Environment, label: str, title: str, is_taken: bool) -> None:
    story = _Story(environment, label, _receive(
        environment, label, title, _TOLD, WEB, _PERSON, environment.clock.now() - _DAY, 9))
    if is_taken:
        story.draft()


def _publish(environment: Environment, label: str) -> None:
    """Let the board publish the drafts of the faithful sender."""
    environment.registry.getUtility(IJob, name='outbox').run(environment)
    for item in [each for each in walk(environment.portal['sites'][label])
                 if IItem.providedBy(each) and each.title in _FAITHFUL]:
        for login, step in (('bientap', 'submit'), ('bientap', 'pass_on'),
                            ('truongban', 'approve')):
            environment.in_transaction(partial(
                take, environment, f'{login}.{label}', item, step, ''))
    environment.registry.getUtility(IJob, name='contributions').run(environment)


def _play(environment: Environment, label: str, number: int) -> None:
    title, text, way, details, days, steps = _STORIES[number]
    received = environment.clock.now() - days * _DAY
    case = _receive(environment, label, title, text, way, details, received, number)
    for at, step in enumerate(steps, 1):
        with at_moment(environment.registry, received + at * _DAY / 2):
            step(_Story(environment, label, case))


def _receive(environment: Environment, label: str, title: str, text: str, way: str,
             details: dict[str, str], received: datetime.datetime, sender: int) -> Case:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    is_known = bool(details)
    with at_moment(environment.registry, received):
        receipt = cases.receive(Submission(
            CONTRIBUTION, str(environment.portal['sites'][label].__oid__), title, text,
            sender=Sender(
                f'Ngô Thị Minh Họa {sender}', email=f'gui-bai-{sender}@minh-hoa.example',
                phone=f'024 0000 010{sender}' if is_known else '',
                organisation='Đơn vị Minh Họa' if details is _BODY else ''),
            files=(_FILE,) if details is _BODY else (), channel=way, details=details,
            consents=frozenset({PROCESS, NAME, RIGHTS} if is_known else {PROCESS})), now=received)
    case = cases.get(receipt.number)
    assert case is not None
    return case
