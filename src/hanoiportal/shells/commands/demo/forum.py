"""Topics of the forum of a demonstration: one that is open, and one closed with its summary."""
import datetime
from hashlib import sha256
from typing import Any

import yaml

from ....base.clock import local, start_of
from ....base.settings import ISettings
from ....content.versions.interfaces import IEditing
from ....kernel.tree.lookup import find_site
from ....participation.cases.interfaces import (
    FORUM,
    PROCESS,
    PUBLISH,
    ICases,
    Sender,
    Submission,
)
from ....participation.forum.interfaces import (
    BY_PEN_NAME,
    PEN_NAME,
    SECTION,
    SHOWN_AS,
    TYPE,
    IForumTopic,
)
from ....participation.identities.interfaces import Identity
from ....platform.provisioning.demo.interfaces import MADE_UP
from ....platform.scheduling.interfaces import IJob
from ..environment import Environment
from .comments import publish
from .desk import request_of, take
from .orders import at_moment

_FIELDS = ('title', 'summary', 'body', 'asked')
#: The level of the electronic identity of the people of a demonstration.
_LEVEL = 2
_STEPS = (('bientap', 'submit'), ('bientap', 'pass_on'), ('truongban', 'approve'))
#: An entry of the file: untyped, as YAML is.
Row = dict[str, Any]


def discuss(environment: Environment) -> None:
    """Make the topics of ``config/demo/forum.yaml`` on the city's portal, with all that people
    say on them, let the board publish it, and leave two posts waiting on the one that is open.
    """
    data = environment.registry.getUtility(ISettings).data
    path = data.with_name('demo') / 'forum.yaml'
    for row in yaml.safe_load(path.read_text(encoding='utf-8')):
        environment.in_transaction(lambda row=row: _make(environment, row))
        topic = environment.portal[SECTION][row['name']]
        environment.in_transaction(lambda row=row, topic=topic: _post(
            environment, topic, row, [(each, '') for each in row['posts']]))
        _publish(environment, topic)
        known = {each.text: each.id for each in topic.posts}
        environment.in_transaction(lambda row=row, topic=topic, known=known: _post(
            environment, topic, row, [(reply, known[each['text']]) for each in row['posts']
                                      for reply in each.get('replies', ())]))
        _publish(environment, topic)
        environment.in_transaction(lambda row=row, topic=topic: _end(environment, topic, row))


def _make(environment: Environment, row: Row) -> None:
    opens, closes = (_day(environment, row[name]) for name in ('opens', 'closes'))
    item = environment.editing.add(environment.portal[SECTION], row['name'], TYPE, {
        **{name: row[name] for name in _FIELDS}, 'opens': opens.isoformat(),
        'closes': closes.isoformat()}, environment.actor)
    environment.editing.translate(item, 'en', row['en'], environment.actor)
    for document in (item, item.translations['en']):
        environment.publishing.publish_imported(
            document, environment.actor, MADE_UP, start_of(opens))


def _post(environment: Environment, topic: IForumTopic, row: Row,
          posts: list[tuple[Row, str]]) -> None:
    """Send ``posts``, pairs of an entry and the post that it replies to, an hour apart."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    last = min(environment.clock.now(), start_of(_day(environment, row['closes'])))
    for number, (each, reply_to) in enumerate(posts, 1):
        hours = (len(posts) - number) * 5 + (1 if reply_to else 48)
        received = last - datetime.timedelta(hours=hours)
        details = {'topic': str(topic.__oid__), 'reply_to': reply_to, SHOWN_AS: BY_PEN_NAME,
                   PEN_NAME: each['pen_name']}
        with at_moment(environment.registry, received):
            cases.receive(Submission(
                FORUM, str(find_site(topic).__oid__), each['text'][:60], each['text'],
                sender=Sender(), consents=frozenset({PROCESS, PUBLISH}),
                details={name: value for name, value in details.items() if value},
                identity=_writer(each, received)), now=received)


def _writer(entry: Row, received: datetime.datetime) -> Identity:
    name = entry['pen_name']
    return Identity(f'{name} (minh họa)', sha256(name.encode()).hexdigest()[:32], _LEVEL, received)


def _publish(environment: Environment, topic: IForumTopic) -> None:
    environment.in_transaction(lambda: publish(environment, topic))
    environment.registry.getUtility(IJob, name='outbox').run(environment)


def _end(environment: Environment, topic: IForumTopic, row: Row) -> None:
    """Let what is closed have its summary; on what is open two posts wait for the board."""
    if 'conclusion' in row:
        editor = request_of(environment, 'bientap.thanhpho')
        editing: IEditing = editor.service(IEditing)
        editing.edit(topic, {'conclusion': row['conclusion']}, editor.authenticated_userid)
        for person, step in _STEPS:
            take(environment, f'{person}.thanhpho', topic, step, '')
        return
    _post(environment, topic, row, [
        ({'pen_name': 'Người qua đường',
          'text': 'Phố Tràng Tiền cuối tuần đã tốt, xin nhân rộng cách làm này.'}, ''),
        ({'pen_name': 'Hàng xóm', 'text': 'Gọi cho tôi số 0912 345 678 để mua bạt che giá rẻ.'},
         '')])


def _day(environment: Environment, days: int) -> datetime.date:
    return local(environment.clock.now()).date() + datetime.timedelta(days=days)
