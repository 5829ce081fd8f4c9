"""The procedures that are asked for most are found by their names and by people's words."""
from corpus.library import HANOI, rows
from hanoiportal.base.text import fold
from hanoiportal.discovery.search.data import SearchData
from hanoiportal.discovery.search.procedures import MOST

PROCEDURES = SearchData(HANOI).procedures


def names(typed):
    return [each.name for each in PROCEDURES.named(typed)]


def test_sixty_procedures_are_known_each_with_its_law():
    table = rows('procedures.csv')

    assert len(PROCEDURES.all) == len({row['name'] for row in table}) == 60
    assert all(row['basis'] and row['words'] for row in table)


def test_each_is_found_by_all_its_ways_with_marks_and_without():
    for procedure in PROCEDURES.all:
        assert names(procedure.name)[0] == names(fold(procedure.name))[0] == procedure.name
        for way in procedure.ways:
            assert procedure.name in names(way) and procedure.name in names(fold(way))


def test_a_query_is_answered_with_what_it_names():
    for typed, found in (
            ('thủ tục làm giấy khai sinh cho con', ['Đăng ký khai sinh']),
            ('đăng ký lại khai sinh', ['Đăng ký lại khai sinh']),
            ('nop phat', ['Nộp phạt vi phạm giao thông']),
            ('hộ kinh doanh', [
                'Đăng ký thành lập hộ kinh doanh',
                'Đăng ký thay đổi nội dung đăng ký hộ kinh doanh',
                'Chấm dứt hoạt động hộ kinh doanh']),
            ('nơi phát', []), ('thủ tục', []), ('xe', []), ('', []), ('sơ đồ', [])):
        assert names(typed) == found and len(found) <= MOST
