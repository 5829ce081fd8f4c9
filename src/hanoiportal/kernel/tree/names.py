"""Names in the tree: one path segment each, safe in every URL."""
import re
from collections.abc import Container

from ...base.i18n import _

#: Lower-case ASCII, so that an address can be read out over the telephone.
NAME = re.compile(r'[a-z0-9][a-z0-9._-]{0,119}')

#: Addresses that the shells use; a section or item of that name could not be opened.
RESERVED = frozenset({
    '.well-known', '_answer', '_clarify', '_design', '_preview', '_vneid', 'account',
    'account-code', 'account-drop', 'account-passkey', 'account-recovery', 'account-sessions',
    'account-static', 'account-vneid', 'accounts', 'api', 'atom.xml', 'audit-roots.txt', 'ban-tin',
    'cau-tra-loi-tuong-tu', 'confirm', 'console', 'cua-toi', 'dang-ky-theo-doi', 'danh-cho-ban',
    'danh-gia', 'dcat.jsonld', 'desk', 'desk-files', 'desk-static', 'dien-thoai-can-thiet',
    'drafts', 'du-lieu-cua-toi', 'eli', 'english', 'favicon.ico', 'feed', 'feed.json', 'gui',
    'gui-cau-hoi', 'gui-dien-dan', 'gui-tin-bai', 'healthz', 'hien-thi', 'interactions',
    'ket-qua-danh-gia', 'ket-qua-danh-gia.csv', 'ket-qua-danh-gia.json', 'ket-qua-danh-gia.jsonld',
    'lich-tiep-cong-dan', 'llms.txt', 'login', 'login-passkey', 'login-vneid', 'logout', 'metrics',
    'mo-thu-tuc', 'muc-theo-doi', 'nhan-thong-tin', 'oembed', 'passkey-options', 'password',
    'password-new', 'readyz', 'robots.txt', 'rss', 'rss.xml', 'search', 'second-factor', 'sitemap',
    'sitemap-news.xml', 'sitemap.xml', 'sites', 'so-cong-khai', 'so-cong-khai.csv',
    'so-cong-khai.json', 'static', 'suggest', 'theo-doi', 'theo-doi-qua-tin-nhan', 'thoi-han',
    'thong-bao-bao-tri', 'thong-ke-truy-cap', 'tin-bao', 'toan-trang', 'tra-cuu-van-ban',
    'tu-khoa', 'tuan-thu', 'tuan-thu-chi-tiet', 'tuan-thu-chi-tieu', 'tuan-thu-chi-tieu.csv',
    'tuan-thu-chi-tieu.json', 'tuan-thu-cong', 'tuan-thu.csv', 'tuan-thu.json', 'tuan-thu.jsonld',
    'tuyen-bo-tiep-can', 'van-ban.csv', 'van-ban.jsonld', 'xep-hang', 'xep-hang.csv',
    'xep-hang.json'})
#: Views that give a file: its content; renditions of a picture, whole and cut; captions of a film,
#: and the film in sign language.
CONTENT, WHOLE, THUMBNAIL, CAPTIONS, SIGNED = FILES = (
    'content', 'scaled', 'thumb', 'captions', 'ngon-ngu-ky-hieu')


class BadName(ValueError):
    """A name that cannot stand in an address; ``args[0]`` is a translatable reason."""


def check_name(name: object, taken: Container[str] = ()) -> str:
    """Return ``name``, fit to be one path segment.

    Raises ``BadName`` if it is no ``str``, empty, too long (120), not lower-case ASCII, or in
    ``taken``.
    """
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise BadName(_(
            'Tên “${name}” không dùng được trong địa chỉ: chỉ gồm chữ thường không dấu, chữ số, '
            'dấu gạch nối, dấu chấm; tối đa 120 ký tự.', mapping={'name': str(name)[:120]}))
    if name.endswith('.') or '..' in name:
        raise BadName(_('Tên không được chứa hai dấu chấm liền nhau hoặc kết thúc bằng dấu chấm.'))
    if name in taken:
        raise BadName(_('Tên “${name}” được dành riêng.', mapping={'name': name}))
    return name
