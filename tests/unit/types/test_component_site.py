"""Component sites: their bodies, their host, and what they may hold."""
import pytest
from hanoiportal.base.errors import Refused
from support.factories import example

VALUES = {'title': 'Sở Xây dựng', 'owner': 'Sở Xây dựng', 'managing_body': 'Văn phòng Sở',
          'operating_unit': 'Phòng Công nghệ'}


def refusal(editing, portal, name='soxaydung', **changes):
    with pytest.raises(Refused) as refused:
        editing.add(portal['sites'], name, 'ComponentSite', {**VALUES, **changes}, 'lan')
    return refused.value.reasons


@pytest.mark.parametrize('field', [
    pytest.param('owner', marks=pytest.mark.clause('6.1')),
    pytest.param('managing_body', marks=pytest.mark.clause('6.2')),
    pytest.param('operating_unit', marks=pytest.mark.clause('6.3'))])
def test_a_site_without_one_of_its_bodies_is_refused(editing, portal, field):
    assert list(refusal(editing, portal, **{field: ' '})) == [field]
    assert not len(portal['sites'])


@pytest.mark.parametrize('field', ['owner', 'managing_body', 'operating_unit'])
def test_a_site_never_loses_one_of_its_bodies(editing, portal, field):
    site = editing.add(portal['sites'], 'soxaydung', 'ComponentSite', VALUES, 'lan')

    with pytest.raises(Refused):
        editing.edit(site, {field: ''}, 'lan')

    assert getattr(site, field) == VALUES[field]


@pytest.mark.clause('5.2.b')
@pytest.mark.parametrize('name', [
    'SoXayDung', 'sở-xây-dựng', 'so.xaydung', 'xn--s-xy-dng-2ya', '-so', 'so_xd', 'x' * 64])
def test_a_host_that_clause_5_2_does_not_allow_is_refused(editing, portal, name):
    assert list(refusal(editing, portal, name)) == ['name']


@pytest.mark.clause('5.2/1')
@pytest.mark.parametrize('name', ['www', 'english', 'api', 'mail', 'congbao'])
def test_a_reserved_host_is_refused_with_its_reason(editing, portal, name):
    reason = refusal(editing, portal, name)['name']

    assert reason.mapping['label'] == name and reason.mapping['reason']


@pytest.mark.clause('5.2.c')
def test_a_host_belongs_to_one_site(editing, portal):
    editing.add(portal['sites'], 'bavi', 'ComponentSite', VALUES, 'lan')

    assert list(refusal(editing, portal, 'bavi')) == ['name']


def test_a_site_that_is_renamed_keeps_the_rule_of_hosts(editing, portal):
    site = editing.add(portal['sites'], 'bavi', 'ComponentSite', VALUES, 'lan')

    with pytest.raises(Refused):
        editing.rename(site, 'www', 'lan')

    assert site.__name__ == 'bavi'


@pytest.mark.clause('1.2')
def test_a_site_outside_the_portal_is_its_address_and_takes_no_content(editing, portal):
    site = editing.add(portal['sites'], 'thue', 'ComponentSite', {
        **VALUES, 'integration': 'external', 'external_url': 'https://hanoi.gdt.gov.vn'}, 'lan')

    with pytest.raises(Refused):
        editing.add(site, 'tin', 'Section', {'title': 'Tin'}, 'lan')
    assert not site.is_active and not len(site)


@pytest.mark.clause('1.2')
@pytest.mark.parametrize('address', [
    '', 'javascript:alert(1)', 'ftp://a.vn', 'https://', 'hanoi.gdt.gov.vn', 'https://a b.vn',
    'https://u:p@a.vn', 'https://[::1', 'https://a.vn/"onclick="x'])
def test_a_site_outside_the_portal_must_say_where_it_is(editing, portal, address):
    assert list(refusal(editing, portal, integration='external', external_url=address)) == [
        'external_url']


def test_an_integrated_site_takes_sections_and_nothing_else(editing, portal, registry):
    site = editing.add(portal['sites'], 'bavi', 'ComponentSite', VALUES, 'lan')
    news = example(registry.content.meta['NewsItem'])

    with pytest.raises(Refused):
        editing.add(site, 'tin', 'NewsItem', news, 'lan')
    assert editing.add(site, 'tin', 'Section', {'title': 'Tin'}, 'lan').__parent__ is site


@pytest.mark.parametrize('field, value', [
    ('email', 'x'), ('email', 'a b@hanoi.gov.vn'), ('email', 'a@b'),
    ('email', 'a@hanoi.gov.vn?cc=x'), ('email', 'thư@hanoi.gov.vn'),
    ('phone', 'gọi cho tôi'), ('phone', '1'), ('phone', '024;x=1'),
    ('fax', 'gửi cho tôi')])
def test_what_cannot_be_written_to_or_called_is_refused(editing, portal, field, value):
    assert list(refusal(editing, portal, **{field: value})) == [field]


@pytest.mark.parametrize('field, value', [
    ('email', 'vpubnd.tp_1+a@so-xaydung.hanoi.gov.vn'), ('phone', '024 38253536'),
    ('phone', '+84 (24) 3825.3536'), ('phone', '1022'), ('email', ' '), ('phone', '')])
def test_what_can_be_is_taken(editing, portal, field, value):
    site = editing.add(portal['sites'], 'bavi', 'ComponentSite', {**VALUES, field: value}, 'lan')

    assert getattr(site, field) == value.strip()
