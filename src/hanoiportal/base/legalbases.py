"""Legal bases in English: documents and provisions are a closed list of words."""
import re

from .i18n import DEFAULT

#: Names of laws, and of kinds of documents before a number.
_LAWS = {
    'Luật Tiếp cận thông tin': 'Law on Access to Information',
    'Luật Tiếp cận thông tin 2016': 'Law on Access to Information 2016',
    'Luật Tiếp cận thông tin (sửa đổi) năm 2026': 'Law on Access to Information (revised) 2026',
    'Luật Ban hành văn bản quy phạm pháp luật':
        'Law on the Promulgation of Legal Normative Documents',
    'Luật Ban hành văn bản quy phạm pháp luật 2025':
        'Law on the Promulgation of Legal Normative Documents 2025',
    'Luật Khiếu nại': 'Law on Complaints',
    'Luật Ngân sách nhà nước': 'Law on the State Budget'}
_KINDS = {'Quyết định': 'Decision', 'QĐ': 'Decision', 'Nghị định': 'Decree', 'NĐ': 'Decree',
          'Thông tư': 'Circular', 'TT': 'Circular', **_LAWS}
_NUMBERED = re.compile(f'({"|".join(map(re.escape, _KINDS))}) (?:số )?([0-9]+/\\S*)')
_WHOLE = re.compile(r'(.*?)(?:(?:^|[:,]? )((?:điểm|khoản|Điều|Phụ lục) .*))?')
_RANGE = re.compile(r'Điều (\d+) đến Điều (\d+)')
#: The smallest first, the article first, and in figures alone: điểm a khoản 1 Điều 13, 13.1.a.
_PROVISION = re.compile(r'((?:điểm \w+(?:, | ))*)((?:khoản \d+(?:, | ))*)Điều (\d+)')
_ARTICLE = re.compile(r'Điều (\d+)(?=(?: khoản| điểm))((?: khoản \d+(?:, khoản \d+)*)?)'
                      r'((?: điểm \w+(?:, điểm \w+)*)?)')
_DOTTED = re.compile(r'(Điều|và) (\d+)\.(\d+)(?:\.(\w))?')
_NOTE = re.compile(r' \((\d+) ngày làm việc\)')
_UNKNOWN = re.compile('[^\x00-\x7fđ]')


def basis_in(text: str, tag: str) -> tuple[str, str | None]:
    """Return the legal basis ``text`` for a page in the language ``tag``: in English if every word
    of it is known, else as it is; and the tag of its language where that is another.

    >>> basis_in('Quyết định 4263/QĐ-UBND: điểm a khoản 3 Điều 4', 'en')
    ('Decision 4263/QĐ-UBND: Article 4, clause 3, point a', None)
    >>> basis_in('QĐ 4263/QĐ-UBND Điều 13.2.a; TT 22/2023/TT-BTTTT Phụ lục II', 'en')[0]
    'Decision 4263/QĐ-UBND: Article 13, clause 2, point a; Circular 22/2023/TT-BTTTT: Annex II'
    """
    if tag == 'en':
        said = [_document(each) for each in text.split('; ')]
        if all(said):
            return '; '.join(said), None
    return text, None if tag == DEFAULT else DEFAULT


def _document(text: str) -> str:
    whole = _WHOLE.fullmatch(text)
    assert whole
    name, provisions = whole[1], whole[2]
    numbered = _NUMBERED.fullmatch(name)
    document = f'{_KINDS[numbered[1]]} {numbered[2]}' if numbered else _LAWS.get(name, '')
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


def _said(article: str, clauses: str, points: str) -> str:
    return ', '.join([f'Article {article}', *(
        _named(english, numbers) for word, english, part in (
            ('khoản', 'clause', clauses), ('điểm', 'point', points))
        if (numbers := re.findall(rf'{word} (\w+)', part)))])


def _named(word: str, numbers: list[str]) -> str:
    return f'{word} {numbers[0]}' if len(numbers) == 1 else f'{word}s {" and ".join(numbers)}'
