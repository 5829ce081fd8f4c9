"""The legal basis of a section in English: documents and provisions are a closed list of words."""
import re

from ....base.i18n import DEFAULT
from .wording import Wording

#: Names of laws, and of kinds of documents before a number.
_LAWS = {
    'Luật Tiếp cận thông tin 2016': 'Law on Access to Information 2016',
    'Luật Tiếp cận thông tin (sửa đổi) năm 2026': 'Law on Access to Information (revised) 2026',
    'Luật Ban hành văn bản quy phạm pháp luật 2025':
        'Law on the Promulgation of Legal Normative Documents 2025',
    'Luật Ngân sách nhà nước': 'Law on the State Budget'}
_KINDS = {'Quyết định': 'Decision', 'Nghị định': 'Decree', 'Thông tư': 'Circular'}
_NUMBERED = re.compile(f'({"|".join(_KINDS)}) (?:số )?([0-9]\\S*)')
_RANGE = re.compile(r'Điều (\d+) đến Điều (\d+)')
_PROVISION = re.compile(r'((?:điểm \w+(?:, | ))*)((?:khoản \d+(?:, | ))*)Điều (\d+)')
_NOTE = re.compile(r' \((\d+) ngày làm việc\)')


def legal_basis(text: str, tag: str) -> Wording:
    """Return the legal basis ``text`` for a page in the language ``tag``: in English if every word
    of it is known, else as it is.

    >>> legal_basis('Quyết định 4263/QĐ-UBND: điểm a khoản 3 Điều 4', 'en').text
    'Decision 4263/QĐ-UBND: Article 4, clause 3, point a'
    """
    if tag == 'en':
        said = [_document(each) for each in text.split('; ')]
        if all(said):
            return Wording('; '.join(said), None)
    return Wording(text, None if tag == DEFAULT else DEFAULT)


def _document(text: str) -> str:
    name, colon, provisions = text.partition(': ')
    numbered = _NUMBERED.fullmatch(name)
    document = f'{_KINDS[numbered[1]]} {numbered[2]}' if numbered else _LAWS.get(name, '')
    if not colon or not document:
        return document
    said = _provisions(provisions)
    return f'{document}: {said}' if said else ''


def _provisions(text: str) -> str:
    text = _NOTE.sub(lambda found: f' ({int(found[1])} working days)', text)
    text = _RANGE.sub(r'Articles \1 to \2', text)
    text = _PROVISION.sub(_provision, text)
    return '' if re.search('Điều|khoản|điểm', text) else text


def _provision(found: re.Match[str]) -> str:
    points, clauses = (re.findall(rf'{word} (\w+)', part) for word, part in (
        ('điểm', found[1]), ('khoản', found[2])))
    steps = [f'Article {found[3]}']
    if clauses:
        steps.append(_named('clause', clauses))
    if points:
        steps.append(_named('point', points))
    return ', '.join(steps)


def _named(word: str, numbers: list[str]) -> str:
    return f'{word} {numbers[0]}' if len(numbers) == 1 else f'{word}s {" and ".join(numbers)}'
