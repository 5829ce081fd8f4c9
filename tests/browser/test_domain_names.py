"""A ward asks for a name, gets it after the opinion, and the watch sees its certificate end."""
import datetime

import pytest
from hanoiportal.base.clock import local
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import MANAGER
from hanoiportal.oversight.domainregister.interfaces import IHostLook
from hanoiportal.oversight.domainregister.watching import look_at
from hanoiportal.platform.scheduling.interfaces import IOpening
from hanoiportal.shells.commands.environment import opened
from servers.office import BASIS, PASSWORD, SCHEDULER, WARD, Desk, office
from servers.portal import serving, write_ini
from support.watched_hosts import watched

HOST, OWN = 'xabavi.hanoi.gov.vn', f'/desk/sites/{WARD}/@@domains'
DAY, NOW = datetime.timedelta(days=1), datetime.datetime.now(datetime.UTC)


def fill(environment):
    """Let there be somebody of the office of the committee."""
    account = environment.portal['accounts'].create(
        'nga', 'Trịnh Thu Nga', registry=environment.registry)
    account.set_password(PASSWORD)
    grant(environment.portal, account.id, MANAGER, Grant(basis=BASIS))


def look(var, host):
    """Look at ``host`` as the job does, by its own servers, while nobody serves the portal."""
    with opened(str(write_ini(var, {})), str(var), 'test') as environment:
        environment.registry.registerUtility(host.look, IHostLook)
        with environment.registry.getUtility(IOpening)('test') as inside:
            look_at(inside, [HOST])


def is_granted(dung, nga):
    """Let the ward ask, wrongly at first, and the office grant it after the opinion."""
    dung.page.goto(OWN)
    for field, text in (('name', 'Xã Ba Vì'), ('purpose', 'Người dân gõ cả chữ “xã”'),
                        ('paper', 'Công văn 87/UBND')):
        dung.page.fill(f'main [name={field}]', text)
    dung.send(dung.page.locator('main form.form'), 'Gửi đề nghị', refused=True)
    assert 'không dấu' in dung.page.inner_text('#e-name')
    assert 'xabavi' in dung.page.inner_text('main .hint strong')
    dung.look()
    dung.page.fill('main [name=name]', 'xabavi')
    dung.press('Gửi đề nghị')
    assert 'Chờ ý kiến' in dung.page.inner_text('main')

    nga.page.goto('/desk/@@domain-register')
    nga.look()
    nga.follow(HOST)
    assert not nga.page.locator('button[value=grant]').count()
    nga.page.get_by_label('Đồng ý', exact=True).check()
    nga.page.get_by_label('Số, ký hiệu của văn bản').fill('345/UBND-KSTT')
    nga.page.get_by_label('Ngày của văn bản').fill(f'{local(NOW):%Y-%m-%d}')
    nga.press('Ghi ý kiến của Thành phố')
    nga.look()
    nga.press('Cấp tên miền')
    assert 'Đã cấp' in nga.page.inner_text('main')


@pytest.mark.clause('28.14', '33.4')
def test_a_ward_gets_a_name_and_the_watch_sees_its_certificate_end(browser, tmp_path):
    var = tmp_path / 'portal'
    with office(var, {}, fill) as portal:
        dung, nga = (Desk(browser, portal).log_in(login) for login in ('dung', 'nga'))
        is_granted(dung, nga)
        assert dung.wrong + nga.wrong == []
        for each in (dung, nga):
            each.context.close()

    with watched(tmp_path, HOST, NOW + 2 * DAY) as host:
        look(var, host)
        host.certify(NOW - DAY)
        look(var, host)

    with serving(var, SCHEDULER) as portal:
        dung = Desk(browser, portal).log_in('dung')
        dung.page.goto(OWN)
        assert 'Chứng thư đã hết hạn' in dung.page.inner_text('main')
        dung.follow(HOST)
        assert 'Cài chứng thư còn hạn' in dung.page.inner_text('main')
        dung.look()
        assert dung.wrong == []
        dung.context.close()
