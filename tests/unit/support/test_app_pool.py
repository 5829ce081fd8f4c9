"""What a test does to the application that it is lent, the next test does not meet."""
import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import IObjectPublished
from hanoiportal.oversight.visits.interfaces import IVisits
from hanoiportal.shells.commands.environment import close
from hanoiportal.shells.desk.frame.menu import IMenu
from hanoiportal.shells.public.fragments import IFragmentCache
from hanoiportal.web.login.throttle import IThrottles, Limit
from pyramid.config import Configurator
from support.app_pool import Lender
from support.application import settings
from support.clocks import SetClock
from webtest import TestApp
from zope.interface import Interface


@pytest.fixture(scope='module')
def own_lender(tmp_path_factory):
    return Lender(tmp_path_factory.mktemp('own'), settings)


def test_the_next_one_meets_nothing_of_the_one_before(own_lender, tmp_path):
    moment, told = SystemClock().now(), []
    with own_lender.lent(tmp_path / 'one') as first:
        registry = first.registry
        throttles = registry.getUtility(IThrottles)
        throttles.limits['csv'] = Limit(1, 60)
        waits = [throttles.hit('csv', '192.0.2.1', moment) for _ in range(2)]
        registry.registerUtility(SetClock(), IClock)
        registry.registerUtility(SetClock(), IClock, 'another')
        registry.unregisterUtility(provided=ISettings)
        registry.registerHandler(told.append, [IObjectPublished, Interface])
        registry.settings['portal.domain'] = 'example.vn'
        registry.getUtility(IMenu).clear()
        registry.getUtility(IFragmentCache).put('key', 'fragment')
        registry.getUtility(IVisits).marked = True
        with content_database(registry).transaction() as connection:
            connection.root()['mark'] = 1

    with own_lender.lent(tmp_path / 'two') as second:
        assert second is first
        assert waits[0] == 0 < waits[1]
        assert throttles.limits['csv'].count > 1
        throttles.limits['csv'] = Limit(1, 60)
        assert not throttles.hit('csv', '192.0.2.1', moment)
        assert isinstance(registry.getUtility(IClock), SystemClock)
        assert registry.queryUtility(IClock, 'another') is None
        assert registry.getUtility(ISettings).domain == 'hanoi.gov.vn'
        assert all(handler.handler != told.append for handler in registry.registeredHandlers())
        assert 'portal.domain' not in registry.settings
        assert registry.getUtility(IMenu) and not registry.getUtility(IFragmentCache).used
        assert not hasattr(registry.getUtility(IVisits), 'marked')
        with content_database(registry).transaction() as connection:
            assert 'mark' not in connection.root()
        assert (tmp_path / 'two/content.fs').exists()


def test_an_application_that_got_a_view_is_not_lent_again(own_lender, tmp_path):
    with own_lender.lent(tmp_path / 'one') as first:
        config = Configurator(registry=first.registry)
        config.add_view(lambda request: 'new', name='new', renderer='string')
        config.commit()
    with own_lender.lent(tmp_path / 'two') as second:
        assert second is not first


def test_two_at_once_are_two_applications_with_one_kind_of_settings(own_lender, tmp_path):
    with (own_lender.lent(tmp_path / 'one', **{'portal.feed_size': '7'}) as first,
          own_lender.lent(tmp_path / 'two', **{'portal.feed_size': '7'}) as second,
          own_lender.lent(tmp_path / 'three') as third):
        sizes = [each.registry.getUtility(ISettings).feed_size for each in (first, second, third)]

        assert first is not second and sizes == [7, 7, 30]
        assert TestApp(second).get('/', status=503)


def test_what_is_handed_out_comes_back_when_its_databases_are_closed(own_lender, tmp_path):
    scratch = tmp_path / 'one/portal-drill'
    scratch.mkdir(parents=True)
    first = own_lender.handed_out(tmp_path / 'one', scratch, **{
        'portal.backup_mirror': f'{scratch}/mirror'})
    settings_of = first.registry.getUtility(ISettings)
    assert settings_of.backup_mirror.parent.samefile(scratch)
    other = own_lender.handed_out(tmp_path / 'two', scratch, **{
        'portal.backup_mirror': f'{scratch}/mirror'})
    assert other is not first
    close(first.registry)
    with content_database(other.registry).transaction() as connection:
        connection.root()['mark'] = 1

    again = own_lender.handed_out(tmp_path / 'three', tmp_path, **{
        'portal.backup_mirror': f'{tmp_path}/mirror'})

    assert again is first and settings_of.backup_mirror.parent.samefile(tmp_path)
    with content_database(again.registry).transaction() as connection:
        assert 'mark' not in connection.root()
    own_lender.take_back(unclosed=True)
    with own_lender.lent(tmp_path / 'two') as there, (
            content_database(there.registry).transaction()) as connection:
        assert connection.root()['mark'] == 1


def test_what_ended_in_an_error_is_not_lent_again(own_lender, tmp_path):
    with (pytest.raises(ZeroDivisionError), own_lender.lent(tmp_path / 'one') as first):
        1 / 0  # noqa: B018
    with own_lender.lent(tmp_path / 'two') as second:
        assert second is not first
