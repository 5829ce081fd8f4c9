"""A topic of the forum: its threads, and what stands against its summary."""
from hanoiportal.participation.forum.interfaces import CLOSED, PublicPost
from hanoiportal.types.forumtopic.resource import ForumTopic, against_publishing
from hanoiportal.types.forumtopic.views import threads_of


def post(id, parent=''):
    return PublicPost(id, parent, f'Câu {id}', 'Ai', '2026-11-29')


def test_replies_follow_their_post_and_stand_alone_when_it_has_gone():
    posts = [post('a'), post('b'), post('c', 'a'), post('d', 'gone'), post('e', 'b')]

    assert [[each.id for each in thread] for thread in threads_of(posts)] == [
        ['a', 'c'], ['b', 'e'], ['d']]


def test_no_summary_is_public_before_the_topic_is_closed():
    topic = ForumTopic()
    assert not against_publishing(topic, None)
    topic.conclusion = '<p>Sẽ làm.</p>'
    assert against_publishing(topic, None)
    topic.phase = CLOSED
    assert not against_publishing(topic, None)
