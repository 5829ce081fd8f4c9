"""Comments on drafts of a demonstration: thirty-one of six kinds, some answered and public."""
import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ....base.clock import start_of
from ....base.text import first_words
from ....kernel.tree.lookup import find_site
from ....participation.batches.interfaces import IBatches, IPublicWriting
from ....participation.batches.interfaces.sources import IPublishesBatches
from ....participation.cases.interfaces import (
    CONSULTATION,
    COUNTER,
    NAME,
    ORGANISATION,
    PAPER,
    PROCESS,
    PUBLISH,
    ICases,
    Sender,
    Submission,
)
from ....participation.consultations.interfaces.comments import (
    ACCEPTED,
    DECLINED,
    OUTSIDE,
    Comment,
    IComments,
    ILedger,
)
from ....participation.consultations.interfaces.drafts import OPEN, SECTION, IConsultation
from ....participation.identities.interfaces import Identity
from ....platform.scheduling.interfaces import IJob
from ..environment import Environment
from .consultations import Row, rows
from .desk import request_of
from .orders import at_moment

#: Who of the board approves, one after another, until it is enough.
_BOARD = 'uyvien', 'truongban'
_AGREED = frozenset({PROCESS, PUBLISH})
#: What people say, and how each is answered.
_SAID: Mapping[str, tuple[str, str]] = {
    'Đề nghị làm rõ cơ quan chịu trách nhiệm kiểm tra và thời hạn trả lời kết quả.': (
        DECLINED, 'Cơ quan kiểm tra và thời hạn đã có trong quy định chung về kiểm tra.'),
    'Quy định này khó thực hiện ở các xã xa trung tâm; đề nghị thêm thời gian chuyển tiếp.': (
        DECLINED, 'Ngày có hiệu lực đã tính thời gian chuẩn bị của các xã.'),
    'Nên giao Ủy ban nhân dân xã, phường công khai danh sách trên trang thông tin điện tử.': (
        OUTSIDE, 'Việc đăng danh sách thuộc Quy chế hoạt động của Cổng Thông tin điện tử.'),
    'Câu chữ ở đây chưa thống nhất với điều trước; đề nghị dùng một từ.': (
        DECLINED, 'Hai điều dùng hai từ vì nói về hai nội dung khác nhau.'),
    'Đề nghị ghi số điện thoại tiếp nhận phản ánh ngay trong văn bản.': (
        DECLINED, 'Số điện thoại có thể thay đổi nên được công bố trên trang thông tin điện tử.'),
    'Đề nghị có mức hỗ trợ riêng cho hộ kinh doanh nhỏ.': (
        OUTSIDE, 'Mức hỗ trợ do Hội đồng nhân dân Thành phố quyết định.'),
    'Đề nghị bổ sung trách nhiệm bố trí lối đi cho người khuyết tật.': (
        DECLINED, 'Luật Người khuyết tật đã quy định trách nhiệm này.')}
_OF_ORGANISATIONS = (
    OUTSIDE, 'Việc tập huấn được đưa vào kế hoạch triển khai, không thuộc nội dung của văn bản.')
_OF_CAMPAIGN = ACCEPTED, 'Tiếp thu. Dự thảo được sửa để nêu rõ nội dung này.'


def comment(environment: Environment) -> None:
    """Comment on each draft, answer some of it, all where it becomes a decision, and make public
    what may be.
    """
    for row in rows(environment):
        draft = environment.portal[SECTION][row['name']]
        environment.in_transaction(partial(_send, environment, draft, row['campaign']))
    environment.registry.getUtility(IJob, name='draft comments').run(environment)
    for row in rows(environment):
        draft = environment.portal[SECTION][row['name']]
        environment.in_transaction(partial(_answer, environment, draft, row))
        environment.in_transaction(partial(publish, environment, draft))


def _send(environment: Environment, draft: IConsultation, campaign: Row) -> None:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    last = environment.clock.now()
    if draft.closes is not None:
        last = min(last, start_of(draft.closes))
    for number, each in enumerate(_comments(draft, campaign, last), 1):
        received = last - number * datetime.timedelta(hours=3, minutes=20)
        with at_moment(environment.registry, received):
            cases.receive(each, now=received)


def _comments(draft: IConsultation, campaign: Row,
              last: datetime.datetime) -> Iterator[Submission]:
    """Yield on provisions, on passages, of organisations on the whole, of a campaign, of somebody
    whom VNeID has confirmed, on paper.  ``last``: when people could comment last.
    """
    texts = list(_SAID)
    long = [each for each in draft.provisions if len(each.text.split()) > 8]
    for number in range(10):
        each = long[number % len(long)]
        yield _one(draft, texts[number % len(texts)], each.id, consents=_AGREED)
    for number in range(6):
        each = long[(number * 2) % len(long)]
        yield _one(draft, texts[(number + 3) % len(texts)], each.id,
                   ' '.join(each.text.split()[:5]), consents=_AGREED if number % 2 else
                   frozenset({PROCESS}))
    for name in ('Hội Phụ nữ', 'Hội Người cao tuổi', 'Hiệp hội Doanh nghiệp nhỏ và vừa',
                 'Liên đoàn Lao động'):
        yield _one(draft, f'{name} thống nhất với sự cần thiết ban hành văn bản; đề nghị tổ chức '
                   'tập huấn trước ngày có hiệu lực.', sender=Sender(
                       organisation=f'{name} (minh họa)', capacity=ORGANISATION),
                   consents=_AGREED | {NAME})
    place = next((each for each in long if campaign['at'] in each.text), long[0])
    for number in range(7):
        greeting = 'Kính gửi cơ quan soạn thảo. ' if number % 2 else ''
        yield _one(draft, greeting + campaign['text'], place.id, consents=_AGREED)
    yield _one(draft, texts[6], long[0].id, consents=_AGREED)._replace(identity=Identity(
        'TRẦN VĂN MINH HỌA', 'minh-hoa', 2, last))
    for channel in (PAPER, COUNTER, PAPER):
        yield _one(draft, texts[5], long[-1].id, channel=channel)


def _one(draft: IConsultation, text: str, provision: str = '', quotation: str = '',
         sender: Sender | None = None, consents: frozenset[str] = frozenset({PROCESS}),
         channel: str = 'web') -> Submission:
    details = {'draft': str(draft.__oid__), 'provision': provision, 'quotation': quotation}
    return Submission(
        CONSULTATION, str(find_site(draft).__oid__), first_words(text, 60), text,
        sender=sender or Sender(), consents=consents, channel=channel,
        details={name: value for name, value in details.items() if value})


def _answer(environment: Environment, draft: IConsultation, entry: Row) -> None:
    """Answer a third of what was said on an open draft, all where it becomes a decision, all but
    four on another; what says the same at once.
    """
    request = request_of(environment, 'tiepnhan.thanhpho')
    ledger: ILedger = request.service(ILedger)
    comments: IComments = environment.registry.getAdapter(environment.portal, IComments)
    groups: dict[int, list[Comment]] = {}
    for row in comments.of(str(draft.__oid__)):
        groups.setdefault(row.group, []).append(row)
    said = list(groups.values())
    if 'enacted' not in entry:
        said = said[-(len(said) // 3):] if draft.phase == OPEN else said[:-4]
    places = {each.id: each.text for each in draft.provisions}
    for group in said:
        outcome, reason = _outcome(environment, group, places, entry)
        ledger.answer(draft, [row.number for row in group], outcome, reason,
                      [group[0].anchor.provision] if outcome == ACCEPTED else [],
                      request.authenticated_userid)


def _outcome(environment: Environment, group: Sequence[Comment], places: Mapping[str, str],
             entry: Row) -> tuple[str, str]:
    """Return how ``group`` is answered: a campaign is followed, where the text was changed."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(group[0].number)
    contents = cases.open(case) if case is not None else None
    said, campaign = contents.text if contents is not None else '', entry['campaign']
    if said.endswith(campaign['text']) and (
            campaign['at'] in places.get(group[0].anchor.provision, '')):
        return _OF_CAMPAIGN
    return _SAID.get(said, _OF_ORGANISATIONS)


def publish(environment: Environment, item: IPublishesBatches) -> None:
    """Let the board approve what may be public; it is by the effect, when the portal runs."""
    writer = request_of(environment, 'tiepnhan.thanhpho')
    writing: IPublicWriting = writer.service(IPublicWriting)
    for case in writing.waiting(item):
        text = writing.text(item, case)
        writing.keep(item, case, text.question, writing.name(item, case), text.answer, True,
                     writer.authenticated_userid)
    batch = writer.service(IBatches).propose(item, writer.authenticated_userid)
    for person in _BOARD:
        board = request_of(environment, f'{person}.thanhpho')
        if board.service(IBatches).approve(item, batch.digest, board.authenticated_userid):
            return
