"""A hundred files of Office as offices keep them: in old fonts, mixed and in Unicode."""
from dataclasses import dataclass, field
from functools import cache

from .legacy_typing import in_tcvn3, in_vni
from .office_files import defaults_of, doc, docx, ppt, pptx, style_of, theme, xls, xlsx

TEXTS = [
    'Cộng hòa xã hội chủ nghĩa Việt Nam', 'Độc lập - Tự do - Hạnh phúc',
    'Hà Nội', 'Kính gửi: các phòng, ban trực thuộc', 'Sở Xây dựng đề nghị rà soát',
    'Người dân nộp hồ sơ tại bộ phận một cửa', 'Đường Nguyễn Trãi, phường Thanh Xuân',
    'Quỹ đất ở xã đã được phê duyệt', 'Mẫu số 03: đơn xin cấp giấy phép',
    'Lịch tiếp công dân thứ Ba hằng tuần']
TCVN3 = ['.VnTime', '.VnArial', '.VnCentury Schoolbook', '.vntime']
CAPITALS = ['.VnTimeH', '.VnArialH']
VNI = ['VNI-Times', 'VNI-Helve', 'VNI Times']
UNICODE = 'Times New Roman'


@dataclass
class Sample:
    """``now``: the texts that the file must have when it is stored; ``None`` if it is refused,
    then ``places`` are those in the reason.  ``same``: not a byte may change."""

    name: str
    content: bytes
    now: list[str] | None = None
    places: list[str] = field(default_factory=list)
    same: bool = False


def typed(text, font):
    """Return ``text`` as ``font`` stores it, and as it shows it."""
    if font in CAPITALS:
        return in_tcvn3(text.lower()), text.upper()
    if font in VNI:
        return in_vni(text), text
    return (in_tcvn3(text), text) if font in TCVN3 else (text, text)


def _halves(text):
    middle = len(text) // 2
    return text[:middle], text[middle:]


def _split_at_a_mark(text):
    """Return ``text`` of VNI in two, the second beginning with the mark of the first's end."""
    at = next(place for place, sign in enumerate(text) if sign in 'øùûõïâàáåãäêèéúüë')
    return text[:at], text[at:]


def _words(number, font):
    text, other = TEXTS[number % 10], TEXTS[(number + 3) % 10]
    old, shown = typed(text, font)
    first, second = _split_at_a_mark(old) if font in VNI else _halves(old)
    yield 'run', docx([[(old, font)]]), [shown]
    yield 'runs', docx([[(first, font), (second, font)]]), [shown]
    yield 'table', docx([[(old, font)], [(other, UNICODE)]], in_table=True), [shown, other]
    yield 'mixed', docx([[(old, font), (f' và {other}', UNICODE)]]), [f'{shown} và {other}']
    yield 'header', docx([[(other, UNICODE)]], header=[[(old, font)]]), [other, shown]
    yield 'style', docx([[(old, None)], [(other, UNICODE)]], styles=style_of(font)), [shown, other]
    yield 'default', docx([[(old, None)]], styles=defaults_of(font)), [shown]


def _sheets(number, font):
    text, other = TEXTS[number % 10], TEXTS[(number + 3) % 10]
    old, shown = typed(text, font)
    yield 'cell', xlsx([[(old, None)]], {'A1': (0, 1)}, [UNICODE, font]), [shown]
    yield 'rich', xlsx([[(old, font), (f' / {other}', UNICODE)]], {'B3': (0, 0)}, [UNICODE]), [
        f'{shown} / {other}']
    yield 'header', xlsx([[(other, None)]], {'A1': (0, 0)}, [UNICODE],
                         header=f'&C&"{font},Bold"{old}&"{UNICODE},Bold" {other}'), [other]


def _slides(number, font):
    text, other = TEXTS[number % 10], TEXTS[(number + 3) % 10]
    old, shown = typed(text, font)
    yield 'run', pptx([[(other, None)], [(old, font)]]), [other, shown]
    yield 'shape', pptx([[(old, None)]], shape_font=font), [shown]
    yield 'master', pptx([[(old, None)]], master_font=font), [shown]
    yield 'theme', pptx([[(old, None)]], theme_font=font), [shown]


def _converted():
    for kind, make, fonts in (
            ('docx', _words, (TCVN3[0], TCVN3[3], CAPITALS[0], VNI[0])),
            ('xlsx', _sheets, (TCVN3[0], TCVN3[1], CAPITALS[1], VNI[1])),
            ('pptx', _slides, (TCVN3[0], TCVN3[2], CAPITALS[0], VNI[2]))):
        for number, font in enumerate(fonts):
            for shape, content, now in make(number, font):
                yield Sample(f'{shape} {font}.{kind}', content, now)
    old, shown = typed(TEXTS[0], '.VnTime')
    yield Sample('theme.docx', docx(
        [[(old, None)]], styles='<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsiTheme='
        '"minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>',
        more={'word/theme/theme1.xml': theme('.VnTime')}), [shown])
    accidental = 'Phè Hµ'
    yield Sample('shared.xlsx', xlsx(
        [[(accidental, None)]], {'A1': (0, 0), 'A2': (0, 1)}, [UNICODE, '.VnTime']),
        [accidental, 'Phố Hà'])


def _untouched():
    for number, text in enumerate(TEXTS):
        yield Sample(f'Unicode {number}.docx', docx([[(text, UNICODE)]]), [text], same=True)
        yield Sample(f'Unicode in an old font {number}.docx', docx(
            [[(f'Đã ký ngày 02: {text}', '.VnTime')]]), [f'Đã ký ngày 02: {text}'], same=True)
    yield Sample('French.docx', docx([[('Le préfet a reçu les élèves à côté', 'Arial')]]), [
        'Le préfet a reçu les élèves à côté'], same=True)
    yield Sample('Unicode.xlsx', xlsx([[(TEXTS[0], None)]], {'A1': (0, 0)}, ['.VnTime']),
                 [TEXTS[0]], same=True)
    yield Sample('Unicode.pptx', pptx([[(TEXTS[1], 'VNI-Times')]]), [TEXTS[1]], same=True)
    yield Sample('Unicode.doc', doc(TEXTS, ['.VnTime', UNICODE]), same=True, now=[])
    yield Sample('Unicode.xls', xls([(TEXTS[0], 1)], [UNICODE, '.VnTime']), same=True, now=[])
    yield Sample('Unicode.ppt', ppt(TEXTS, ['VNI-Times']), same=True, now=[])


def _refused():
    short, long = typed(TEXTS[2], '.VnTime')[0], typed(TEXTS[0], '.VnTime')[0]
    vni = typed(TEXTS[5], 'VNI-Times')[0]
    yield Sample('no font.docx', docx([[('Một', None)], [(long, 'Arial')]]), places=['2'])
    yield Sample('no font.xlsx', xlsx([[(vni, None)]], {'C7': (0, 0)}, ['Arial']),
                 places=['Danh sách!C7'])
    yield Sample('no font.pptx', pptx([[('a', None)], [(vni, 'Arial')]]), places=['2'])
    yield Sample('VPS.docx', docx([[('Một', None)], [('Hà Nµi', 'VPS Times')]]), places=['2'])
    yield Sample('signed.docx', docx(
        [[(short, '.VnTime')]], more={'_xmlsignatures/sig1.xml': '<a/>'}), places=['1'])
    yield Sample('formula.xlsx', xlsx([], {}, ['.VnTime'], more={
        'xl/worksheets/sheet1.xml': '<worksheet xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><sheetData><row><c r="B2" s="0" t="str"><f>"Phè Hµ"</f>'
        '<v>Phè Hµ</v></c></row></sheetData></worksheet>'}), places=['Danh sách!B2'])
    for number, (old, font) in enumerate((
            (short, '.VnTime'), (long, '.VnArial'), (vni, 'VNI-Times'),
            (typed(TEXTS[1], '.VnTimeH')[0], '.VnTimeH'))):
        yield Sample(f'{number}.doc', doc(['Một', TEXTS[3], old], [UNICODE, font]), places=['3'])
        yield Sample(f'{number}.xls', xls([(TEXTS[3], 0), (old, 1)], [UNICODE, font]),
                     places=['Danh sách!A2'])
        yield Sample(f'{number}.ppt', ppt([TEXTS[3], old], [UNICODE, font]), places=['2'])


@cache
def samples():
    """Return ``{name: Sample}``."""
    return {each.name: each for each in (*_converted(), *_untouched(), *_refused())}
