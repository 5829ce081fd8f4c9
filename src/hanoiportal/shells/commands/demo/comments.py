"""Comments on the drafts of a demonstration: thirty of five kinds, some answered."""
from collections.abc import Iterator

from ....kernel.tree.lookup import find_site
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
    IComments,
    ILedger,
)
from ....participation.consultations.interfaces.drafts import (
    OPEN,
    SECTION,
    SUMMING,
    IConsultation,
)
from ..environment import Environment
from .desk import request_of

_AGREED = frozenset({PROCESS, PUBLISH})
_CAMPAIGN = ('Đề nghị quy định giờ hoạt động đến 21 giờ, vì nhiều người lao động tan làm muộn, '
             'không kịp mua thực phẩm cho gia đình vào buổi chiều tối.')
_SAID = (
    'Đề nghị làm rõ cơ quan chịu trách nhiệm kiểm tra và thời hạn trả lời kết quả.',
    'Quy định này khó thực hiện ở các xã xa trung tâm; đề nghị thêm thời gian chuyển tiếp.',
    'Nên giao Ủy ban nhân dân xã, phường công khai danh sách trên trang thông tin điện tử.',
    'Câu chữ ở đây chưa thống nhất với điều trước; đề nghị dùng một từ.',
    'Đồng tình với nội dung này, đề nghị giữ nguyên khi ban hành.',
    'Mức quy định còn cao đối với hộ kinh doanh nhỏ.',
    'Đề nghị bổ sung trách nhiệm bố trí lối đi cho người khuyết tật.')
_REASONS = {
    ACCEPTED: 'Tiếp thu. Dự thảo được sửa để nêu rõ nội dung này.',
    DECLINED: 'Nội dung này đã được quy định tại văn bản có hiệu lực cao hơn nên không nhắc lại.',
    OUTSIDE: 'Ý kiến không thuộc phạm vi điều chỉnh; đã chuyển cơ quan có thẩm quyền tham khảo.'}


def comment(environment: Environment) -> None:
    """Comment on each draft that is open or summed up, and answer some of it."""
    for draft in environment.portal[SECTION].values():
        if IConsultation.providedBy(draft) and draft.phase in (OPEN, SUMMING):
            environment.in_transaction(lambda draft=draft: _send(environment, draft))
            environment.in_transaction(lambda draft=draft: _answer(environment, draft))


def _send(environment: Environment, draft: IConsultation) -> None:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    for each in _comments(draft):
        cases.receive(each)


def _comments(draft: IConsultation) -> Iterator[Submission]:
    """Yield on provisions, on passages, of organisations on the whole, of a campaign, on paper."""
    long = [each for each in draft.provisions if len(each.text.split()) > 8]
    for number in range(10):
        each = long[number % len(long)]
        yield _one(draft, _SAID[number % len(_SAID)], each.id, consents=_AGREED)
    for number in range(6):
        each = long[(number * 2) % len(long)]
        yield _one(draft, _SAID[(number + 3) % len(_SAID)], each.id,
                   ' '.join(each.text.split()[:5]), consents=_AGREED if number % 2 else
                   frozenset({PROCESS}))
    for name in ('Hội Phụ nữ', 'Hội Người cao tuổi', 'Hiệp hội Doanh nghiệp nhỏ và vừa',
                 'Liên đoàn Lao động'):
        yield _one(draft, f'{name} thống nhất với sự cần thiết ban hành văn bản; đề nghị tổ chức '
                   'tập huấn trước ngày có hiệu lực.', sender=Sender(
                       organisation=f'{name} (minh họa)', capacity=ORGANISATION),
                   consents=_AGREED | {NAME})
    for number in range(7):
        yield _one(draft, ('Kính gửi cơ quan soạn thảo. ' if number % 2 else '') + _CAMPAIGN,
                   long[0].id, consents=_AGREED)
    for channel in (PAPER, COUNTER, PAPER):
        yield _one(draft, _SAID[5], long[-1].id, channel=channel)


def _one(draft: IConsultation, text: str, provision: str = '', quotation: str = '',
         sender: Sender | None = None, consents: frozenset[str] = frozenset({PROCESS}),
         channel: str = 'web') -> Submission:
    details = {'draft': str(draft.__oid__), 'provision': provision, 'quotation': quotation}
    return Submission(
        CONSULTATION, str(find_site(draft).__oid__), text[:60], text,
        sender=sender or Sender(), consents=consents, channel=channel,
        details={name: value for name, value in details.items() if value})


def _answer(environment: Environment, draft: IConsultation) -> None:
    """Answer a third of the comments on an open draft, all but four on one that is summed up."""
    request = request_of(environment, 'tiepnhan.thanhpho')
    ledger: ILedger = request.service(ILedger)
    comments: IComments = environment.registry.getAdapter(environment.portal, IComments)
    rows = comments.of(str(draft.__oid__))
    wanted = rows[:len(rows) // 3] if draft.phase == OPEN else rows[:-4]
    for number, row in enumerate(wanted):
        outcome = (ACCEPTED, DECLINED, OUTSIDE)[number % 3] if row.anchor.provision else DECLINED
        ledger.answer(draft, [row.number], outcome, _REASONS[outcome],
                      [row.anchor.provision] if outcome == ACCEPTED else [],
                      request.authenticated_userid)
