"""What may have been meant by a word that nobody writes."""
import pytest
from hanoiportal.base.text.slips import LONGEST, meant_by


def test_keys_of_telex_are_read():
    for word, meant in (
            ('phuwowngf', 'phuong'), ('duongwf', 'duong'), ('ddinhj', 'dinh'), ('giaasy', 'giay'),
            ('dduongwf', 'duong'), ('caauf', 'cau'), ('taoj', 'tao'), ('vawng', 'vang'),
            ('đăngk', '')):
        found = [other for other, number in meant_by(word).items() if number == 0]
        assert found == [meant][:len(meant)], word


@pytest.mark.parametrize(('word', 'meant'), [
    ('phu7o7ng2', 'phuong'), ('d9a6u2', 'dau'), ('gia6y1', 'giay'), ('ba8ng2', 'bang'),
    ('4263', ''), ('a1b2c3', '')])
def test_keys_of_vni_are_read(word, meant):
    assert [other for other, number in meant_by(word).items() if number == 0] == [meant][:len(
        meant)]


def test_beginnings_that_sound_the_same_come_before_other_slips():
    for word, meant in (
            ('niên', 'lien'), ('lước', 'nuoc'), ('xơn', 'son'), ('sã', 'xa'), ('chần', 'tran'),
            ('trua', 'chua'), ('giuc', 'duc'), ('roanh', 'doanh'), ('dấy', 'giay')):
        assert meant_by(word)[meant] == 1


@pytest.mark.parametrize(('word', 'meant', 'number'), [
    ('hnah', 'hanh', 2), ('trnag', 'trang', 2), ('phườg', 'phuong', 3), ('ách', 'tach', 3),
    ('tucc', 'tuc', 4), ('tuk', 'tuc', 5)])
def test_slips_of_a_finger_are_numbered_by_how_likely_they_are(word, meant, number):
    assert meant_by(word)[meant] == number


def test_of_very_short_very_long_and_odd_words_nothing_is_thought():
    assert meant_by('a' * LONGEST) and meant_by('ab')
    assert meant_by('a' * (LONGEST + 1)) == meant_by('q') == meant_by('ab-c') == {}
    assert 'thu' not in meant_by('thu') and '' not in meant_by('ab')
