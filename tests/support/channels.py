"""A site that posts on Zalo and Facebook, both of the tests."""
import pytest
import transaction
from hanoiportal.integration.channelposts.counting import count
from hanoiportal.integration.channelposts.jobs import post_due
from hanoiportal.integration.channelposts.resource import book_of
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.scheduling.interfaces import IOpening
from servers.facebook import PAGE, TOKEN, Graph
from servers.zalo import APP, REFRESH, SECRET, OfficialAccount

from support.factories import picture

TITLE, SUMMARY = 'Chợ hoa xuân mở cửa', 'Chợ hoa mở từ 20 tháng Chạp.'


def _of(kind):
    @pytest.fixture(scope='module')
    def server():
        made = kind()
        yield made
        made.shutdown()
        made.server_close()

    return server


zalo_server, facebook_server = _of(OfficialAccount), _of(Graph)


@pytest.fixture
def zalo(zalo_server):
    zalo_server.reset()
    return zalo_server


@pytest.fixture
def facebook(facebook_server):
    facebook_server.reset()
    return facebook_server


class Channels:
    """``site``: which is connected.  ``numbers``: of its connections, by channel."""

    def __init__(self, delivering, site):
        self.delivering, self.site, self.numbers = delivering, site, {}

    def connect(self, name, **given):
        """Connect the site with that channel, and turn it on."""
        made, _secrets = self.delivering.turn_on(name, f'Kênh {name}', given, self.site)
        self.numbers[name] = made.number
        return made

    def job(self, work=post_due):
        """Let a job look once."""
        with self.delivering.registry.getUtility(IOpening)('test') as environment:
            work(environment)
        transaction.begin()

    def look(self, **later):
        """Let time pass, then post what is due and deliver."""
        self.delivering.clock.pass_(**later)
        self.job()
        return self.delivering.look()

    def count(self):
        """Let the job of the night look, once for each channel."""
        for _channel in self.numbers:
            self.job(count)

    def at(self, name):
        """Let the ``Delivering`` tell of the connection with that channel."""
        self.delivering.number, self.delivering.site = self.numbers[name], self.site
        return self.delivering

    def post(self, item, name):
        """The post as it is stored."""
        transaction.begin()
        return book_of(self.delivering.portal).get(str(item.__oid__), name)


@pytest.fixture
def channels(delivering, bavi, staff):
    return Channels(delivering, bavi)


@pytest.fixture
def on_zalo(channels, zalo):
    channels.connect('zalo', app_id=APP, app_secret=SECRET, refresh=REFRESH, author='UBND xã',
                     address=zalo.address, oauth=zalo.address)
    return channels


@pytest.fixture
def on_facebook(channels, facebook):
    channels.connect('facebook', page=PAGE, token=TOKEN, address=facebook.address)
    return channels


@pytest.fixture
def market(editing, publishing, bavi):
    """A public item of Ba Vì with a picture."""
    image = editing.add(bavi['da-phuong-tien'], 'anh-cho', 'Image', {
        'title': 'Chợ hoa', 'alt': 'Chợ hoa', 'image': Incoming('a.jpg', picture('JPEG'))}, 'test')
    item = editing.add(bavi['tin-tuc-su-kien'], 'cho-hoa', 'NewsItem', {
        'title': TITLE, 'summary': SUMMARY, 'body': '<p>Chợ</p>',
        'images': '/sites/bavi/da-phuong-tien/anh-cho'}, 'test')
    publishing.publish(image, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    return item
