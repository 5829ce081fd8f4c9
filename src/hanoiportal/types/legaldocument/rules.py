"""What must hold between the fields of a legal document (clauses 14.2, 14.3.b, 15.1.e)."""
from ...base.i18n import _
from ...base.legaltexts.errors import LegalTextError
from ...base.legaltexts.parser import parse
from .reading.numbers import check_number

NORMATIVE, ADMINISTRATIVE = 'van-ban-qppl', 'van-ban-hanh-chinh'
NOT_SECRET = 'khong'
PENDING, IN_FORCE, PARTLY, ENDED = 'chua-co', 'con', 'het-mot-phan', 'het'

#: Kinds of individual documents that are always laid out in articles (NĐ 30/2020, appendix III);
#: a resolution on policy, such as those of the Government, is not.
_IN_ARTICLES = frozenset(('QĐ', 'QC', 'QyĐ'))


def faults(values, kind, today, stamps):
    """Return ``{field: reason}`` of what is wrong with ``values``, ``{}`` if nothing is.

    ``values``: by field, each good in itself.  ``kind``: its ``DocumentKind``.
    ``today``: local ``date``.  ``stamps``: the ``IStamps`` of the portal.
    """
    found = dict(_not_secret(values, stamps))
    for rule in (_number, _dates, _force, _needed_by_law, _text):
        for field, why in rule(values, kind, today):
            found.setdefault(field, why)
    return found


def reasons_against_publishing(document, kind):
    """Return why the public may not have ``document`` as it is, ``[]`` if it may.

    ``kind``: its ``DocumentKind``.
    """
    reasons = []
    if document.secrecy != NOT_SECRET:
        reasons.append(_SECRET)
    if kind.in_full and not document.full_text:
        reasons.append(_('Văn bản loại này phải được đăng toàn văn (khoản 2 Điều 14 Quy chế); '
                         'hãy nhập toàn văn.'))
    elif not document.full_text and not document.has_files:
        reasons.append(_('Văn bản chưa có toàn văn và chưa có tệp đính kèm.'))
    return reasons


_SECRET = _('Văn bản có độ mật hoặc chỉ phổ biến trong phạm vi hẹp không được đưa lên Cổng '
            '(khoản 2, điểm b khoản 3 Điều 14 Quy chế).')


def _not_secret(values, stamps):
    if values['secrecy'] != NOT_SECRET:
        yield 'secrecy', _SECRET
    stamp = stamps.search(values['full_text'])
    if stamp:
        yield 'full_text', _(
            'Toàn văn có dấu “${stamp}”. Văn bản có độ mật hoặc chỉ phổ biến trong phạm vi hẹp '
            'không được đưa lên Cổng (khoản 2, điểm b khoản 3 Điều 14 Quy chế).',
            mapping={'stamp': stamp[1]})


def _number(values, kind, today):
    wrong = check_number(values['number'], kind)
    if wrong:
        yield 'number', wrong


def _dates(values, kind, today):
    issued, effective, expires = values['issued'], values['effective'], values['expires']
    if issued > today:
        yield 'issued', _('Ngày ban hành ở trong tương lai.')
    if kind.klass == NORMATIVE and effective and effective < issued:
        yield 'effective', _('Ngày có hiệu lực của văn bản quy phạm pháp luật không được trước '
                             'ngày ban hành.')
    if expires and expires < (effective or issued):
        yield 'expires', _('Ngày hết hiệu lực không được trước ngày có hiệu lực.')


def _force(values, kind, today):
    if values['status'] == PENDING and values['effective'] and values['effective'] <= (
            values['issued']):
        yield 'status', _('Văn bản có hiệu lực ngay khi ban hành thì không thể chưa có hiệu lực.')


def _needed_by_law(values, kind, today):
    if kind.klass != NORMATIVE:
        return
    for field in ('effective', 'status'):
        if not values[field]:
            yield field, _('Văn bản quy phạm pháp luật phải có thông tin này.')


def _text(values, kind, today):
    if not values['full_text']:
        return
    try:
        parse(values['full_text'], kind.klass == NORMATIVE or (
            kind.klass == ADMINISTRATIVE and kind.abbr in _IN_ARTICLES))
    except LegalTextError as error:
        yield 'full_text', error.said
