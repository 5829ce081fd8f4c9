"""Compositions of home pages: as they are written, and what is wrong with them."""
from types import SimpleNamespace

import colander
import pytest
from hanoiportal.shells.public.blocks.arranging import CLASSES
from hanoiportal.types.homepage.blocks import KEYS, KIND, LONG, Unreadable, blocks_in, read, write
from hanoiportal.types.homepage.checks import Composition
from hanoiportal.types.homepage.defaults import read_defaults
from hanoiportal.types.homepage.kinds import KINDS
from hanoiportal.types.homepage.resource import is_rearranged
from hypothesis import given
from hypothesis import strategies as st

NODE = colander.SchemaNode(Composition(), name='blocks')
TEXT = st.text(st.characters(exclude_categories=['Cs']), max_size=30)
SAID = st.dictionaries(st.sampled_from(KEYS), TEXT).map(lambda said: {KIND: 'tin-moi', **said})


def test_every_kind_has_a_class():
    assert set(CLASSES) == set(KINDS)


@given(st.lists(SAID, max_size=4))
def test_what_is_written_is_read_again(blocks):
    text = write(blocks)

    again = read(text)
    assert write(again) == text
    assert len(again) <= len(blocks)
    assert all(set(said) <= set(KEYS) for said in again)
    assert not any('\n' in said[key] for said in again for key in said if key not in LONG)


def test_a_block_takes_from_its_kind_what_it_does_not_say():
    [block, other] = blocks_in(
        'khối: van-ban-moi\n\nnguồn: /tin-tuc-su-kien, lien-he\nkhối: tin-moi\nsố dòng: 3\nlời: a')

    assert (block.column, block.rows) == ('ben', 5)
    assert block.sources == ('van-ban-qppl', 'van-ban-hanh-chinh')
    assert (other.sources, other.rows) == (('/tin-tuc-su-kien', 'lien-he'), 3)


def test_what_is_wrong_is_said():
    for text, why in (
            ('Chào Xuân', 'không phải là phần nào của một khối'),
            ('khối: tin-moi\nmàu: đỏ', 'không phải là phần nào của một khối'),
            ('khối: tin-moi\nkhối: danh-ba', 'không phải là phần nào của một khối'),
            ('khối: la', 'không có loại khối'), ('tiêu đề: Không loại', 'không có loại khối'),
            ('khối: danh-ba\nlời: Chào', 'không dùng'),
            ('khối: danh-ba\ncột: trên', 'không có cột'), ('khối: tin-moi\nsố dòng: 0', 'số dòng'),
            ('khối: tin-moi\nsố dòng: 21', 'số dòng'), ('khối: tin-moi\nsố dòng: ²', 'số dòng'),
            ('khối: tin-moi\nnguồn: ../accounts', 'mã chuyên mục'),
            ('khối: tin-moi\nnguồn: https://vidu.vn', 'mã chuyên mục'),
            ('khối: tin-moi\nnguồn: ' + ';'.join(f'a{n}' for n in range(9)), 'nhiều quá'),
            ('khối: tin-moi\ntiêu đề: ' + 'a' * 201, 'dài quá'),
            ('khối: danh-cho-ban\n\nkhối: danh-cho-ban', 'Chỉ được có một'),
            ('\n\n'.join(['khối: danh-ba'] * 31), 'Nhiều quá')):
        with pytest.raises(colander.Invalid) as refused:
            NODE.deserialize(text)

        assert why in str(refused.value.msg), text


def test_a_composition_is_kept_in_one_way():
    typed = '\r\nsố dòng :  3\r\nkhối:tin-moi\r\n\r\n\r\nkhối: loi-van\r\nlời: Một\r\nlời: Hai'

    assert NODE.deserialize(typed) == (
        'khối: tin-moi\nsố dòng: 3\n\nkhối: loi-van\nlời: Một\nlời: Hai')


def test_the_data_are_checked_when_they_are_read(tmp_path):
    file = tmp_path / 'home.yaml'
    file.write_text('city:\n  - khối: la\ncomponent: []\n', encoding='utf-8')
    with pytest.raises(colander.Invalid):
        read_defaults(file)
    file.write_text('city:\n  - màu: đỏ\ncomponent: []\n', encoding='utf-8')
    with pytest.raises(ValueError, match='màu'):
        read_defaults(file)


def test_lines_that_hold_nothing_are_no_blocks():
    assert read(' \n\n ') == [] and write([{}]) == ''
    with pytest.raises(Unreadable):
        read('khối')


@pytest.mark.parametrize(('blocks', 'title', 'same'), [
    (('loi-van', 'tin-moi', 'tin-moi'), '', True), (('tin-moi', 'tin-moi', 'loi-van'), '', False),
    (('loi-van', 'tin-moi'), '', False), (('loi-van', 'tin-moi', 'tin-moi'), 'Mới', False),
    (('loi-van', 'loi-van', 'tin-moi'), '', False)])
def test_another_order_alone_is_told_from_another_content(blocks, title, same):
    home = [SimpleNamespace(summary='', title=said, blocks=write([{KIND: each} for each in kinds]))
            for said, kinds in (('', ('tin-moi', 'tin-moi', 'loi-van')), (title, blocks))]

    assert is_rearranged(*home) is same
