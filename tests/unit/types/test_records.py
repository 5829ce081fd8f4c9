"""What each kind of record refuses, and what it lacks to be published."""
import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.kernel.tree.content import bound_schema, types_of


@pytest.mark.parametrize(('type_name', 'values', 'field'), [
    ('Project', {'begins': '2026-02-01', 'ends': '2026-01-31'}, 'ends'),
    ('Project', {'funding': '-1'}, 'funding'), ('Project', {'funding': '1e9'}, 'funding'),
    ('Project', {'funding': '9' * 17}, 'funding'), ('Project', {'currency': 'XYZ'}, 'currency'),
    ('Dossier', {'begins': '2030', 'ends': '2021'}, 'ends'),
    ('Dossier', {'begins': '26'}, 'begins'), ('Research', {'status': 'xong'}, 'status'),
    ('Statistics', {'figures': 'một cột'}, 'figures'), ('Statistics', {'year': 'x'}, 'year'),
    ('AccessEntry', {'url': 'javascript:alert(1)'}, 'url'),
    ('Channel', {'url': 'ftp://x.vn'}, 'url'), ('Ruling', {'decided': '31/02/2026'}, 'decided')])
def test_what_cannot_be_is_refused_at_its_field(make, type_name, values, field):
    with pytest.raises(Refused) as refused:
        make(type_name, **values)

    assert list(refused.value.reasons) == [field]


@pytest.mark.parametrize(('type_name', 'without', 'number'), [
    ('Project', ('summary', 'field', 'investor', 'begins', 'ends'), 4),
    ('Dossier', ('issuer', 'body'), 2), ('Research', ('host',), 1),
    ('Statistics', ('method',), 1), ('Statistics', ('figures', 'body', 'year', 'period'), 2),
    ('Ruling', ('number', 'decided', 'authority'), 3),
    ('Channel', ('permit_day', 'url', 'contact'), 2), ('AccessEntry', ('url', 'location'), 1),
    ('Question', ('question', 'body', 'answered_by', 'answered'), 4)])
def test_what_is_missing_is_told_before_it_is_published(
        registry, make, type_name, without, number):
    whole = make(type_name)
    lacking = make(type_name, 'thieu', **dict.fromkeys(without, ''))
    reasons = types_of(registry)[type_name]['reasons_against_publishing']

    assert reasons(whole, registry) == []
    assert len(reasons(lacking, registry)) == number


def test_who_types_a_ruling_is_reminded_of_personal_data(registry):
    assert 'số định danh' in bound_schema('Ruling', registry)['recipient'].description


def test_a_file_cannot_stand_where_the_figures_are_saved(make, registry):
    assert 'figures.csv' in make('Statistics').reserved


@pytest.mark.parametrize(('type_name', 'emptied'), [
    ('Dossier', {'body': ''}), ('Statistics', {'figures': '', 'body': ''})])
def test_a_version_in_work_is_asked_for_files_as_its_document_is(
        registry, make, editing, publishing, type_name, emptied):
    made = make(type_name)
    publishing.publish(made, 'test')
    reasons = types_of(registry)[type_name]['reasons_against_publishing']

    editing.edit(made, emptied, 'test')

    assert len(reasons(made.working, registry)) == 1
