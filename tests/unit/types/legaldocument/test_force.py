"""Force on a day, out of days and of what other documents do."""
from datetime import date
from types import SimpleNamespace

import pytest
from hanoiportal.types.legaldocument.force import act, force_on
from hanoiportal.types.legaldocument.reading.citations import citations

JANUARY, MARCH, JUNE, JULY = (date(2025, month, 1) for month in (1, 3, 6, 7))


def document(issued=JANUARY, effective=MARCH, expires=None, status='con'):
    return SimpleNamespace(issued=issued, effective=effective, expires=expires, status=status)


def acts(*entries):
    """Return the acts of documents in force from June that name another one as written."""
    return [act(relation, document(effective=JUNE), citations(entry)[-1])
            for relation, entry in entries]


WHOLE, PART = 'Quyết định số 12/2020/QĐ-UBND', 'Điều 5 Quyết định số 12/2020/QĐ-UBND'


def test_force_follows_from_days_and_acts():
    for day, values, done, status in (
            (date(2024, 12, 31), {}, (), 'chua-co'), (JANUARY, {}, (), 'chua-co'),
            (MARCH, {}, (), 'con'), (JANUARY, {'effective': None}, (), 'con'),
            (date(2025, 5, 31), {'expires': JUNE}, (), 'con'),
            (JUNE, {'expires': JUNE}, (), 'het'),
            (date(2025, 5, 31), {}, [('replaces', WHOLE)], 'con'),
            (JUNE, {}, [('replaces', WHOLE)], 'het'), (JULY, {}, [('repeals', WHOLE)], 'het'),
            (JULY, {}, [('repeals', PART)], 'het-mot-phan'),
            (JULY, {}, [('replaces', PART)], 'het-mot-phan'),
            (JULY, {}, [('amends', WHOLE)], 'het-mot-phan'),
            (MARCH, {}, [('amends', WHOLE)], 'con'),
            (JULY, {}, [('amends', WHOLE), ('repeals', WHOLE)], 'het'),
            (JULY, {'status': 'het'}, [('amends', WHOLE)], 'het-mot-phan'),
            (MARCH, {'effective': JULY}, [('repeals', WHOLE)], 'chua-co'),
            (JUNE, {'effective': JULY}, [('repeals', WHOLE)], 'het')):
        found = force_on(document(**values), acts(*done), day)

        assert (found.status, found.is_certain) == (status, True), day


@pytest.mark.parametrize('status', ['het', 'het-mot-phan'])
def test_a_recorded_end_that_nothing_explains_is_told_as_recorded(status):
    found = force_on(document(status=status), [], JULY)

    assert (found.status, found.is_certain) == (status, False)
