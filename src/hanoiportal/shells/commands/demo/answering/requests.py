"""Requests for information of a demonstration, in all states; the persons are made up."""
import datetime
from collections.abc import Callable
from dataclasses import dataclass

from .....base.clock import local
from .....participation.cases.interfaces import (
    PROCESS,
    REOPENED,
    REQUEST,
    Attachment,
    Case,
    ICases,
    Sender,
    Submission,
)
from .....participation.inbox.interfaces import IAnswering
from .....participation.informationrequests.interfaces import (
    REFUSAL,
    RESOLUTION,
    IResolving,
)
from ...environment import Environment
from ..desk import request_of
from ..orders import at_moment

_DAY = datetime.timedelta(days=1)
_DETAILS = {'reason': 'Tìm hiểu (nội dung minh họa)', 'delivery': 'network'}
_REMEDIES = 'Chủ tịch Ủy ban nhân dân phường; Tòa án nhân dân có thẩm quyền.'
_FILE = Attachment('danh-muc.csv', 'text/csv', 'STT,Nội dung minh họa\r\n1,Cây số 1\r\n'.encode())


@dataclass
class _Story:
    """A request of ``case`` to the site ``label``, as it goes on."""

    environment: Environment
    label: str
    case: Case

    def resolving(self, login: str) -> tuple[IResolving, str]:
        """Return what the person whose log-in begins so works with, and their id."""
        request = request_of(self.environment, f'{login}.{self.label}')
        service: IResolving = request.service(IResolving)
        return service, request.authenticated_userid

    def register(self) -> None:
        """Give the receipt."""
        service, actor = self.resolving('uyvien')
        service.register(self.case, actor)

    def guide(self) -> None:
        """Ask for what is missing."""
        service, actor = self.resolving('uyvien')
        service.guide(self.case, 'Xin ghi rõ năm và địa bàn của số liệu cần xem.', actor)

    def time(self) -> None:
        """Tell by when complex information comes."""
        service, actor = self.resolving('truongban')
        service.set_time(self.case, self._in(12), 'Cần tập hợp từ nhiều hồ sơ.', actor)

    def extend(self) -> None:
        """Put that off."""
        service, actor = self.resolving('truongban')
        service.extend(self.case, self._in(20), 'Hồ sơ nhiều năm, phải rà soát.', actor)

    def resolve(self) -> None:
        """Give a file, with the approval of the board."""
        self._propose(RESOLUTION, {
            'given': 'Danh mục theo yêu cầu.', 'how': 'Trên Cổng, bằng mã dùng một lần.'}, '',
            (_FILE,))

    def refuse(self) -> None:
        """Refuse, with the approval of the board."""
        contents = self._cases.open(self.case)
        self._propose(REFUSAL, {
            'text': contents.text if contents else '', 'remedies': _REMEDIES}, 'c', ())

    def complain(self) -> None:
        """Complain of the refusal."""
        self._cases.append(self.case, REOPENED, text='Đề nghị xem lại: phường đang giữ hồ sơ này.')

    def _propose(self, code: str, values: dict[str, str], ground: str,
                 files: tuple[Attachment, ...]) -> None:
        service, actor = self.resolving('uyvien')
        service.propose(self.case, code, values, ground, files, actor)
        head = request_of(self.environment, f'truongban.{self.label}')
        answering: IAnswering = head.service(IAnswering)
        answering.approve(self.case, answering.work(self.case).digest, head.authenticated_userid)

    def _in(self, days: int) -> datetime.date:
        return local(self.case.received + days * _DAY).date()

    @property
    def _cases(self) -> ICases:
        found: ICases = self.environment.registry.getAdapter(self.environment.portal, ICases)
        return found


#: What is asked for, how many days ago, and what has happened since.
_STORIES: tuple[tuple[str, int, tuple[Callable[[_Story], None], ...]], ...] = (
    ('Hồ sơ địa giới hành chính', 25, (_Story.register, _Story.refuse)),
    ('Danh mục các khoản thu của phường', 20, (_Story.register, _Story.resolve)),
    ('Biên bản họp tổ dân phố về nhà văn hóa', 12, (
        _Story.register, _Story.refuse, _Story.complain)),
    ('Các quyết định về trật tự xây dựng từ năm 2020', 9, (
        _Story.register, _Story.time, _Story.extend)),
    ('Hồ sơ cải tạo công viên: chủ trương, dự toán, quyết toán', 6, (
        _Story.register, _Story.time)),
    ('Số liệu dân cư', 2, (_Story.register, _Story.guide)),
    ('Danh mục cây xanh phải chặt hạ năm nay trên địa bàn phường', 0, ()))


def ask(environment: Environment, labels: list[str]) -> None:
    """Let people ask the sites with ``labels``, a transaction for each request."""
    for label in labels:
        for number, (text, days, steps) in enumerate(_STORIES, 1):
            environment.in_transaction(
                lambda text=text, days=days, steps=steps, number=number, label=label: _play(
                    environment, label, number, text, days, steps))


def _play(environment: Environment, label: str, number: int, text: str, days: int,
          steps: tuple[Callable[[_Story], None], ...]) -> None:
    received = environment.clock.now() - days * _DAY
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    with at_moment(environment.registry, received):
        receipt = cases.receive(Submission(
            REQUEST, str(environment.portal['sites'][label].__oid__), text, text,
            sender=Sender(f'Vũ Thị Minh Họa {number}', f'Số {number} phố Minh Họa',
                          email=f'yeu-cau-{number}@minh-hoa.example',
                          identity_number=f'00109900000{number}',
                          organisation='Hội Minh Họa' if number == 3 else ''),
            details=_DETAILS, consents=frozenset({PROCESS})), now=received)
    case = cases.get(receipt.number)
    assert case is not None
    for at, step in enumerate(steps, 1):
        with at_moment(environment.registry, received + at * _DAY / 2):
            step(_Story(environment, label, case))
