"""Headings, images, links and tables: what a reader with a screen reader depends on (WCAG 2.2)."""
import re
from collections.abc import Iterator

from ...base.i18n import _
from ...base.text import fold
from .draft import Draft, Outline
from .interfaces import ADVICE, ERROR, WARNING, Finding

#: Words that say nothing of where a link leads (WCAG 2.2, 2.4.4), folded.
_EMPTY_LINKS = frozenset((
    'tai day', 'o day', 'day', 'xem tai day', 'xem o day', 'bam vao day', 'nhan vao day',
    'kich vao day', 'click vao day', 'an vao day', 'click', 'click here', 'here', 'link',
    'duong link', 'duong dan', 'lien ket', 'xem', 'xem them', 'xem chi tiet', 'chi tiet',
    'xem tiep', 'doc tiep', 'doc them', 'tai ve', 'tai xuong', 'read more', 'more', 'download',
    'vao day', 'tai file', 'file', 'tep dinh kem'))
_ADDRESS = re.compile(r'(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*', re.IGNORECASE)
_FILE_NAME = re.compile(
    r'\S+\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|svg)|(?:img|dsc|dscn|p|screenshot|image|photo)'
    r'[-_ ]?\d+\S*|[0-9a-f-]{16,}', re.IGNORECASE)
_NO_ALT = frozenset(('anh', 'hinh', 'hinh anh', 'image', 'picture', 'photo', 'anh minh hoa',
                     'hinh minh hoa', 'img', 'anh 1', 'hinh 1', 'untitled', 'alt', 'logo'))
_SIGNS = re.compile(r'[^\w ]+')
SHORTEST_ALT = 4


def structure(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in the build of each HTML field of ``draft``."""
    for name, outline in draft.outlines.items():
        yield from _headings(name, outline)
        yield from _pictures(name, outline)
        yield from _links(name, outline)
        yield from _tables(name, outline)


def _headings(name: str, outline: Outline) -> Iterator[Finding]:
    before = 1
    for level, text, position in outline.headings:
        if not text:
            yield Finding('heading-empty', ERROR, name, _('Có đề mục không có chữ.'), '', position)
            continue
        if level > before + 1:
            yield Finding(
                'heading-order', ERROR, name,
                _('Đề mục cấp ${level} đứng ngay sau cấp ${before}; không được bỏ cấp.',
                  mapping={'level': level, 'before': before}), text, position)
        before = level


def _pictures(name: str, outline: Outline) -> Iterator[Finding]:
    for picture in outline.pictures:
        alt = picture.alt
        if alt is None:
            yield Finding(
                'image-alt', ERROR, name,
                _('Ảnh chưa có lời mô tả; ảnh chỉ để trang trí thì để lời mô tả trống.'),
                picture.source, picture.position)
        elif alt and _says_nothing(alt.strip()):
            yield Finding(
                'image-alt-name', ERROR, name,
                _('Lời mô tả ảnh là tên tệp hoặc không nói lên điều gì.'), alt, picture.position)


def _says_nothing(alt: str) -> bool:
    return (_FILE_NAME.fullmatch(alt) is not None or len(alt) < SHORTEST_ALT
            or _plain(alt) in _NO_ALT)


def _links(name: str, outline: Outline) -> Iterator[Finding]:
    for link in outline.links:
        if not link.text:
            yield Finding('link-empty', ERROR, name, _('Liên kết không có chữ để đọc.'),
                          link.address, link.position)
        elif _plain(link.text) in _EMPTY_LINKS:
            yield Finding(
                'link-text', WARNING, name,
                _('Chữ của liên kết không nói nó dẫn đến đâu; hãy viết tên của trang đích.'),
                link.text, link.position)
        elif _ADDRESS.fullmatch(link.text):
            yield Finding(
                'link-address', ADVICE, name,
                _('Chữ của liên kết là một địa chỉ; hãy viết tên của trang đích.'),
                link.text, link.position)


def _tables(name: str, outline: Outline) -> Iterator[Finding]:
    for table in outline.tables:
        if table.cells > 1 and not table.has_headers:
            yield Finding(
                'table-headers', ERROR, name,
                _('Bảng không có ô tiêu đề; hãy đánh dấu hàng hoặc cột tiêu đề.'), '',
                table.position)


def _plain(text: str) -> str:
    return ' '.join(_SIGNS.sub(' ', fold(text)).split())
