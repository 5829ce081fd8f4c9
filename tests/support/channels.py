"""A site that posts on Zalo, Facebook, YouTube and TikTok, all of the tests."""
from dataclasses import replace
from io import BytesIO

import pytest
import transaction
from hanoiportal.editorial.boards.approval import BoardApproval
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.integration.channelposts.counting import count
from hanoiportal.integration.channelposts.interfaces import IChannels
from hanoiportal.integration.channelposts.jobs import post_due
from hanoiportal.integration.channelposts.resource import book_of
from hanoiportal.integration.channelposts.services import ChannelPosts
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.events import ObjectPublished, send
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.interfaces import IOpening
from servers.facebook import PAGE, TOKEN, Graph
from servers.tiktok import ACCOUNT, KEY, ContentPosting
from servers.tiktok import REFRESH as TIKTOK_REFRESH
from servers.tiktok import SECRET as TIKTOK_SECRET
from servers.youtube import CLIENT, DataApi
from servers.youtube import REFRESH as GOOGLE_REFRESH
from servers.youtube import SECRET as GOOGLE_SECRET
from servers.zalo import APP, REFRESH, SECRET, OfficialAccount

from support.factories import FILES, picture

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
youtube_server, tiktok_server = _of(DataApi), _of(ContentPosting)


@pytest.fixture
def zalo(zalo_server):
    zalo_server.reset()
    return zalo_server


@pytest.fixture
def facebook(facebook_server):
    facebook_server.reset()
    return facebook_server


@pytest.fixture
def youtube(youtube_server):
    youtube_server.reset()
    return youtube_server


@pytest.fixture
def tiktok(tiktok_server):
    tiktok_server.reset()
    return tiktok_server


class Channels:
    """``site``: which is connected.  ``numbers``: of its connections, by channel."""

    def __init__(self, delivering, site, people):
        self.delivering, self.site, self.numbers = delivering, site, {}
        self.people = people

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

    def of(self, person):
        """The ``IChannelPosts`` of a ``Person``."""
        registry = self.delivering.registry
        return ChannelPosts(
            registry, self.delivering.portal, person.allowed,
            BoardApproval(registry, person.allowed, person.service(IBoards)), notifying(registry))

    def approve(self, item, name, at=None, **texts):
        """Have a post written and approved by the staff of the site."""
        transaction.begin()
        channel = self.delivering.registry.getUtility(IChannels)[name]
        writer, head = self.of(self.people['editor']), self.of(self.people['head'])
        given = {field: getattr(writer.proposed(item, channel), field) for field in channel.most}
        writer.write(item, {name: {**given, **texts}}, at, self.people['editor'].id)
        head.approve(item, channel, head.post(item, channel).digest, self.people['head'].id)
        transaction.commit()

    def recall_and_forget(self, name):
        """Have the post of ``item`` taken back, and let nothing of it be left."""
        transaction.begin()
        key = str(self.item.__oid__), name
        post = book_of(self.delivering.portal).get(*key)
        if post is not None:
            head = self.people['head']
            channel = self.delivering.registry.getUtility(IChannels)[name]
            self.of(head).recall(self.item, channel, 'Thử', head.id)
            transaction.commit()
            self.at(name).until_still()
            transaction.begin()
            del book_of(self.delivering.portal).posts[key]
            transaction.commit()

    def commit(self):
        """Keep what was done."""
        transaction.commit()

    def post(self, item, name):
        """The post as it is stored."""
        transaction.begin()
        return book_of(self.delivering.portal).get(str(item.__oid__), name)


def change(item, publishing, **values):
    """Let ``item`` say something else in public."""
    transaction.begin()
    for name, value in values.items():
        setattr(item, name, value)
    item.approvals = (*item.approvals, replace(item.approvals[-1], digest='khac'))
    send(publishing._registry)(ObjectPublished(item))
    transaction.commit()


@pytest.fixture
def channels(delivering, bavi, at_work):
    return Channels(delivering, bavi, {
        each: at_work(f'bavi-{each}') for each in ('editor', 'head')})


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


@pytest.fixture
def on_youtube(channels, youtube):
    channels.connect('youtube', client_id=CLIENT, app_secret=GOOGLE_SECRET, refresh=GOOGLE_REFRESH,
                     address=youtube.address, oauth=youtube.address)
    return channels


@pytest.fixture
def on_tiktok(channels, tiktok):
    channels.connect('tiktok', account=ACCOUNT, client_key=KEY, app_secret=TIKTOK_SECRET,
                     refresh=TIKTOK_REFRESH, address=tiktok.address, oauth=tiktok.address)
    return channels


@pytest.fixture
def film(editing, publishing, bavi):
    """A public film of Ba Vì."""
    item = editing.add(bavi['da-phuong-tien'], 'phim-cho-hoa', 'Video', {
        'title': TITLE, 'summary': SUMMARY, 'body': '<p>Chợ</p>', 'keywords': ('chợ hoa', 'Tết'),
        'file': Incoming(FILES['film'][0], BytesIO(FILES['film'][1])),
        'captions': Incoming(FILES['captions'][0], BytesIO(FILES['captions'][1]))}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    return item
