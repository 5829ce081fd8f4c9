"""How well a title fits what somebody has typed so far."""
import pytest
from hanoiportal.discovery.catalog.suggesting import SCATTERED, fit_of


@pytest.mark.parametrize(('typed', 'titles'), [
    ('thu', ['Thủ tục', 'Thuế', 'Góp ý thu hồi', 'Khen thưởng']),
    ('dươn', ['Dương lịch', 'Đường Láng']), ('đươn', ['Đường Láng', 'Dương lịch']),
    ('thủ t', ['Thủ tục ở xã', 'Thu tiền', 'Các thủ tục']),
    ('ba vi', ['Ba Vì', 'Xã Ba Vì', 'Vì ba'])])
def test_titles_that_fit_better_come_first(typed, titles):
    fits = [fit_of(title, typed) for title in titles]

    assert fits == sorted(set(fits))


def test_words_that_do_not_stand_side_by_side_fit_least():
    assert fit_of('Thủ tục hành chính', 'thu hanh') == fit_of('', 'a') == SCATTERED
    assert fit_of('Thủ tục', '') == SCATTERED


def test_other_letters_weigh_more_than_the_place_and_other_tones_less():
    assert fit_of('Các đường', 'đường') < fit_of('Dương lịch', 'đường')
    assert fit_of('Thụ', 'thủ') < fit_of('Các thủ', 'thủ')
    assert fit_of('Thủ', 'thủ') < fit_of('Thụ', 'thủ')
