"""Similar answers: two hundred questions in everyday words, and the answers they should find."""
import pytest
from corpus.similar import Answers, pairs, shared
from hanoiportal.base.text import fold

#: Answers beside those that are looked for.
OTHERS = 2364


@pytest.fixture(scope='module')
def answers():
    return Answers(OTHERS)


def test_a_query_shares_at_most_half_of_its_content_words_with_its_answer():
    rows = pairs()

    assert len(rows) == len({row['query'] for row in rows}) == len(
        {row['title'] for row in rows}) == 200
    assert [row['query'] for row in rows if shared(row) > .5] == []


@pytest.mark.parametrize('half', ['tuned', 'held'])
@pytest.mark.parametrize('way', [str, fold], ids=['marks', 'no marks'])
def test_nine_of_ten_find_their_answer_among_the_first_five(answers, half, way):
    """The weights were chosen by one half; the other is held out."""
    rows = [row for row in answers.rows if row['half'] == half]

    assert answers.found(rows, way) >= 90, answers.found(rows, way)


def test_a_text_of_nothing_finds_nothing(answers):
    for text in ('', '???', 'Tôi xin hỏi là như thế nào ạ', 'xin hoi a', 'qwrt zxcv', '\x00' * 99):
        assert answers.titles(text) == []


def test_a_procedure_that_is_named_has_a_place_of_its_own(answers):
    found = answers.titles('Cho hỏi thủ tục đăng ký kết hôn với người cùng phường')

    assert 'Đăng ký kết hôn' in found and len(found) == 5
