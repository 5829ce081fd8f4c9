"""A browser counts in UTF-16 units; the server comes to the same text."""
import pytest
from hanoiportal.content.drafts.interfaces import Splice
from hanoiportal.content.drafts.splicing import applied, without_surrogates
from hypothesis import given
from hypothesis import strategies as st

CODE = 'utf-16-le'
TEXTS = st.text(st.sampled_from('ab đ😀🇻\n'))


def splice(before, after):
    """Return the ``Splice`` as ``autosave.js`` makes it: between the common head and tail."""
    one, other = (text.encode(CODE) for text in (before, after))
    units = [[text[at:at + 2] for at in range(0, len(text), 2)] for text in (one, other)]
    most = min(map(len, units))
    start = next((at for at in range(most) if units[0][at] != units[1][at]), most)
    same = next((at for at in range(most - start) if units[0][-1 - at] != units[1][-1 - at]),
                most - start)
    middle = b''.join(units[1][start:len(units[1]) - same])
    return Splice(start, len(units[0]) - same, middle.decode(CODE, 'surrogatepass'))


@given(TEXTS, TEXTS)
def test_a_splice_of_any_two_texts_makes_one_the_other(before, after):
    assert applied(before, splice(before, after)) == after


def test_half_a_smile_is_put_together_again():
    change = splice('😀', '😁')

    assert change.text == '\ude01'
    assert applied('😀', change) == '😁'


@pytest.mark.parametrize('start, end', [(2, 1), (0, 4), (4, 4), (-1, 1)])
def test_a_splice_beyond_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match='does not lie'):
        applied('abc', Splice(start, end, ''))


def test_what_no_database_keeps_is_replaced_one_for_one():
    assert without_surrogates('a\ud800b\udc00') == 'a\ufffdb\ufffd'
    assert without_surrogates('\ud83d\ude00') == '😀'
