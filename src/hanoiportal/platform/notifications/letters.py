"""The mails, in Vietnamese: that something has happened, and where to read it.

A mail passes through hands that are not ours: it holds nothing of the text, not its title nor the
address that is made of it, and no log-in name.
"""
from ...base.clock import moment
from ...base.i18n import _
from ...kernel.security.authentication.passwordlinks import VIEW_NAME
from ...kernel.tree.lookup import find_site
from .kinds import KINDS

_SUBJECT = _('[${site}] ${what}')
_TEXT = _(
    'Kính gửi ${name},\n\n${what}.\n\nTrang: ${site}\nMở để xem: ${address}\n\n'
    'Thư này do Cổng Thông tin điện tử tự động gửi và không kèm nội dung chưa công bố. '
    'Nếu không muốn nhận thư, hãy chọn lại ở trang “Thông báo”.\n')
_DIGEST_TEXT = _(
    'Kính gửi ${name},\n\n${lines}\n\nMở để xem: ${address}\n\n'
    'Thư này do Cổng Thông tin điện tử tự động gửi và không kèm nội dung chưa công bố. '
    'Nếu không muốn nhận thư, hãy chọn lại ở trang “Thông báo”.\n')
_SOMEBODY = _('Ông/Bà')
_LINK_SUBJECT = _('[${site}] Đặt mật khẩu cho tài khoản của Ông/Bà')
_LINK_TEXT = _(
    'Kính gửi ${name},\n\nNgười quản trị tài khoản của ${site} gửi Ông/Bà đường dẫn để tự đặt mật '
    'khẩu. Mật khẩu cũ, nếu có, không còn dùng được.\n\nMở: ${address}\nNếu trang hỏi đường dẫn, '
    'xin dán cả đường dẫn này vào ô.\nDùng được một lần, đến ${until}.\n\n'
    'Xin không chuyển tiếp thư này. Nếu Ông/Bà không đề nghị, hãy báo người quản trị tài khoản. '
    'Cổng không bao giờ hỏi mật khẩu qua thư hoặc điện thoại.\n')


def letter(account, subject, kind, number, settings):
    """Return ``(subject line, text)`` of the mail about the notification ``number``."""
    site = find_site(subject)
    words = {
        'name': account.full_name or _SOMEBODY, 'what': KINDS[kind].title,
        'site': site.title,
        'address': f'{desk_of(site, settings)}/@@notification?number={number}'}
    return in_vietnamese(_SUBJECT, words), in_vietnamese(_TEXT, words)


def link_letter(account, portal, token, until, settings):
    """Return ``(subject line, text)`` of the mail with the link that sets a password.

    ``until``: aware ``datetime``.  The ``token`` stands behind ``#``: no server is sent it.
    """
    doors = desk_of(portal, settings).removesuffix('desk')
    words = {'name': account.full_name or _SOMEBODY, 'site': portal.title,
             'address': f'{doors}{VIEW_NAME}#{token}', 'until': moment(until)}
    return in_vietnamese(_LINK_SUBJECT, words), in_vietnamese(_LINK_TEXT, words)


def digest_letter(account, place, subject, words, lines, settings):
    """Return ``(subject line, text)`` of a mail of several ``lines``; see ``INotifying.mail``."""
    site = find_site(place)
    text = in_vietnamese(_DIGEST_TEXT, {
        'name': account.full_name or _SOMEBODY, 'address': desk_of(site, settings),
        'lines': '\n'.join(in_vietnamese(*line) for line in lines)})
    return in_vietnamese(subject, {**words, 'site': site.title}), text


def in_vietnamese(message, words):
    """Return ``message`` with ``words`` put in; message ids are the Vietnamese texts."""
    return type(message)(message, mapping=words).interpolate()


def desk_of(site, settings):
    """Return the absolute address of the desk at ``site``, as people outside reach it."""
    if settings.mail_links:
        return settings.mail_links.rstrip('/') + '/desk'
    if settings.desk_host:
        return f'https://{settings.desk_name}/desk'
    host = f'{site.__name__}.{settings.domain}' if site.__name__ else settings.domain
    return f'https://{host}/desk'
