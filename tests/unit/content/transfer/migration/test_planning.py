"""Where the pieces of a source go."""
from hanoiportal.base.csvfile import Line
from hanoiportal.content.transfer.migration.mapping import MoveRules
from hanoiportal.content.transfer.migration.pieces import (
    FOLDER,
    IMAGE,
    LANGUAGE,
    NEWS,
    PAGE,
    Groups,
    Head,
)
from hanoiportal.content.transfer.migration.planning import SECTION, Plan


class Empty:
    """A site with the sections and items in ``taken``."""

    def __init__(self, *taken):
        self.taken = taken

    def is_taken(self, section, name):
        return f'{section}/{name}' in self.taken

    def seat(self, key):
        return None


def head(address, kind=NEWS, **more):
    top = address.strip('/').partition('/')[0]
    return Head(address, '1', kind, kind, address, title=address,
                groups=() if f'/{top}' == address else ((top, ''),), **more)


def paths(*heads, rules=(), site=None, groups=None):
    plan = Plan(heads, groups or Groups(), MoveRules([
        Line(number, dict(zip(('from', 'to'), each, strict=True)))
        for number, each in enumerate(rules, 2)]), site or Empty())
    return {each.head.key: each.path for each in plan.planned if each.become != SECTION}


def test_names_are_kept_where_they_can_be_and_never_given_twice():
    assert paths(head('/tin/2024/Bai_A'), head('/tin/2025/bai-a'), head('/tin/b.html'),
                 head('/tin/xem.aspx?id=5'), site=Empty('tin/b')) == {
        '/tin/2024/Bai_A': '/tin/bai-a', '/tin/2025/bai-a': '/tin/bai-a-2',
        '/tin/b.html': '/tin/b-2', '/tin/xem.aspx?id=5': '/tin/tin-xem-aspx-id-5'}


def test_the_nearest_row_counts_then_the_category_then_the_rest():
    assert paths(
        head('/tin/a'), head('/tin/cu/b'), head('/tin/cu/c'), head('/d'), head('/tho/e'),
        rules=(('/tin/cu', 'luu-tru'), ('/tin/cu/c', 'khac/ten-khac'), ('/', 'con-lai'),
               ('tho', 'van-nghe'))) == {
        '/tin/a': '/tin/a', '/tin/cu/b': '/luu-tru/b', '/tin/cu/c': '/khac/ten-khac',
        '/d': '/con-lai/d', '/tho/e': '/van-nghe/e'}


def test_a_folder_of_a_language_is_no_section():
    assert paths(head('/vi', LANGUAGE), head('/vi/tin', FOLDER), head('/vi/tin/a')) == {
        '/vi': '', '/vi/tin/a': '/tin/a'}


def test_a_page_at_the_top_that_holds_things_is_a_section_and_a_page():
    plan = Plan([head('/gioi-thieu', PAGE), head('/gioi-thieu/a', PAGE)], Groups(), MoveRules(),
                Empty())

    assert [(each.become, each.path) for each in plan.planned] == [
        ('section', '/gioi-thieu'), ('item', '/gioi-thieu/gioi-thieu'), ('item', '/gioi-thieu/a')]


def test_what_is_placed_comes_in_its_order_and_pictures_before_news():
    plan = Plan([head('/a', FOLDER), head('/a/x', PAGE, position=2),
                 head('/a/y', PAGE, position=1),
                 head('/b/z'), head('/b/anh', IMAGE)], Groups(), MoveRules(), Empty())

    assert [each.path for each in plan.planned] == [
        '/a', '/b', '/b/anh', '/a/y', '/a/x', '/b/z']
    assert [each.ordered for each in plan.planned[:2]] == [True, False]
