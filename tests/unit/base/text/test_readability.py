import time

import pytest
from hanoiportal.base.text.readability import readability, sentences, syllables


def test_sentences_end_where_a_reader_would_stop():
    for text, found in (
            ('Một. Hai! Ba? Bốn…', ['Một.', 'Hai!', 'Ba?', 'Bốn…']),
            ('Nộp 1.500 đồng. Trả sau.', ['Nộp 1.500 đồng.', 'Trả sau.']),
            ('TP. Hà Nội', ['TP.', 'Hà Nội']),
            ('“Đúng rồi.” Ông nói.', ['“Đúng rồi.”', 'Ông nói.']),
            ('Các mục a, b v.v. và nhiều nữa.', ['Các mục a, b v.v. và nhiều nữa.']),
            ('Đến nơi. Đi về. đoạn thường', ['Đến nơi.', 'Đi về. đoạn thường']),
            ('dòng một\ndòng hai', ['dòng một', 'dòng hai']), ('', [])):
        assert sentences(text) == found


def test_syllables_are_counted_and_numbers_are_not():
    assert len(syllables('Ngày 12/11, 120 hộ ở tổ 3: mất nước')) == 6


def test_the_measures_of_a_text():
    found = readability(['Một hai. Ba bốn năm sáu.', 'a ' * 41])

    assert (found.syllables, found.sentences, found.longest) == (47, 3, 41)
    assert found.mean == pytest.approx(47 / 3)
    assert found.long_share == pytest.approx(41 / 47)


def test_a_text_without_words_has_measures_too():
    assert readability(['', '12.']) == (0, 0, 0.0, 0, 0.0)


@pytest.mark.parametrize('piece', ['a', '. ', '.', 'A. ', '."', ' ', 'a '])
def test_measuring_takes_time_by_the_length_alone(piece):
    started = time.process_time()

    readability([piece * (300_000 // len(piece))])

    assert time.process_time() - started < 2
