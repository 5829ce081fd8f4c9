"""Who sends, and what the fields of a contribution are called."""
from ...base.i18n import _

#: What a sender is told of a publication; kept in Vietnamese, the language of cases' texts.
TOLD = _('Nội dung đã gửi được biên tập và đăng trên Cổng. Trân trọng cảm ơn.')
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
