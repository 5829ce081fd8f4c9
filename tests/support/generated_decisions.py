"""Decisions that nobody issued, for the tests of parsing and of writing them."""
from hanoiportal.base.text import nfc
from hypothesis import strategies as st

LETTERS = 'abcdđeghiklmnopqrstuvxy'
SENTENCES = st.text(
    st.characters(exclude_categories=('C', 'Zl', 'Zp')), max_size=20).map(
        lambda text: nfc(f'Nội dung {text}x').strip())

#: Lines that each mean something to the parser.
FRAGMENTS = [
    'QUYẾT ĐỊNH', 'QUYẾT ĐỊNH:', 'QUY CHẾ', 'PHỤ LỤC II', 'Căn cứ Luật;', 'Chương I',
    'Chương II. HAI', 'Mục 1', 'Mục 1. Một', 'Điều 1. A', 'Điều 1. A.', 'Điều 2. B', 'Điều 2a.',
    'Điều 3:', '1. Một', '2.', '1.Một', 'a) A', 'đ) Đ', 'd)', '- Gạch', '--', '+ Cộng', '+',
    'CHỦ TỊCH', 'Nơi nhận: - A', 'Một đoạn.', 'CHỮ HOA', '(Ban hành kèm theo)', '', ' ', '\f']


def leaves(kind):
    return st.lists(SENTENCES, max_size=2).map(lambda texts: [
        (kind, str(n), text, ()) for n, text in enumerate(texts, 1)])


def branches(kind, numbers, inside, longest=3):
    return st.lists(st.tuples(SENTENCES, inside), max_size=longest).map(lambda pairs: [
        (kind, number, text, tuple(children))
        for number, (text, children) in zip(numbers, pairs, strict=False)])


DASHES = branches('gach', '123', leaves('cong'))
POINTS = branches('diem', LETTERS, DASHES, longest=7)
CLAUSES = branches('khoan', '123456789', st.one_of(POINTS, DASHES))
CONTENTS = st.tuples(leaves('doan').filter(bool), CLAUSES).map(lambda two: two[0] + two[1])
ARTICLES = st.lists(
    st.tuples(st.integers(1, 9), SENTENCES, CONTENTS), min_size=1, max_size=4)


def numbered(articles):
    """Return a draw of ``ARTICLES`` as provisions: ``(kind, number, text, children)``."""
    number, made = 0, []
    for step, title, content in articles:
        number += step
        made.append(('dieu', str(number), title, tuple(content)))
    return made


def printed(provision):
    """Yield the lines of a provision."""
    kind, number, text, children = provision
    mark = {'dieu': f'Điều {number}.', 'khoan': f'{number}.', 'diem': f'{number})', 'gach': '-',
            'cong': '+', 'doan': ''}[kind]
    yield f'{mark} {text}'.strip()
    for child in children:
        yield from printed(child)


def made_up(decision, regulation):
    """Return the text of a decision and its regulation, of what ``numbered`` gives."""
    return '\n'.join([
        'ỦY BAN NHÂN DÂN', 'QUYẾT ĐỊNH', 'Về việc thử', 'Căn cứ Luật;', 'QUYẾT ĐỊNH:',
        *(line for article in decision for line in printed(article)),
        'Nơi nhận:', '- Như Điều 1;', 'KT. CHỦ TỊCH', 'QUY CHẾ', '(Ban hành kèm theo)',
        'Chương I', 'QUY ĐỊNH CHUNG',
        *(line for article in regulation for line in printed(article))])
