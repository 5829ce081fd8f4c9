import time
import unicodedata

import pytest
from hanoiportal.base.text import codes, fold, words
from hanoiportal.base.text.words import _WORD, _forms, _plain
from hypothesis import given
from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_a_document_number_is_found_in_parts_and_whole():
    text = 'Quyết định số 4263/QĐ-UBND, Thông tư 22/2023/TT-BTTTT'

    assert words(text)[0] == [
        'quyết', 'định', 'số', '4263', 'qđ', 'ubnd', 'thông', 'tư', '22', '2023', 'tt', 'btttt']
    assert codes(text) == ['4263/qd-ubnd', '22/2023/tt-btttt']


def test_marked_and_folded_words_stand_in_the_same_places():
    marked, folded = words('Thuý Hoà, ĐƯỜNG_PHỐ số\u00ad1 “đẹp”…')

    assert marked == ['thúy', 'hòa', 'đường', 'phố', 'số1', 'đẹp']
    assert folded == ['thuy', 'hoa', 'duong', 'pho', 'so1', 'dep']


@pytest.mark.parametrize('word', ['ꪼꪕꪒꪾ', 'ភាសា', 'x\u0323y', 'Hmoob'])
def test_a_word_of_a_script_with_stacked_signs_stays_whole(word):
    assert len(words(word)[0]) == 1


@given(st.text('aꪼ\u0323ប់_ ', max_size=6), st.integers(60, 66), st.text('bꪾ\u17be- ', max_size=6))
def test_signs_belong_to_the_word_they_stand_in_and_64_letters_are_the_longest(start, long, end):
    text = start + 'x' * long + end
    signs = '\u0323\u17be\u17cb\uaabe'
    expected, run = [], ''
    for sign in unicodedata.normalize('NFC', text):
        if (sign.isalnum() or sign in signs) and len(run) < 64:
            run += sign
            continue
        expected += [run] * bool(run)
        run = sign if sign.isalnum() or sign in signs else ''

    assert len(words(text)[0]) == len([*expected, *[run] * bool(run)])


@given(ANY_TEXT)
def test_any_string_gives_words_without_separators(text):
    marked, folded = words(text)

    assert len(marked) == len(folded)
    assert all(word and not set(word) & set(' \0\n/-_.,"\'') for word in marked)
    assert folded == [fold(word) for word in marked]
    assert all(code[0].isdigit() for code in codes(text))


@given(ANY_TEXT | st.text('aΣ\u0323ꪼ ́\u3000\u2028\x1c\xad.-_\n', max_size=140))
def test_what_is_remembered_between_white_space_gives_the_words_of_the_whole(text):
    forms = [_forms(word) for word in _WORD.findall(_plain(text))]

    assert words(text) == ([marked for marked, _ in forms], [folded for _, folded in forms])


@given(ANY_TEXT)
def test_what_was_indexed_is_what_is_asked_for(text):
    marked, _ = words(text)

    assert words(' '.join(marked))[0] == marked


@pytest.mark.parametrize('odd', ['\ud800', '\0', '😀', '\u0301', 'a' * 1000, '\u200b', '\uffff'])
def test_odd_characters_separate_or_vanish_but_never_fail(odd):
    marked, _ = words(f'Hà Nội {odd} đẹp')

    assert (marked[:2], marked[-1]) == (['hà', 'nội'], 'đẹp')


def test_a_run_without_end_is_cut_alike_when_indexed_and_asked_for():
    marked, _ = words('a' * 130)

    assert marked == ['a' * 64, 'a' * 64, 'aa']


def test_a_hostile_text_takes_time_in_proportion():
    hostile = '1/a/b/c/d-' * 100_000 + '1' * 500_000 + '1/' * 200_000

    started = time.process_time()
    words(hostile)
    codes(hostile)

    assert time.process_time() - started < 5
