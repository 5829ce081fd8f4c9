"""Mails to the person who is asked, in Vietnamese."""
from ...base.clock import local
from ...base.i18n import _
from ...kernel.tree.lookup import find_portal, find_site
from ...platform.notifications.interfaces import IPost
from .interfaces import MAIL

VIEW_NAME = '_clarify'
#: How a person and a body are addressed.
_PERSON, _BODY = 'Ông/Bà', 'Quý cơ quan'

_SUBJECT = _('[${site}] Đề nghị làm rõ thông tin, trả lời trước ${due}')
_TEXT = _(
    'Kính gửi ${name},\n\nBan Biên tập ${site} đề nghị Ông/Bà làm rõ một thông tin trước khi '
    'đăng (khoản 1 Điều 14 Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND).\n\n'
    'Xem câu hỏi và trả lời tại: ${address}\nNếu trang hỏi mã, xin dán cả đường dẫn này vào ô.\n'
    'Hạn trả lời: ${due}\n\n'
    'Đường dẫn này chỉ dùng được một lần và chỉ dành cho Ông/Bà; xin không chuyển tiếp. '
    'Không cần tài khoản.\n')
_REMINDER = _('[${site}] Nhắc: trả lời đề nghị làm rõ thông tin trước ${due}')
_REMINDED = _(
    'Kính gửi ${name},\n\nBan Biên tập ${site} vẫn chờ Ông/Bà trả lời đề nghị làm rõ thông tin '
    'gửi ngày ${asked}. Hạn trả lời: ${due}.\n\nXin mở đường dẫn trong thư đã gửi ngày đó.\n')


def send_question(document, clarification, token, registry, base):
    """Send the link, if it goes by mail.

    ``base``: absolute address of the city portal without a slash.
    """
    _send(document, clarification, registry, _SUBJECT, _TEXT,
          address=f'{base}/{VIEW_NAME}#{token}')


def send_reminder(document, clarification, registry):
    """Remind of the link, which is not kept and cannot be sent again; nobody who was written to
    or called otherwise.
    """
    _send(document, clarification, registry, _REMINDER, _REMINDED)


def _send(document, clarification, registry, subject, text, **words):
    if clarification.way != MAIL:
        return
    if clarification.is_body:
        text = type(text)(text.replace(_PERSON, _BODY))
    site = find_site(document)
    words = {
        **words, 'name': clarification.to_name, 'site': site.full_name,
        'due': spoken(clarification.due), 'asked': spoken(clarification.asked_at)}
    transactions = find_portal(document)._p_jar.transaction_manager
    registry.getUtility(IPost).send(
        transactions, clarification.to_address,
        _filled(subject, {**words, 'site': site.title}), _filled(text, words),
        about=(document.__oid__,))


def _filled(message, words):
    """Return ``message`` with ``words`` put in; message ids are the Vietnamese texts."""
    return type(message)(message, mapping=words).interpolate()


def spoken(moment):
    """Return the aware ``datetime`` ``moment`` as a letter says it, in Hanoi's time."""
    return local(moment).strftime('%H:%M ngày %d/%m/%Y')
