"""Sections: what may be allowed in them."""
import pytest
from hanoiportal.base.errors import Refused
from support.domain_names import permit

SITE = {'title': 'Sở giả', 'owner': 'a', 'managing_body': 'b', 'operating_unit': 'c'}


@pytest.fixture
def section(portal, editing):
    return editing.add(portal, 'tin', 'Section', {'title': 'Tin'}, 'lan')


@pytest.mark.parametrize('name', ['ComponentSite', 'Section', 'Portal', 'page', 'x'])
def test_nothing_but_items_may_be_allowed_in_a_section(editing, section, name):
    with pytest.raises(Refused) as refused:
        editing.edit(section, {'allowed_types': f'Page; {name}'}, 'lan')

    assert refused.value.reasons['allowed_types'].interpolate() == (
        f'Loại “{name}” không được đăng ở đây.')


def test_types_of_items_may_be_allowed(editing, section):
    editing.edit(section, {'allowed_types': 'Page; File'}, 'lan')

    assert section.allowed_types == ('Page', 'File')


def test_a_site_stands_nowhere_but_among_the_sites(editing, portal, section):
    section.allowed_types = ('ComponentSite',)

    with pytest.raises(Refused) as refused:
        editing.add(section, 'gia', 'ComponentSite', SITE, 'lan')

    assert 'ComponentSite' in refused.value.reasons[''].interpolate()
    permit(portal, 'gia')
    assert editing.add(portal['sites'], 'gia', 'ComponentSite', SITE, 'lan').is_active
