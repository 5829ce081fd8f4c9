"""Who sends, and what the fields of a contribution are called."""
from ...base.i18n import _

#: What a sender is told of a publication; kept in Vietnamese, the language of cases' texts.
TOLD = _('Nội dung đã gửi được biên tập và đăng trên Cổng. Trân trọng cảm ơn.')
#: What a sender is asked by who invites contributors; each is a paragraph, kept in Vietnamese too:
#: what is offered, and how to answer while the case is open, and afterwards.
OFFERED = _(
    'Ông/Bà đã có nhiều tin, bài được đăng. Ban Biên tập trân trọng mời Ông/Bà làm cộng tác viên '
    '(khoản 6 Điều 9, Điều 19 Quy chế). Cộng tác viên được ghi vào sổ cộng tác viên, được công '
    'nhận bằng quyết định, được trả nhuận bút theo quy định và, nếu muốn, được cấp tài khoản để '
    'gửi bài và theo dõi bài của mình.')
ANSWER_HERE = _(
    'Xin trả lời ở mục “Bổ sung” của trang theo dõi này: Ông/Bà có đồng ý không và liên hệ thế '
    'nào. Nếu Ông/Bà không trả lời thì không có gì thay đổi.')
ANSWER_THERE = _(
    'Xin trả lời Ban Biên tập theo thông tin liên hệ dưới đây: Ông/Bà có đồng ý không và liên hệ '
    'thế nào. Nếu Ông/Bà không trả lời thì không có gì thay đổi.')
#: Kinds of senders: a state body, another organisation, a person.
BODY, ORGANISATION, PERSON = 'body', 'organisation', 'person'
SENDERS = {
    PERSON: _('Cá nhân'), ORGANISATION: _('Tổ chức, doanh nghiệp'),
    BODY: _('Cơ quan nhà nước')}
#: Names of details of a case of this kind.
KIND, POSITION, HOLDER, CAPTIONS = 'sender_kind', 'position', 'rights_holder', 'captions'
#: The same, each with the letters that it has at most.
DETAILS = {KIND: 200, POSITION: 200, HOLDER: 200, CAPTIONS: 2000}
#: What details are called, by name; chosen values by ``name:value``.
LABELS = {
    KIND: _('Người gửi là'), POSITION: _('Chức danh'),
    HOLDER: _('Tác giả, chủ sở hữu nội dung, tệp, ảnh'), CAPTIONS: _('Chú thích ảnh'),
    **{f'{KIND}:{name}': title for name, title in SENDERS.items()}}
