"""Apps of the City: phones learn which may open the portal's links."""
import pytest
from hanoiportal.base.settingsfile import read_settings
from hanoiportal.integration.mobileapp.files import files_of
from hanoiportal.integration.mobileapp.interfaces import ANDROID, APPLE, IAppFiles

PRINT = ':'.join(['AB'] * 32)
OTHER = ':'.join(['0F'] * 32)
APP = 'ABCDE12345.vn.gov.hanoi.hanoiso'


@pytest.fixture
def apps(registry):
    registry.registerUtility(files_of(
        (f'vn.gov.hanoi.hanoiso={PRINT}', f'vn.gov.hanoi.hanoiso={OTHER}'), (APP,)), IAppFiles)


@pytest.mark.parametrize('host', ['hanoi.gov.vn', 'bavi.hanoi.gov.vn'])
def test_each_host_names_the_apps_that_may_open_its_links(app, small_portal, apps, host):
    given = app.get(f'/.well-known/{ANDROID}', headers={'Host': host})
    assert given.content_type == 'application/json'
    statement, = given.json
    assert statement['relation'] == ['delegate_permission/common.handle_all_urls']
    assert statement['target'] == {
        'namespace': 'android_app', 'package_name': 'vn.gov.hanoi.hanoiso',
        'sha256_cert_fingerprints': [PRINT, OTHER]}
    given = app.get(f'/.well-known/{APPLE}', headers={'Host': host})
    assert given.content_type == 'application/json'
    details, = given.json['applinks']['details']
    assert details['appIDs'] == [APP] and details['components'][-1] == {'/': '/*'}
    kept = [each['/'] for each in details['components'] if each.get('exclude')]
    assert {'/desk', '/desk/*', '/*/desk/*', '/login', '/console/*', '/api/*'} <= set(kept)


def test_without_settings_there_is_nothing(app, small_portal):
    bodies = {app.get(f'/.well-known/{name}', status=404).body
              for name in (ANDROID, APPLE, 'khac', f'{ANDROID}/x')}
    assert len(bodies) == 1


def test_settings_that_are_none_stop_the_start():
    assert read_settings({'portal.ios_apps': f'{APP} x'}).ios_apps == (APP, 'x')
    for android, ios in (((f'c={PRINT}',), ()), (('a.b',), ()), (('a.b=AB',), ()),
                         ((f'a.b={PRINT.lower()}',), ()), ((), ('vn.gov.hanoi',))):
        with pytest.raises(ValueError, match='portal'):
            files_of(android, ios)
