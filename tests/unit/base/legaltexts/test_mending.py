from hanoiportal.base.legaltexts.mending import (
    mended,
    running_text,
    scanning_errors,
)
from support import ROOT
from support.provisions import shown_words

TEXT = (ROOT / 'config/hanoi/quyet-dinh-4263.txt').read_text(encoding='utf-8')


def test_a_word_that_the_scanner_broke_is_whole_and_marked():
    assert mended('<p>số 64/2007/NĐ-CP n gày 10 tháng 4</p>') == (
        '<p>số 64/2007/NĐ-CP <span class="mended">ngày</span> 10 tháng 4</p>')


def test_words_that_only_end_or_begin_like_it_are_left_alone():
    for right in ('ngày', 'văn gày', 'n gàyy', 'n  gày'):
        assert mended(right) == right


def test_the_errors_of_the_decision_are_counted():
    assert scanning_errors(TEXT) == [(TEXT.count('n gày'), 'n gày', 'ngày')]
    assert scanning_errors('ngày') == []


def test_what_is_searched_and_spoken_has_no_rule_and_no_scanning_error():
    said = running_text(TEXT)

    assert said.split() == shown_words(TEXT)
    assert running_text('QUY CHẾ\n\n- Một\n– – –\nn gày 1') == 'QUY CHẾ\n\n- Một\nngày 1'
