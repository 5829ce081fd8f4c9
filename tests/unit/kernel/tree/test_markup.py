"""HTML that people write: what is found in it, and that looking takes no longer than it should."""
import time

import pytest
from hanoiportal.kernel.tree.markup import (
    ATTRIBUTES,
    DEEPEST,
    SCHEMES,
    TAGS,
    active_parts,
    clean,
    is_too_deep,
)
from lxml import html as parsing
from support import TESTS

LONG = 200_000
PAYLOADS = [
    line for line in (TESTS / 'browser/payloads.txt').read_text().splitlines()
    if line and not line.startswith('#')]


def test_what_could_run_is_named():
    for html, parts in (
            ('<p>Điều 13</p>', []), ('<SCRIPT src=x>', ['script']), ('</script >', ['script']),
            ('<p\nonclick = "x()">', ['onclick']), ('<img src="a"onerror=x>', ['onerror']),
            ('<a href="JavaScript :x()">', ['javascript']), ('<p>a < b, on = c</p>', []),
            ('<scripture>', []),
            ('<a href="java\u017fCR\u0131pt:x()">', ['java\u017fcr\u0131pt'])):
        assert active_parts(html) == parts


@pytest.mark.parametrize('piece', [
    '<', '< ', ' ', '<p ', 'a onx=', '<p onx=', 'javascript ', '</', '"', '<p a="<">', '<x></y>',
    '<!--', '<p a=', '<p a="', "='", '<p\t'])
def test_looking_takes_time_by_the_length_alone(piece):
    html = '<' + piece * (LONG // len(piece))
    started = time.process_time()

    active_parts(html)
    is_too_deep(html)

    assert time.process_time() - started < 2


def test_elements_inside_one_another_without_end_are_noticed():
    for piece in (
            '<div>', '<b>', '<x>', '<div></b>', '<table><td>', '</i><div>', '<div><!--</div>-->',
            '<div><xmp></div></xmp>', '<div><table></div></table>', '<div><!-- > </div> --!>',
            '<div><b title="</div></b>">', "<div title='</div>'>",
            '<div><p title="</div>" id=">">', '<div><!</div>', '<div><?</div>'):
        assert is_too_deep(piece * (DEEPEST + 1))


def test_what_is_not_too_deep_is_cleaned_in_time():
    html = '<p>Điều<li><td><br>' * (LONG // 20) + '<b><i>x</i></b>' * (LONG // 20)
    started = time.process_time()

    assert not is_too_deep(html)
    clean(html)

    assert time.process_time() - started < 2


def test_comments_and_attributes_that_name_elements_do_not_lie_deep():
    assert not is_too_deep('<!--<div>--><b title="<div>">x</b>' * (DEEPEST + 1))


def test_as_many_elements_as_allowed_may_lie_inside_one_another():
    assert not is_too_deep('<div>' * DEEPEST + '</div>' * DEEPEST)


def test_what_is_cleaned_holds_nothing_but_what_may_be_published():
    assert len(PAYLOADS) > 80
    for payload in PAYLOADS:
        cleaned = clean(f'<p>Điều 13 {payload}</p>')
        for element in parsing.fragment_fromstring(cleaned, create_parent='div').iterdescendants():
            assert element.tag in TAGS, (payload, cleaned)
            allowed = ATTRIBUTES.get('*', set()) | ATTRIBUTES.get(element.tag, set()) | {'rel'}
            assert set(element.attrib) <= allowed, (payload, cleaned)
            for name in {'href', 'src'} & set(element.attrib):
                scheme = element.get(name).partition(':')[0].strip().lower()
                assert scheme in SCHEMES or ':' not in element.get(name), (payload, cleaned)
        assert cleaned.startswith('<p>Điều 13')
