"""A topic of the forum: what stands against its summary."""
from hanoiportal.participation.forum.interfaces import CLOSED
from hanoiportal.types.forumtopic.resource import ForumTopic, against_publishing


def test_no_summary_is_public_before_the_topic_is_closed():
    topic = ForumTopic()
    assert not against_publishing(topic, None)
    topic.conclusion = '<p>Sẽ làm.</p>'
    assert against_publishing(topic, None)
    topic.phase = CLOSED
    assert not against_publishing(topic, None)
