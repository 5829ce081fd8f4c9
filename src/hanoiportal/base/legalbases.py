"""Legal bases in English: documents and provisions are a closed list of words."""
import datetime
import re

from .clock import Shown, shown_date
from .i18n import DEFAULT

_DAY = datetime.timedelta(days=1)

#: Names of laws, and of kinds of documents before a number.
_LAWS = {
    'Luật Tiếp cận thông tin': 'Law on Access to Information',
    'Luật Tiếp cận thông tin 2016': 'Law on Access to Information 2016',
    'Luật Tiếp cận thông tin (sửa đổi) năm 2026': 'Law on Access to Information (revised) 2026',
    'Luật Ban hành văn bản quy phạm pháp luật':
        'Law on the Promulgation of Legal Normative Documents',
    'Luật Ban hành văn bản quy phạm pháp luật 2015':
        'Law on the Promulgation of Legal Normative Documents 2015',
    'Luật Ban hành văn bản quy phạm pháp luật 2025':
        'Law on the Promulgation of Legal Normative Documents 2025',
    'Luật Khiếu nại': 'Law on Complaints',
    'Luật Ngân sách nhà nước': 'Law on the State Budget',
    'Bộ luật Dân sự 2015': 'Civil Code 2015', 'Bộ luật Lao động 2019': 'Labour Code 2019'}
_KINDS = {'Quyết định': 'Decision', 'QĐ': 'Decision', 'Nghị định': 'Decree', 'NĐ': 'Decree',
          'Thông tư': 'Circular', 'TT': 'Circular', 'Thông báo': 'Notice', 'Luật': 'Law', **_LAWS}
#: Short names of laws and of kinds of documents.
_SHORT = {'Luật TCTT': _LAWS['Luật Tiếp cận thông tin'], 'Luật Khiếu nại': _LAWS['Luật Khiếu nại'],
          'Luật BVDLCN': 'Law on Personal Data Protection',
          'Luật VBQPPL': _LAWS['Luật Ban hành văn bản quy phạm pháp luật'], 'NĐ': 'Decree'}
#: What is said of a document in brackets, and beside the documents.
_REMARKS = {
    'tuần làm việc 40 giờ': 'working week of 40 hours',
    'đăng chéo giữa các trang': 'cross-posting between sites',
    'công khai câu hỏi, câu trả lời': 'publication of questions and answers'}
_BESIDE = {
    'thời hạn của luật mới chưa tra cứu được nên tạm tính theo thời hạn này':
        'the terms of the new law are not known yet, so this one is used provisionally',
    'Quy chế không nêu số ngày: số ngày do Cổng đề xuất, chờ cơ quan quản lý quyết định':
        'the Regulation names no number of days: the portal proposes it until the managing body '
        'decides'}
_BRACKETS = re.compile(r'(.*) \(([^()]+)\)')
_ENDED = re.compile(r'hết hiệu lực (\d+)/(\d+)/(\d+)')
_NUMBERED = re.compile(f'({"|".join(map(re.escape, _KINDS))}) (?:số )?([0-9]+/\\S*)'
                       r'(?: ngày (\d+)/(\d+)/(\d+))?')
#: Where a day off stands, see ``deadlines.calendar.place_in_calendar``.
_ROW = re.compile(r'ngày (\d+)/(\d+)/(\d+) trong lịch ngày nghỉ')
_WHOLE = re.compile(r'(.*?)(?:(?:^|[:,]? )((?:điểm|khoản|Điều|Phụ lục) .*))?')
_RANGE = re.compile(r'Điều (\d+) đến Điều (\d+)')
#: The smallest first, the article first, and in figures alone: điểm a khoản 1 Điều 13, 13.1.a.
_PROVISION = re.compile(r'((?:điểm \w+(?:, | ))*)((?:khoản \d+(?:, | ))*)Điều (\d+)')
_ARTICLE = re.compile(r'Điều (\d+)(?=(?: khoản| điểm))((?: khoản \d+(?:, khoản \d+)*)?)'
                      r'((?: điểm \w+(?:, điểm \w+)*)?)')
_DOTTED = re.compile(r'(Điều|và) (\d+)\.(\d+)(?:\.(\w))?')
_SHORTLY = re.compile(r' Đ(\d+)(?:\.([\d-]+))?([a-z])?')
_NOTE = re.compile(r' \((\d+) ngày làm việc\)')
_UNKNOWN = re.compile('[^\x00-\x7fđ]')


def basis_in(text: str, tag: str) -> tuple[str, str | None]:
    """Return the legal basis ``text`` for a page in the language ``tag``: in English if every word
    of it is known, else in Vietnamese, the smallest part first as officials write; and the tag of
    its language where that is another.

    >>> basis_in('Quyết định 4263/QĐ-UBND, Điều 4 khoản 3 điểm a', 'vi')[0]
    'Quyết định 4263/QĐ-UBND, điểm a khoản 3 Điều 4'

    >>> basis_in('Quyết định 4263/QĐ-UBND: điểm a khoản 3 Điều 4', 'en')
    ('Decision 4263/QĐ-UBND: Article 4, clause 3, point a', None)
    >>> basis_in('Quyết định 188/1999/QĐ-TTg (tuần làm việc 40 giờ)', 'en')[0]
    'Decision 188/1999/QĐ-TTg (working week of 40 hours)'
    >>> basis_in('Nghị định 42/2022/NĐ-CP, Điều 9 (hết hiệu lực 01/7/2026)', 'en')[0]
    'Decree 42/2022/NĐ-CP: Article 9 (in force until 30 June 2026)'
    >>> basis_in('QĐ 4263/QĐ-UBND Điều 13.2.a; TT 22/2023/TT-BTTTT Phụ lục II', 'en')[0]
    'Decision 4263/QĐ-UBND: Article 13, clause 2, point a; Circular 22/2023/TT-BTTTT: Annex II'
    """
    if tag == 'en':
        said = [_document(each) for each in text.split('; ')]
        if all(said):
            return '; '.join(said), None
    return _ARTICLE.sub(_smallest_first, text), None if tag == DEFAULT else DEFAULT


class ShownBasis(Shown):
    """A legal basis, as ``basis_in`` says it."""

    def __new__(cls, basis: str) -> 'ShownBasis':
        """Return ``basis`` as text."""
        return super().__new__(cls, basis_in(basis, DEFAULT)[0])

    def in_language(self, tag: str) -> str:
        """Return it in the language ``tag``, in Vietnamese if not every word is known in it."""
        return basis_in(self, tag)[0]


def short_in(text: str, tag: str) -> str:
    """Return the short name ``text`` of a provision for a page in the language ``tag``.

    >>> short_in('NĐ 244/2026 Đ6.2a', 'en')
    'Decree 244/2026, Article 6, clause 2, point a'
    >>> short_in('Luật TCTT 2016 Đ22.4', 'en')
    'Law on Access to Information 2016, Article 22, clause 4'
    >>> short_in('13.1.b', 'en'), short_in('NĐ 244/2026 Đ6.2a', 'vi')
    ('13.1.b', 'NĐ 244/2026 Đ6.2a')
    """
    if tag != 'en':
        return text
    for name, english in _SHORT.items():
        text = text.replace(f'{name} ', f'{english} ')
    return _SHORTLY.sub(lambda found: ', ' + ', '.join(
        f'{what} {each}' for what, each in zip(
            ('Article', 'clause', 'point'), found.groups(), strict=True) if each), text)


def _document(text: str) -> str:
    brackets = _BRACKETS.fullmatch(text)
    remark = _remark(brackets[2]) if brackets else ''
    if brackets and remark:
        said = _document(brackets[1])
        return said and f'{said} ({remark})'
    return _BESIDE.get(text, '') or _row(text) or _provided(text)


def _row(text: str) -> str:
    row = _ROW.fullmatch(text)
    if row is None:
        return ''
    day = _day(*row.groups())
    return day and f'{day} in the calendar of days off'


def _day(day: str, month: str, year: str) -> str:
    """Return the day in English, ``''`` if there is no such day."""
    try:
        return shown_date(datetime.date(int(year), int(month), int(day)), 'en')
    except ValueError:
        return ''


def _remark(text: str) -> str:
    ended = _ENDED.fullmatch(text)
    if ended:
        day, month, year = map(int, ended.groups())
        return f'in force until {shown_date(datetime.date(year, month, day) - _DAY, "en")}'
    return _REMARKS.get(text, '')


def _provided(text: str) -> str:
    whole = _WHOLE.fullmatch(text)
    assert whole
    name, provisions = whole[1], whole[2]
    numbered = _NUMBERED.fullmatch(name)
    document = _LAWS.get(name, '')
    if numbered:
        day = _day(*numbered.groups()[2:]) if numbered[3] else ''
        if numbered[3] and not day:
            return ''
        document = f'{_KINDS[numbered[1]]} {numbered[2]}{f" of {day}" if day else ""}'
    if not provisions:
        return document
    said = _provisions(provisions)
    if not said or name and not document:
        return ''
    return f'{document}: {said}' if document else said


def _provisions(text: str) -> str:
    text = _NOTE.sub(lambda found: f' ({int(found[1])} working days)', text)
    text = _RANGE.sub(r'Articles \1 to \2', text)
    text = _DOTTED.sub(_dotted, text)
    text = _ARTICLE.sub(lambda found: _said(found[1], found[2], found[3]), text)
    text = _PROVISION.sub(lambda found: _said(found[3], found[2], found[1]), text)
    text = text.replace('Phụ lục ', 'Annex ')
    return '' if _UNKNOWN.search(text) else text


def _dotted(found: re.Match[str]) -> str:
    said = f'Article {found[2]}, clause {found[3]}'
    point = f', point {found[4]}' if found[4] else ''
    return ('and ' if found[1] == 'và' else '') + said + point


def _smallest_first(found: re.Match[str]) -> str:
    return f'{found[3]}{found[2]} Điều {found[1]}'.strip()


def _said(article: str, clauses: str, points: str) -> str:
    return ', '.join([f'Article {article}', *(
        _named(english, numbers) for word, english, part in (
            ('khoản', 'clause', clauses), ('điểm', 'point', points))
        if (numbers := re.findall(rf'{word} (\w+)', part)))])


def _named(word: str, numbers: list[str]) -> str:
    return f'{word} {numbers[0]}' if len(numbers) == 1 else f'{word}s {" and ".join(numbers)}'
