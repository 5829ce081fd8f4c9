"""The fields that forms, imports and exports share."""
import time

import colander
import pytest
from hanoiportal.kernel.tree.schema import choice, day, html, line, number, upload, words


def test_an_empty_list_of_words_is_none_at_all():
    node = words('Loại', name='kinds', missing=('Page',))

    assert [node.deserialize(typed) for typed in ('', ' ; , ', [], 'Page; Link')] == [
        ('Page',), ('Page',), ('Page',), ('Page', 'Link')]


def refusal(node, typed):
    """Return the message that ``typed`` gets, or ``None``."""
    try:
        node.deserialize(typed)
    except colander.Invalid as error:
        return [message for path in error.paths() for part in path for message in part.messages()]


def test_marks_stacked_without_end_are_refused_before_they_are_put_in_order():
    stacked = 'a' + '\u0301\u0323' * 60_000

    for node in (line('Tiêu đề', name='title'), html('Nội dung', name='body'),
                 words('Từ khóa', name='keywords')):
        started = time.process_time()
        assert refusal(node, stacked)
        assert time.process_time() - started < 1
    assert refusal(line('Tiêu đề', name='title'), 'a' + '\u0301' * 30) is None


def test_one_mark_too_many_is_found_wherever_it_stands():
    node = html('Nội dung', name='body')

    for before in range(62):
        typed = 'x' * before + '\u0301' * 31 + 'x' * 40
        assert refusal(node, typed) and refusal(node, typed[:before] + typed[before + 1:]) is None


def test_keywords_are_few_and_short():
    node = words('Từ khóa', name='keywords')

    assert refusal(node, 'x' * 301) and refusal(node, [str(each) for each in range(51)])
    assert refusal(node, ['x' * 300, *map(str, range(49))]) is None


NODES = {
    'number': number('Số', name='f', missing=colander.required),
    'day': day('Ngày', name='f', missing=colander.required),
    'choice': choice('Chọn', (('a', 'A'),), name='f', missing=colander.required),
    'line': line('Dòng', name='f', required=True)}


@pytest.mark.parametrize('kind', NODES)
@pytest.mark.parametrize('typed', [colander.null, 'rubbish', '-3', '9' * 400, '2025-02-30'])
def test_what_a_field_refuses_is_said_in_our_words(kind, typed):
    for message in refusal(NODES[kind], typed) or ():
        assert message.domain == 'hanoiportal'


def test_a_file_that_is_missing_is_said_in_our_words():
    [message] = refusal(upload('Tệp', name='f', required=True), colander.null)

    assert message.domain == 'hanoiportal'
