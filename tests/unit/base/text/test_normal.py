import unicodedata

import pytest
from hanoiportal.base.text import collate, fold, is_syllable, nfc, tone_key
from hypothesis import given
from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_every_normal_form_takes_any_string_and_is_stable(text):
    for form in (nfc, fold, tone_key):
        once = form(text)

        assert form(once) == once


@given(ANY_TEXT)
def test_composed_and_decomposed_texts_have_the_same_keys(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ('NFC', 'NFD'))

    for form in (nfc, fold, tone_key, collate):
        assert form(composed) == form(decomposed)


@pytest.mark.parametrize('text, folded', [
    ('Thủ tục ĐĂNG KÝ', 'thu tuc dang ky'),
    ('Đường Nguyễn Huệ', 'duong nguyen hue'),
    ('Ðống Ða', 'dong da'),
    ('Ưu đãi', 'uu dai'),
    ('décret n° 5', 'decret n° 5'),
])
def test_folding_takes_off_tones_hats_and_crossbars(text, folded):
    assert fold(text) == folded


def test_the_place_of_the_tone_mark_does_not_matter():
    for newer, older in (
            ('hoà', 'hòa'), ('thuý', 'thúy'), ('khoẻ', 'khỏe'), ('HOÁ', 'hóa'),
            ('uỷ ban', 'ủy ban'), ('Cộng hoà xã hội', 'cộng hòa xã hội'), ('hòan', 'hoàn'),
            ('qúy', 'quý'), ('thủơ', 'thuở'), ('gìa', 'già')):
        assert tone_key(newer) == older


def test_a_well_spelt_word_keeps_its_tone_where_it_is():
    for word in (
            'của', 'mía', 'ngoài', 'khuỷu', 'tuyến', 'giếng', 'gì', 'quý', 'quả', 'rượu', 'chuối',
            'yếu', 'nghĩa', 'giữa', 'huỳnh', 'ngoéo', 'người', 'đường', 'quyết', 'soóc'):
        assert tone_key(word) == word
        assert is_syllable(word)


@pytest.mark.parametrize('text', ['café', 'élève', 'ubnd', 'vốna2', '4263/qđ-ubnd'])
def test_a_word_that_is_no_vietnamese_syllable_is_left_alone(text):
    assert tone_key(text) == text
    assert not is_syllable(text)


def test_spelling_rules_exclude_words_that_only_look_vietnamese():
    for word in ('céng', 'hat', 'tich', 'kà', 'ghà', 'ngế', 'gê', ''):
        assert not is_syllable(word)


@pytest.mark.parametrize('in_order', [
    ['a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'o', 'ô', 'ơ', 'u', 'ư', 'v'],
    ['ma', 'mà', 'mả', 'mã', 'má', 'mạ'],
    ['ba', 'ba lô', 'bà', 'bà con', 'ban', 'bàn'],
    ['Cầu Diễn', 'Cầu Giấy', 'Đại Mỗ', 'Đống Đa', 'Hà Đông', 'Hoàn Kiếm'],
    ['Phường 2', 'Phường 10', 'Phường 10A', 'Phường 100'],
    ['Mã 9', 'Mã 1234567890'],
    ['dân', 'Đan', 'đàn'],
])
def test_sorting_follows_the_vietnamese_dictionary(in_order):
    backwards = in_order[::-1]

    assert sorted(backwards, key=collate) == in_order


def test_sorting_does_not_depend_on_case_or_the_place_of_the_tone():
    assert collate('HOÀ  bình') == collate('Hòa Bình')
