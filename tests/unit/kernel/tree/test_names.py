"""Names that can stand in an address, and those that cannot."""
import unicodedata

import pytest
from hanoiportal.kernel.tree.names import RESERVED, BadName, check_name


@pytest.mark.parametrize('name', ['tin-tuc', '4263-qd-ubnd', 'a', 'x' * 120, 'v1.0', 'a_b'])
def test_a_plain_name_is_taken(name):
    assert check_name(name) == name


def test_a_name_that_no_address_can_have_is_refused_with_a_reason():
    for name in (
            '', '.', '..', '../etc', 'a/b', 'a\\b', 'a\0b', '\0', 'a b', 'a\n', ' a', 'Tin-Tuc',
            'tin-tức', unicodedata.normalize('NFD', 'tin-tức'), '@@edit', '_design', '-a',
            '.htaccess', 'a?b', 'a#b', 'a%2fb', 'x' * 121, 'ａ', None, 7, b'a'):
        with pytest.raises(BadName) as refused:
            check_name(name)

        assert 'chỉ gồm chữ thường không dấu' in refused.value.args[0], name


@pytest.mark.parametrize('name', ['a..b', 'a.', 'a-..'])
def test_dots_that_a_browser_might_resolve_are_refused(name):
    with pytest.raises(BadName) as refused:
        check_name(name)

    assert 'dấu chấm' in refused.value.args[0]


def test_the_shells_own_addresses_are_not_given_away():
    for name in sorted(RESERVED - {'_design'}):
        with pytest.raises(BadName) as refused:
            check_name(name, RESERVED)

        assert refused.value.args[0].mapping == {'name': name}
