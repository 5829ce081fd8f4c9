"""The line grammar of a printed decision: what each line announces itself to be."""
import re
from dataclasses import dataclass

from .structure import ARTICLE, CHAPTER, CLAUSE, DASH, PARAGRAPH, PLUS, POINT, SECTION

_MARKS = (
    (CHAPTER, re.compile(r'((?:Chương|CHƯƠNG)\s+([IVXLC]+|\d+)\s*[.:]?)(?:\s+(.*))?')),
    (SECTION, re.compile(r'((?:Mục|MỤC)\s+([IVXLC]+|\d+)\s*[.:]?)(?:\s+(.*))?')),
    (ARTICLE, re.compile(r'((?:Điều|ĐIỀU)\s+(\d{1,4}[a-zđ]?)\s*[.:])\s*(.*)')),
    (CLAUSE, re.compile(r'((\d{1,3})\.)(?:\s+|(?=[^\W\d_]))(.*)')),
    (POINT, re.compile(r'(([a-zđ]\d?)\))\s*(.*)')),
    (DASH, re.compile(r'(([-–—•]))\s*(?![-–—])(.+)')),
    (PLUS, re.compile(r'((\+))\s*(.+)')),
)
_PREAMBLE = re.compile('(Căn cứ|Xét|Theo đề nghị|Thực hiện)\\b')
_ENACTING = re.compile(r'(QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ|QUY ĐỊNH)\s*:')
_RECIPIENTS = re.compile(r'(?i:Nơi nhận)\s*:')
_SIGNER = re.compile(
    r'((TM|KT|TL|TUQ|Q)\.|(PHÓ )?(CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|CỤC TRƯỞNG)\b|'
    r'(BỘ|THỨ) TRƯỞNG\b|(PHÓ )?THỦ TƯỚNG\b)')
_ANNEXED = (
    'QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|QUY TẮC|ĐIỀU LỆ|NỘI QUY|DANH MỤC|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|'
    r'PHƯƠNG ÁN|HƯỚNG DẪN|PHỤ LỤC(?: (?:[IVXLC]+|\d+))?')
_ANNEX_TITLE = re.compile(_ANNEXED)
_TITLE = re.compile(
    f'{_ANNEXED}|QUYẾT ĐỊNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|CHỈ THỊ|LUẬT|PHÁP LỆNH|THÔNG BÁO')


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line that is not blank.

    ``at``: its number in the source, from 1.  ``kind``: of the provision it opens; ``PARAGRAPH``
    for a line without a mark.  ``number``: as printed, ``''`` without one.  ``mark`` and ``text``
    together are the line.
    """

    at: int
    kind: str
    number: str
    mark: str
    text: str

    @property
    def printed(self) -> str:
        """The line as printed."""
        return f'{self.mark} {self.text}'.strip()

    @property
    def is_plain(self) -> bool:
        """Whether it has no mark."""
        return self.kind == PARAGRAPH

    @property
    def is_capitals(self) -> bool:
        """Whether it has no mark and no small letter."""
        return self.is_plain and self.text.isupper()


def read_lines(text: str) -> list[TextLine]:
    """Return the ``TextLine`` list of ``text``, blank lines left out."""
    return [_read(at, line.strip()) for at, line in enumerate(text.split('\n'), 1) if line.strip()]


def _read(at: int, line: str) -> TextLine:
    for kind, pattern in _MARKS:
        found = pattern.fullmatch(line)
        if found:
            return TextLine(at, kind, found[2], found[1], (found[3] or '').strip())
    return TextLine(at, PARAGRAPH, '', '', line)


def opens_preamble(line: TextLine) -> bool:
    """Tell whether ``line`` cites a legal basis."""
    return line.kind in (PARAGRAPH, DASH) and _PREAMBLE.match(line.text) is not None


def is_enacting(line: TextLine) -> bool:
    """Tell whether ``line`` is "QUYẾT ĐỊNH:", after which the articles follow."""
    return line.is_plain and _ENACTING.fullmatch(line.text) is not None


def opens_closing(line: TextLine) -> bool:
    """Tell whether ``line`` begins the recipients or the signature."""
    recipients = line.is_plain and opens_recipients(line.text)
    return bool(recipients or line.is_capitals and _SIGNER.match(line.text))


def opens_recipients(text: str) -> bool:
    """Tell whether the line ``text`` is "Nơi nhận:", below which they stand."""
    return _RECIPIENTS.match(text) is not None


def is_signer(text: str) -> bool:
    """Tell whether the line ``text`` names the office of those who sign: "CHỦ TỊCH"."""
    return text.isupper() and _SIGNER.match(text) is not None


def is_title(line: TextLine) -> bool:
    """Tell whether ``line`` names a kind of document and nothing else: "QUYẾT ĐỊNH"."""
    return line.is_plain and _TITLE.fullmatch(line.text) is not None


def is_annex_title(line: TextLine) -> bool:
    """Tell whether ``line`` names a kind of text that a decision issues with itself."""
    return line.is_plain and _ANNEX_TITLE.fullmatch(line.text) is not None
