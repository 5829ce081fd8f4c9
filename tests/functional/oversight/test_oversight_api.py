"""Figures for programs: of compliance, and of how questions were answered."""
import pytest

API = '/api/v1'


@pytest.fixture
def looked(look, clock, at_work, ward):
    look()


def test_figures_are_the_snapshot_and_nothing_else(app, looked, read_snapshot_alone):
    lines = app.get(f'{API}/compliance').json
    one = app.get(f'{API}/compliance/bavi').json
    shown = app.get('/sites/bavi/tuan-thu.json').json

    assert {each['id'] for each in lines['items']} == {'thanh-pho', 'bavi', 'soxaydung'}
    assert lines['as_of'] and lines['month'] and set(lines['items'][0]['sections']) == {
        'part', 'whole'}
    assert (one['sections'], one['months']) == (shown['sections'], shown['months'])
    assert app.get(f'{API}/compliance/khong', status=404)
    read_snapshot_alone(f'{API}/compliance', f'{API}/compliance/bavi', f'{API}/figures')


def test_before_the_first_snapshot_there_are_no_figures(app, small_portal):
    assert app.get(f'{API}/compliance').json == {'items': [], 'total': 0, 'month': ''}
    assert app.get(f'{API}/figures').json == {'items': []}
    assert app.get(f'{API}/compliance/bavi', status=404)
