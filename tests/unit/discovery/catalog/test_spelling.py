"""Another spelling is a phrase of a public text or of a table, as it is written there."""
from types import SimpleNamespace

import pytest
from hanoiportal.base.text.lexicon import Lexicon
from hanoiportal.discovery.catalog.spelling import MOST_WORDS, Spelling
from hanoiportal.discovery.catalog.textindex import TextIndex
from pyroaring import BitMap

TEXTS = ['Thủ tục hành chính mới', 'Hướng dẫn nộp hồ sơ trực tuyến', 'Thư tức đến',
         'Tuyển xylophon bí mật', 'Nộp hồ sơ bằng giấy', 'thực hành', 'chỉnh sửa']
DRAFT = 3


@pytest.fixture(scope='module')
def index():
    found = TextIndex(lambda entry, default: entry)
    for docid, text in enumerate(TEXTS):
        found.index_doc(docid, SimpleNamespace(title='', body=text))
    return found


@pytest.fixture
def instead(index):
    """``instead(typed)`` below a place that has all texts but the draft, or those ``here``."""
    public = BitMap(range(len(TEXTS))) - BitMap([DRAFT])

    def ask(typed, here=public):
        lexicon = Lexicon(['Phường Cầu Giấy', 'Đăng ký khai sinh'])
        return Spelling(index, public, here, lexicon, TEXTS.__getitem__).instead(typed)

    return ask


@pytest.mark.parametrize(('typed', 'meant'), [
    ('thu tuk', 'thủ tục'), ('nopp ho so', 'nộp hồ sơ'), ('thủ tucj', 'thủ tục'),
    ('thu tucc hnah chinh', 'thủ tục hành chính'), ('phuong cau giayy', 'phường cầu giấy'),
    ('đăng ký khai sihn', 'đăng ký khai sinh'), ('THU TUK', 'thủ tục')])
def test_a_word_that_stands_nowhere_is_put_right_as_its_phrase_is_written(instead, typed, meant):
    assert instead(typed) == meant


@pytest.mark.parametrize('typed', [
    'thu tuc', 'tuc thu', 'thủ túc', 'giấy thủ', '', '"', 'tuk', 'xylophom',
    'thu tuk hanhh chinhh', 'tuk mới', 'thu 4263999', 'thu tuk ' * MOST_WORDS])
def test_known_words_single_words_and_what_is_no_phrase_are_left_alone(instead, typed):
    assert instead(typed) is None


def test_marks_that_were_typed_are_kept(instead):
    assert instead('thư tucx') == 'thư tức' and instead('thủ tucx') == 'thủ tục'
    assert instead('thụ tucx') is None


def test_a_phrase_stands_below_the_place_or_in_a_table(instead):
    assert instead('thu tuk', BitMap([1])) is None
    assert instead('phuong cau giayy', BitMap()) == 'phường cầu giấy'


def test_words_of_drafts_are_neither_known_nor_offered(instead):
    assert instead('tuyen xylophom') is None and instead('bi matt') is None


def test_of_two_phrases_the_likelier_slip_comes_first(index):
    public = BitMap(range(len(TEXTS)))
    lexicon = Lexicon(['Xã Hương Sơn', 'Xã Hương Xơ'])

    assert Spelling(index, public, public, lexicon, TEXTS.__getitem__).instead(
        'xa huong xon') == 'xã hương sơn'
