"""Words typed without marks get those that the tables know them by."""
from corpus.library import HANOI
from hanoiportal.discovery.search import parse
from hanoiportal.discovery.search.data import SearchData
from hanoiportal.discovery.search.marks import Marks

MARKS = Marks(['Thủ tục đất đai', 'Xã Sơn Đồng', 'Xã Sơn Đông', 'khai sinh', 'tự do', 'đỏ tục'])


def test_neighbours_are_read_as_the_tables_write_them():
    for typed, read in (
            ('thu tuc dat dai', 'thủ tục đất đai'), ('THU TUC moi', 'thủ tục moi'),
            ('xa son dong', 'xã sơn dong'), ('thu tuc "dat dai"', 'thủ tục'), ('son dong', None),
            ('khai sinh', None), ('thủ tuc', None), ('thu', None), ('dai thu', None),
            ('4263/qd-ubnd thu tuc', None), ('', None)):
        found = MARKS.read(parse(typed))

        assert (found and ' '.join(found.words)) == read, typed


def test_a_word_that_its_neighbours_read_otherwise_stays_bare():
    assert MARKS.read(parse('tu do tuc')).words == ('tự', 'do', 'tục')


def test_names_of_today_are_read_though_english_has_them_without_marks():
    marks = SearchData(HANOI).marks

    assert marks.read(parse('phuong ba dinh')).words == ('phường', 'ba', 'đình')
    assert marks.read(parse('thu tuc dat dai')).words == ('thủ', 'tục', 'đất', 'đai')
