"""Decisions as people bring them in Word files, drawn by lot, with what of them is printed.

Each holds what Word and those who type do to a text: numbers that Word counts, words in several
runs, text boxes, tables in tables, notes, fields, hidden words, changes of the look that Word
tracks.
"""
import random
from itertools import pairwise
from typing import NamedTuple

from support.office_files import relations
from support.written_drafts import in_box, paragraph, run, table, word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORDS = (
    'chợ', 'hộ', 'kinh doanh', 'vệ sinh', 'quầy', 'phòng cháy', 'nghiệm thu', 'mức thu', 'xã',
    'phường', 'thương nhân', 'giờ mở cửa', 'bãi xe', 'đường gom', 'giấy phép', '“chợ đêm”',
    'Ủy ban nhân dân', '50%', 'A&B', 'số 12/QĐ-UBND', 'thực phẩm', 'ngày lễ')
#: What stands around a run, or before it, and prints nothing.
_AROUND = (
    '{}', '{}', '<w:proofErr w:type="spellStart"/>{}<w:proofErr w:type="spellEnd"/>',
    '<w:hyperlink w:anchor="a">{}</w:hyperlink>', '<w:smartTag w:element="place">{}</w:smartTag>',
    '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>',
    '<w:bookmarkStart w:id="1" w:name="a"/>{}<w:bookmarkEnd w:id="1"/>',
    '<w:fldSimple w:instr=" REF a ">{}</w:fldSimple>',
    ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF b </w:instrText></w:r>'
     '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/>'
     '</w:r>'),
    '<w:r><w:softHyphen/></w:r>{}', '<w:r><w:lastRenderedPageBreak/></w:r>{}',
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>{}',
    ('<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="a"><w:rPr><w:i/></w:rPr></w:rPrChange>'
     '</w:rPr></w:r>{}'))
#: Ways of numbering the articles: chapters, articles, clauses and points in one list; a list from
#: the articles on; that by styles; that by the style of a list; nothing is counted.
WHOLE, LISTED, STYLED, LINKED, TYPED = WAYS = 'whole', 'listed', 'styled', 'linked', 'typed'
_LEVELS = (('Điều %1.', 'decimal'), ('%2.', 'decimal'), ('%3)', 'lowerLetter'))
#: Number of the list of a way, and the level of its articles.
_PLACES = {WHOLE: (1, 1), LISTED: (2, 0), STYLED: (2, 0), LINKED: (4, 0)}
#: Number of the first list that is an article's own.
_OWN = 20
_STYLES = ('Dieu', 'Khoan', 'Diem')


class WordFile(NamedTuple):
    """``lines``: as they are printed.  ``structure``: how chapters, articles, clauses and points
    are cited, and their words.  ``content``: DOCX.
    """

    lines: list[str]
    structure: list[tuple[str, str]]
    content: bytes


def made(seed, tracked=False):
    """Return the ``WordFile`` of ``seed``; ``tracked``: with a change that waits to be accepted.
    """
    return _Writer(seed).file(tracked)


class _Writer:
    """Writes one decision: each piece of it as it is printed, and as Word keeps it."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.way = WAYS[seed % len(WAYS)]
        self.has_own_lists = self.way == TYPED or self.chance.random() < .3
        self.lines, self.blocks, self.structure, self.notes, self.own = [], [], [], [], 0

    def file(self, tracked):
        self.head()
        chapters = 'I II III'.split() if self.way == WHOLE or self.chance.random() < .3 else ['']
        number = 0
        for chapter in chapters:
            if chapter:
                self.chapter(chapter)
            for _each in range(self.chance.randint(1, 3)):
                number += 1
                self.article(number)
        self.end()
        body = ''.join(self.blocks)
        if tracked:
            body += paragraph(f'<w:ins w:id="9" w:author="a">{run("thêm")}</w:ins>')
        return WordFile([*self.lines, *self.notes], self.structure, word(body, **self.parts()))

    def words(self, least=3):
        said = ' '.join(self.chance.choices(_WORDS, k=self.chance.randint(least, 12)))
        return f'N{said}'

    def runs(self, text):
        """Return ``text`` in runs that are cut anywhere."""
        cuts = sorted(self.chance.sample(range(1, len(text)), min(5, len(text) - 1)))
        return ''.join(self.chance.choice(_AROUND).format(run(text[start:end]))
                       for start, end in pairwise([0, *cuts, len(text)]))

    def say(self, text, mark='', properties='', more='', before=''):
        """Write a paragraph.  ``mark``: that Word prints by ``properties``.  ``before``: sign
        before the text, ``more``: runs behind it.
        """
        self.lines += f'{mark}{" " if mark and not before else before}{text}'.split('\n')
        sign = '<w:r><w:br/></w:r>' if before else ''
        self.blocks.append(f'<w:p>{properties}{sign}{self.runs(text)}{more}</w:p>')

    def head(self):
        said = [['ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
                ['Số: 12/2026/QĐ-UBND', 'Hà Nội, ngày 02 tháng 3 năm 2026']]
        self.lines += [cell for row in said for cell in row]
        self.blocks.append(table(*([paragraph(self.runs(cell)) for cell in row] for row in said)))
        for line in ('QUYẾT ĐỊNH', 'Về quản lý chợ', 'Căn cứ Luật Tổ chức chính quyền địa phương;',
                     'Theo đề nghị của Giám đốc Sở Công Thương;', 'QUYẾT ĐỊNH:'):
            self.say(line)

    def end(self):
        left, right = ['Nơi nhận:', '- Như Điều 1;'], ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']
        self.lines += [*left, *right]
        self.blocks.append(table([''.join(paragraph(self.runs(line)) for line in cell)
                                  for cell in (left, right)]))

    def chapter(self, number):
        title = self.words().upper()
        self.structure.append((f'Chương {number}', title))
        if self.way == WHOLE:
            self.say(title, f'Chương {number}', _listed(1, 0),
                     before=self.chance.choice(('', '\n')))
        else:
            self.say(f'Chương {number}')
            self.say(title)

    def article(self, number):
        text = self.words()
        self.structure.append((f'Điều {number}', text))
        self.numbered(0, f'Điều {number}.', text)
        self.own += self.has_own_lists
        for clause in range(1, self.chance.randint(2, 5)):
            cited = f'khoản {clause} Điều {number}'
            self.provision(1, f'{clause}.', cited)
            if self.chance.random() < .4:
                for point in 'abcd'[:self.chance.randint(2, 4)]:
                    self.provision(2, f'{point})', f'điểm {point} {cited}')

    def provision(self, level, mark, cited):
        text = f'{self.words()}.'
        self.structure.append((cited, text))
        more, then = self.chance.choice((
            _nothing, _nothing, self.note, self.box, self.table, self.nested, self.break_,
            self.unnumbered))()
        self.numbered(level, mark, text, more)
        then()

    def numbered(self, level, mark, text, more=''):
        """Write a paragraph of a provision, numbered in the way of this decision."""
        if self.has_own_lists and level:
            self.say(text, mark, _listed(_OWN + self.own, level - 1), more)
        elif self.way == TYPED:
            self.say(f'{mark} {text}', more=more)
        elif self.way == STYLED:
            self.say(text, mark, f'<w:pPr><w:pStyle w:val="{_STYLES[level]}"/></w:pPr>', more)
        else:
            number, first = _PLACES[self.way]
            self.say(text, mark, _listed(number, first + level), more)

    def note(self):
        number = len(self.notes) + 1
        self.notes.append(f'Ghi chú {number} {self.words()}')
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>', _nothing

    def box(self):
        text, cells = self.words(), [self.words(1), self.words(1)]
        inside = paragraph(self.runs(text)) + table([paragraph(self.runs(each)) for each in cells])
        return in_box(inside), lambda: self.lines.extend((text, ' | '.join(cells)))

    def table(self):
        rows = [[str(row), self.words(1), self.words(1)] for row in (1, 2, 3)]

        def then():
            self.lines += [' | '.join(row) for row in rows]
            self.blocks.append(table(*([paragraph(self.runs(cell)) for cell in row]
                                       for row in rows)))
        return '', then

    def nested(self):
        outer, inner = self.words(1), [self.words(1), self.words(1)]

        def then():
            self.lines.append(f'1 | {outer} {" | ".join(inner)}')
            self.blocks.append(table([paragraph(run('1')), paragraph(self.runs(outer)) + table(
                [paragraph(self.runs(each)) for each in inner])]))
        return '', then

    def break_(self):
        first, second = self.words(), self.words()

        def then():
            self.lines += [first, second]
            self.blocks.append(paragraph(
                f'{self.runs(first)}<w:r><w:br/></w:r>{self.runs(second)}'))
        return '', then

    def unnumbered(self):
        """A paragraph of a numbered style that says it has no number."""
        return '', lambda: self.say(self.words(), properties=(
            '<w:pPr><w:pStyle w:val="Khoan"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'))

    def parts(self):
        notes = ''.join(
            f'<w:footnote w:id="{number}">{paragraph(self.runs(text))}</w:footnote>'
            for number, text in enumerate(self.notes, 1))
        return {
            'word/numbering.xml': _numbering(self.own), 'word/styles.xml': _styles(),
            'word/footnotes.xml': f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="-1">'
                                  f'<w:p/></w:footnote>{notes}</w:footnotes>',
            'word/_rels/document.xml.rels': relations(
                numbering1='numbering.xml', styles1='styles.xml', footnotes1='footnotes.xml')}


def _nothing():
    return '', lambda: None


def _listed(number, level):
    return (f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            '</w:pPr>')


def _level(at, text, how, more=''):
    return (f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{how}"/>{more}'
            f'<w:lvlText w:val="{text}"/></w:lvl>')


def _numbering(own):
    whole = ''.join((
        _level(0, 'Chương %1', 'upperRoman'),
        _level(1, 'Điều %2.', 'decimal', '<w:lvlRestart w:val="0"/>'),
        _level(2, '%3.', 'decimal'), _level(3, '%4)', 'lowerLetter')))
    tied = ''.join(_level(at, text, how, f'<w:pStyle w:val="{style}"/>')
                   for at, ((text, how), style) in enumerate(zip(_LEVELS, _STYLES, strict=True)))
    plain = ''.join(_level(at, text, how) for at, (text, how) in enumerate(_LEVELS))
    single = _level(0, '%1.', 'decimal') + _level(1, '%2)', 'lowerLetter')
    lists = {1: whole, 2: tied, 3: single, 4: '<w:numStyleLink w:val="SoTay"/>',
             5: f'<w:styleLink w:val="SoTay"/>{plain}'}
    abstract = ''.join(f'<w:abstractNum w:abstractNumId="{key}">{inside}</w:abstractNum>'
                       for key, inside in lists.items())
    numbers = ''.join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
                      for key in lists)
    anew = ''.join(
        f'<w:num w:numId="{_OWN + each}"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>' for each in range(1, own + 1))
    return f'<w:numbering {_W}>{abstract}{numbers}{anew}</w:numbering>'


def _styles():
    tied = ''.join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:basedOn w:val="Goc"/><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>' for style in _STYLES)
    return (f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="Goc"/>{tied}'
            '<w:style w:type="numbering" w:styleId="SoTay"><w:pPr><w:numPr><w:numId w:val="5"/>'
            '</w:numPr></w:pPr></w:style></w:styles>')
