"""Fields of telephone, e-mail, path and moment: what they keep and what they refuse."""
from datetime import datetime, timezone

import colander
import pytest
from hanoiportal.kernel.tree.contact import email, path, phone
from hanoiportal.kernel.tree.minute import minute


@pytest.mark.parametrize(('kind', 'good'), [
    (phone, '(024) 3825 3536'), (phone, ''), (email, 'vanphong@hanoi.gov.vn'), (email, ''),
    (path, '/lanh-dao/nguyen-van-a'), (path, 'van-phong'), (path, '')])
def test_what_is_right_is_kept(kind, good):
    assert kind('Trường').deserialize(good) == good


def test_what_is_none_is_refused():
    for kind, bad in (
            (phone, 'javascript:alert(1)'), (phone, 'không có'), (email, 'a b@c'), (email, 'a@b'),
            (email, 'a@b.vn?cc=c@d.vn'), (path, 'Ông A'), (path, '/a/../b c'),
            (path, '//hanoi.gov.vn')):
        with pytest.raises(colander.Invalid):
            kind('Trường').deserialize(bad)


@pytest.mark.parametrize('typed', [
    '2026-11-24T08:00', '2026-11-24T08:00:59', '2026-11-24T01:00+00:00'])
def test_a_moment_is_hanois_to_the_minute(typed):
    node = minute('Lúc')

    kept = node.deserialize(typed)

    assert kept == datetime(2026, 11, 24, 1, tzinfo=timezone.utc)
    assert node.serialize(kept) == '2026-11-24T08:00'


@pytest.mark.parametrize('typed', [
    'sáng mai', '2026-13-01T08:00', '0001-01-01T00:00', '9999-12-31T23:59', '24/11/2026', 3])
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(colander.Invalid):
        minute('Lúc').deserialize(typed)


def test_no_moment_is_none():
    assert minute('Lúc').deserialize('') is None
    assert minute('Lúc').serialize(None) == ''
