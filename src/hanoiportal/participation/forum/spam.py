"""What marks a post as spam, so that it is refused at once with a sentence.  Pure."""
from __future__ import annotations

import re

from ...base.i18n import _

#: An address: with a scheme, with ``www.``, or a name below a domain that is common in spam.
_LINK = re.compile(
    r'(?:https?://|www\.)([^\s/<>"]+)|\b((?:[\w-]+\.)+(?:com|net|org|vn|info|xyz|shop|top|club))\b',
    re.IGNORECASE)
#: Hosts of authorities, which alone may be linked.
_OFFICIAL = re.compile(r'(?:[\w-]+\.)*(?:gov|chinhphu|quochoi)\.vn(?::\d+)?', re.IGNORECASE)
#: One letter or sign so many times running; letters of a text that is looked at for capitals, and
#: the part of them that are.
_REPEATED = re.compile(r'(.)\1{9}', re.DOTALL)
_LEAST, _LOUD = 40, .7


def against_spam(text: str) -> str:
    """Return why ``text`` is taken for spam, translatable; ``''`` if it is not.

    >>> against_spam('Xem tại https://hanoi.gov.vn/tin và thuchanh.hanoi.gov.vn.')
    ''
    >>> against_spam('Vay nhanh: www.vay-tien.com').mapping
    {'host': 'vay-tien.com'}
    """
    for link in _LINK.finditer(text):
        host = link[1] or link[2]
        if not _OFFICIAL.fullmatch(host.rstrip('.,;:)')):
            return _('Ý kiến có đường dẫn “${host}” ra ngoài các trang của cơ quan nhà nước. Xin '
                     'bỏ đường dẫn; nội dung đã viết còn nguyên.', mapping={'host': host[:80]})
    if _REPEATED.search(text.replace(' ', '')):
        return _('Ý kiến có một ký tự lặp quá nhiều lần nên giống thư rác. Xin sửa; nội dung đã '
                 'viết còn nguyên.')
    letters = [each for each in text if each.isalpha()]
    if len(letters) >= _LEAST and sum(map(str.isupper, letters)) > _LOUD * len(letters):
        return _('Ý kiến viết gần như toàn chữ in hoa. Xin viết chữ thường cho dễ đọc; nội dung '
                 'đã viết còn nguyên.')
    return ''
