"""The words of citations, as patterns: provisions, numbers, kinds, days, and what joins them."""
import re
from functools import lru_cache

from ....base.legaltexts.structure import ARTICLE, CHAPTER, CLAUSE, POINT, SECTION

_ROMAN = '[IVXLC]{1,6}|[0-9]{1,2}'
_LEVELS = (
    ('phu_luc', '(?i:phụ lục)', f'{_ROMAN}|[0-9]{{1,2}}[A-Z]'),
    (CHAPTER, '(?i:chương)', _ROMAN),
    (SECTION, '(?i:mục)', _ROMAN),
    (ARTICLE, '(?:(?i:điều)|Đ[.])', '[0-9]{1,4}[a-zđ]?'),
    (CLAUSE, '(?:(?i:khoản)|[Kk][.])', '[0-9]{1,3}[a-zđ]?'),
    (POINT, '(?<!địa )(?<!thời )(?i:điểm)', '[a-zđ][0-9]{0,2}'),
)
# "khoản 5 triệu đồng", "Điều 5, 20 ngày": no provisions.
_NO_MEASURE = (
    r'(?![\w%]|[.,/:][0-9]|\s+(?:ngày|tháng|năm|giờ|phút|nghìn|triệu|tỷ|đồng|người|lần|bản|trang|'
    r'hộ|ha|m2|km|tuổi|phần)\b)')
#: "khoản 2", "Điều này"; the group that took part names the kind.
ATOM = re.compile(r'(?<!\w)(?:' + '|'.join(
    rf'{word}\s*(?P<{kind}>(?:{number}){_NO_MEASURE}|này\b)' for kind, word, number in _LEVELS)
    + ')')
#: By kind: one more number after a provision of that kind, ", 2", "và 3".
MORE = {kind.replace('_', '-'): re.compile(
    rf'(?:\s*[,;]\s*(?:(?:và|hoặc)\s+)?|\s+(?:và|hoặc|đến)\s+)({number}){_NO_MEASURE}')
    for kind, _word, number in _LEVELS}

KINDS = (
    'Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|'
    'Thông tư|Quyết định|Chỉ thị|Quy chế|Quy định|Quy trình|Quy chuẩn|Điều lệ|Nội quy|Thông báo|'
    'Thông cáo|Hướng dẫn|Chương trình|Kế hoạch|Phương án|Đề án|Dự án|Báo cáo|Tờ trình|'
    'Công văn|Công điện|Kết luận|Văn bản|Biên bản|Danh mục')
_SHORT = 'NĐ|TTLT|TT|QĐ|NQ|CT|CV|KH|TTr|TB|BC'
_ANY = f'(?:(?i:{KINDS})|{_SHORT})'
_SIGN = '[A-ZĐ&][A-ZĐ&a-zđ]*[0-9]*'
_MORE_SIGNS = rf'(?:(?:-\s?|\s-)(?=[A-ZĐ]){_SIGN})'
_YEAR = r'(?:(?:19|20)[0-9]{2}\s*/\s*)?'
_STRICT = (
    rf'[0-9]{{1,5}}[a-z]?\s?/\s?{_YEAR}(?:{_SIGN}{_MORE_SIGNS}+|(?:UBTV)?QH[0-9]+)'
    r'|[0-9]{1,4}-[A-ZĐ]{2,4}[a-z]?/[A-ZĐ]{2,8}(?:-[A-ZĐ]+)?')
_LOOSE = rf'{_STRICT}|[0-9]{{1,5}}[a-z]?\s?/\s?{_YEAR}{_SIGN}'
_DAY = (
    r'(?:,?\s+n\s?gày\s+(?P<d>[0-9]{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>[0-9]{1,2})'
    r'(?:\s*[/.-]\s*|\s+năm\s+)(?P<y>[0-9]{4}))')
_OF = r'(?:\s+của\s+(?:(?!\bsố\b)[^.,;:()0-9]){1,60}?)?'
_TITLED = (
    rf'(?:Bộ luật|Luật|Pháp lệnh)\s+(?:(?!\b(?:{KINDS})\b)[^.;:,()0-9]){{1,100}}?\s+số\s*:?\s*')
_BOUNDARY = r'(?![\w/])'
#: What may stand between a provision and what holds it, or the next of a list.
BETWEEN = re.compile(
    r'(?:\s*[,;])?\s*(?:(?:và|hoặc|đến|của|tại|trong|thuộc)\s+)?(?:(?:các|từ)\s+)?'
    rf'(?:(?i:{KINDS}|phụ lục)\b(?:(?!\bsố\b)[^.;:()]){{0,120}}?)?(?:(?:ban hành\s+)?kèm theo\s+)|'
    r'(?:\s*[,;])?\s*(?:(?:và|hoặc|đến|của|tại|trong|thuộc)\s+)?(?:(?:các|từ)\s+)?')
#: Words between two provisions of which the second does not hold the first.
SPLITS = re.compile(r'\b(?:và|hoặc|đến)\b|;')


@lru_cache(maxsize=8)
def document_pattern(names):
    """Return the pattern of a cited document; ``names``: tuple of the names of laws.

    Groups: ``number`` or ``strict``, or ``decree`` (of which only number and year are said), or
    ``law`` (a name), or ``own`` (the kind of "Quy chế này"); ``d``, ``m``, ``y``.
    """
    longest_first = sorted(names, key=len, reverse=True)
    laws = '|'.join(re.escape(name).replace(r'\ ', r'\s+') for name in longest_first) or '(?!)'
    return re.compile(
        rf'(?<![\w/])(?:(?P<own>(?i:{KINDS}))\s+này\b|(?:'
        rf'(?:{_ANY}{_OF}(?:\s+số\s*:?\s*|\s+)|\bsố\s+|{_TITLED})(?P<number>{_LOOSE}){_BOUNDARY}'
        rf'|(?P<strict>{_STRICT}){_BOUNDARY}'
        rf'|(?:Nghị định|NĐ)\s+(?:số\s+)?(?P<decree>[0-9]{{1,4}}/(?:19|20)[0-9]{{2}}){_BOUNDARY}'
        rf'|(?P<law>(?:Bộ luật|Luật)\s+(?:{laws}))(?!\w)(?:\s+năm\s+[0-9]{{4}})?'
        rf'){_DAY}?)')
