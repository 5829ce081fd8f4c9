"""Questions of a demonstration on their whole way: worked on at the desk, answered by the board,
public, rated; some of them are half-way.
"""
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from .....base.clock import local
from .....kernel.security.authentication.tokens import key_of
from .....participation.cases.interfaces import (
    NAME,
    PROCESS,
    PUBLISH,
    QUESTION,
    RATED,
    Attachment,
    Case,
    ICases,
    Sender,
    Submission,
)
from .....participation.inbox.interfaces import IAnswering, ITriage, IUnits
from .....participation.tracking.interfaces import SERVED, SOLVED, ISatisfaction
from .....platform.scheduling.interfaces import IJob
from ...environment import Environment
from ..desk import StaffRequest, request_of, site_at
from ..orders import at_moment

_DAY = datetime.timedelta(days=1)
_FILE = Attachment('de-nghi.txt', 'text/plain', 'Đề nghị của tổ dân phố (minh họa).\n'.encode())
_RATINGS = {SOLVED: 'yes', SERVED: 'good'}


@dataclass
class _Course:
    """How ``case`` at the site ``label`` goes on.  ``answer``: what it is answered."""

    environment: Environment
    label: str
    case: Case
    answer: str

    def take(self) -> None:
        """Take it."""
        triage, actor = self._triage
        triage.take(self.case, actor)

    def note(self) -> None:
        """Write a remark, and what was said by telephone."""
        triage, actor = self._triage
        triage.note(self.case, 'Đã hỏi bộ phận chuyên môn, chờ số liệu.', actor)
        triage.called(self.case, 'Đã gọi hỏi thêm: cần trước cuối tháng.', actor)

    def split(self) -> None:
        """Make the second part a case of its own."""
        triage, actor = self._triage
        triage.split(self.case, 'Cây có nguy cơ đổ', 'Cây trước số 12 phố Minh Họa sắp đổ.', actor)

    def unit(self) -> None:
        """Let a unit without accounts write the answer by its link."""
        person = self._person('tiepnhan')
        units: IUnits = person.service(IUnits)
        token = units.link(self.case, 'Trạm Y tế (minh họa)', person.authenticated_userid)
        units.write(key_of(token), self.answer, 'BS. Minh Họa')

    def submit(self) -> None:
        """Put the answer of the specialist before the board."""
        person = self._person('tiepnhan')
        answering: IAnswering = person.service(IAnswering)
        answering.draft(self.case, self.answer, person.authenticated_userid)
        answering.submit(self.case, self.answer, person.authenticated_userid)

    def give_back(self) -> None:
        """Let the board return it."""
        head = self._person('truongban')
        answering: IAnswering = head.service(IAnswering)
        answering.give_back(self.case, 'Ghi rõ thời gian lắp và nguồn kinh phí.',
                            head.authenticated_userid)

    def approve(self) -> None:
        """Let the board approve the answer, and that both become public."""
        head = self._person('truongban')
        answering: IAnswering = head.service(IAnswering)
        answering.approve(self.case, answering.work(self.case).digest, head.authenticated_userid,
                          publish=True)

    def rate(self) -> None:
        """Let the sender say how content they are, as the page of the case does."""
        registry, portal = self.environment.registry, self.environment.portal
        registry.getAdapter(portal, ISatisfaction).count(
            self.case.site, f'{local(self.environment.clock.now()):%Y-%m}', _RATINGS)
        registry.getAdapter(portal, ICases).keep(self.case, RATED, 'yes')

    @property
    def _triage(self) -> tuple[ITriage, str]:
        person = self._person('tiepnhan')
        return person.service(ITriage), person.authenticated_userid

    def _person(self, login: str) -> StaffRequest:
        return request_of(self.environment, f'{login}.{self.label or "thanhpho"}')


class _Asked(NamedTuple):
    """``days``: since it came.  ``steps``: what has happened since, half a day after each other.
    """

    text: str
    answer: str
    days: int
    steps: tuple[Callable[[_Course], None], ...]
    files: tuple[Attachment, ...] = ()


_WHOLE = (_Course.take, _Course.note, _Course.submit, _Course.approve, _Course.rate)
_STORIES = (
    _Asked('Nhà văn hóa mở cửa giờ nào, mượn phòng họp tổ phụ nữ thì đăng ký ở đâu?',
           'Nhà văn hóa mở cửa từ 7 giờ đến 21 giờ hằng ngày. Đăng ký mượn phòng tại Bộ phận Một '
           'cửa trước 3 ngày; không thu phí.', 11, _WHOLE, (_FILE,)),
    _Asked('Sân chơi cho trẻ em bao giờ sửa xong?',
           'Sân chơi đang thay sàn, dự kiến hoàn thành trước ngày khai giảng năm học.', 9,
           _WHOLE[:-1]),
    _Asked('Vỉa hè trước chợ bị lấn chiếm, và cây trước số 12 sắp đổ.', '', 3,
           (_Course.take, _Course.split)),
    _Asked('Ngõ 15 ngập sau mỗi trận mưa, khi nào có cống mới?',
           'Cống thoát nước ngõ 15 được sửa trong kế hoạch quý tới.', 4,
           (_Course.take, _Course.submit)),
    _Asked('Vườn hoa bao giờ có thêm ghế ngồi cho người già?', 'Sẽ lắp thêm ghế.', 6,
           (_Course.take, _Course.submit, _Course.give_back)),
    _Asked('Trạm y tế tiêm phòng cho trẻ vào ngày nào?',
           'Trạm tiêm phòng vào sáng thứ Năm hằng tuần.', 2, (_Course.take, _Course.unit)))


def answer(environment: Environment, labels: list[str]) -> None:
    """Let the sites with ``labels`` be asked and answer, a transaction for each question."""
    for label in labels:
        for number, asked in enumerate(_STORIES, 1):
            environment.in_transaction(
                lambda label=label, number=number, asked=asked: _play(
                    environment, label, number, asked))
    environment.registry.getUtility(IJob, name='outbox').run(environment)


def _play(environment: Environment, label: str, number: int, asked: _Asked) -> None:
    received = environment.clock.now() - asked.days * _DAY
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    with at_moment(environment.registry, received):
        receipt = cases.receive(Submission(
            QUESTION, str(site_at(environment, label).__oid__), asked.text, asked.text, 'co-so',
            label, Sender('Đỗ Thị Minh Họa', email=f'hoi-{number}@minh-hoa.example',
                          phone=f'024 0000 9{number:03d}'), files=asked.files,
            consents=frozenset({PROCESS, PUBLISH, NAME})), now=received)
    case = cases.get(receipt.number)
    assert case is not None
    for at, step in enumerate(asked.steps, 1):
        with at_moment(environment.registry, received + at * _DAY / 2):
            step(_Course(environment, label, case, asked.answer))
