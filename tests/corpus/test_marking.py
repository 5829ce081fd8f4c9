"""What the finder of personal data finds in sentences that people write, and what it must not."""
import random
import unicodedata
from pathlib import Path

import pytest
import yaml
from hanoiportal.participation.publication.marking import marks_of, masked
from hanoiportal.participation.publication.marking.spelling import plain

FILE = Path(__file__).parent / 'personal.yaml'
SEED, EACH = 15, 4


def _filled(template, pools, choose, changed=str):
    """Return a sentence made of ``template``, and the spans that were filled in."""
    text, spans = '', []
    for number, part in enumerate(template.replace('<', '>').split('>')):
        if number % 2:
            value = changed(choose(pools[part]))
            spans.append((len(text), len(text) + len(value)))
            text += value
        else:
            text += changed(part)
    return text, spans


def sentences():
    """Return ``[(sentence, planted spans)]``, the same at each run."""
    found, generator = [], random.Random(SEED)
    corpus = yaml.safe_load(FILE.read_text(encoding='utf-8'))
    for key, changed in (('sentences', str), ('plain', plain), ('shouted', str.upper)):
        found += [_filled(each, corpus['pools'], generator.choice, changed)
                  for each in corpus[key] for _again in range(EACH)]
    return found, corpus['clean']


PLANTED, CLEAN = sentences()


def missed(text, spans):
    """Return the planted pieces of which a letter or digit is in no mark."""
    covered = {at for mark in marks_of(text) for at in range(mark.start, mark.end)}
    return [text[start:end] for start, end in spans
            if any(text[at].isalnum() and at not in covered for at in range(start, end))]


@pytest.mark.clause('4.3')
def test_what_tells_of_a_person_is_marked():
    assert len(PLANTED) >= 200
    lost = [(piece, text) for text, spans in PLANTED for piece in missed(text, spans)]
    planted = sum(len(spans) for _text, spans in PLANTED)

    assert len(lost) <= 0.02 * planted, lost


def test_what_tells_of_nobody_is_seldom_marked():
    wrong = {text: [mark.text for mark in marks_of(text)] for text in CLEAN if marks_of(text)}

    assert len(wrong) <= 0.05 * len(CLEAN), wrong


def test_what_was_masked_is_not_marked_again():
    texts = [
        'Tôi là Nguyễn Văn An, số 0912345678, hỏi phí cấp nước.', '0912345678, hỏi phí cấp nước',
        'tôi là nguyễn văn an, hỏi phí cấp nước', 'toi ten phi van an, hoi le phi',
        'Hỏi về số 5 ngõ 3 Nguyễn Trãi: xây lấn ra ngõ chung.', *(text for text, _ in PLANTED)]

    assert {text: found for text in texts if (found := marks_of(masked(text)))} == {}


@pytest.mark.parametrize(('text', 'found'), [
    ('tôi tên phí thị nga', 'phí thị nga'), ('gặp ông lương bằng', 'lương bằng'),
    ('đào văn tùng xây lấn', 'đào văn tùng'), ('TÔI LÀ PHÍ THỊ NGA', 'PHÍ THỊ NGA')])
def test_surnames_of_every_day_are_found_where_more_speaks_for_a_name(text, found):
    assert found in [mark.text[:len(found)] for mark in marks_of(text)]


def test_decomposed_letters_are_read_as_composed_ones():
    text = 'Tôi là Nguyễn Thị Hòa, ở thôn Đông Cao'

    assert marks_of(unicodedata.normalize('NFD', text)) == marks_of(text)


@pytest.mark.parametrize('text', [
    '', ' ', '1', '9' * 5000, 'Nguyễn ' * 2000, 'số ' * 3000, '(' * 4000, 'không ' * 2000])
def test_any_text_is_read(text):
    for mark in marks_of(text):
        assert text[mark.start:mark.end] == mark.text
