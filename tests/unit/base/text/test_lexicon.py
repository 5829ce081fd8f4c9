"""Phrases of tables are found by folded words, with marks that fit those typed."""
from hanoiportal.base.text.lexicon import Lexicon, fits

LEXICON = Lexicon(['Xã Sơn Đồng', 'Xã Sơn Đông', 'Sở Xây dựng'])


def test_a_phrase_is_found_with_marks_that_fit():
    for plain, typed, found in (
            ('xa son dong', 'xa son dong', 'xã sơn đồng'),
            ('xa son dong', 'xã sơn đông', 'xã sơn đông'), ('son dong', 'sơn ', 'sơn đồng'),
            ('dong xa', 'dong xa', None), ('xay', 'xay', 'xây'), ('xay dung', 'xáy dung', None),
            ('dong so', 'dong so', None), ('on dong', 'on dong', None)):
        marked = LEXICON.find(plain.split(), typed.split(' '))

        assert marked == (found and found.split()), plain


def test_words_side_by_side_are_told_from_words_of_two_phrases():
    assert LEXICON.holds(('son', 'dong')) and not LEXICON.holds(('dong', 'so'))
    assert LEXICON.words == {'xa', 'son', 'dong', 'so', 'xay', 'dung'}


def test_a_word_without_its_tone_fits_and_one_with_another_does_not():
    assert fits(['đương', 'dung'], ['đường', 'dựng'])
    assert not fits(['đướng'], ['đường']) and not fits(['dương'], ['đường'])
