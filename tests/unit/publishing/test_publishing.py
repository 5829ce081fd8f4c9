"""Publishing and withdrawing: items and translations, nothing else."""
from datetime import datetime, timezone

import pytest
from hanoiportal.permissions import PUBLISH
from hanoiportal.publishing.interfaces import CannotPublish
from hanoiportal.publishing.services import PublishingService
from hanoiportal.tree import Folder, Item, Translation
from hanoiportal.tree.events import IObjectPublished
from hanoiportal.tree.lookup import in_language

NOW = datetime(2026, 11, 24, 8, tzinfo=timezone.utc)
EARLIER = datetime(2025, 8, 16, tzinfo=timezone.utc)


class StoppedClock:
    def now(self):
        return NOW


@pytest.fixture
def sent():
    return []


@pytest.fixture
def publishing(sent):
    return PublishingService(lambda permission, item: True, sent.append, StoppedClock(),
                             lambda item: [])


@pytest.fixture
def item():
    item = Item(title='Thông báo')
    item.add_translation(Translation('en', title='Notice'))
    return item


def refusal(verb, *args):
    with pytest.raises(CannotPublish) as refused:
        verb(*args)
    return [str(reason) for reason in refused.value.reasons]


def test_publishing_makes_the_item_public_and_says_so(publishing, sent, item):
    publishing.publish(item, 'lan')

    [event] = sent
    assert item.is_public and item.published_at == NOW
    assert IObjectPublished.providedBy(event) and (event.object, event.actor) == (item, 'lan')


def test_the_moment_that_readers_are_shown_may_be_another(publishing, item):
    publishing.publish(item, 'lan', EARLIER)

    assert item.published_at == EARLIER


def test_what_is_published_again_keeps_its_first_moment(publishing, item):
    publishing.publish(item, 'lan', EARLIER)
    publishing.withdraw(item, 'lan')

    publishing.publish(item, 'lan')

    assert item.published_at == EARLIER


def test_publishing_the_translation_of_a_draft_shows_it_to_nobody(publishing, item):
    translation = item.translations['en']

    publishing.publish(translation, 'lan')

    assert translation.state == 'published' and not translation.is_public
    assert not item.is_public and in_language(item, 'en') is item


def test_publishing_an_item_leaves_its_translations_as_they_are(publishing, item):
    publishing.publish(item, 'lan')

    assert in_language(item, 'en') is item
    publishing.publish(item.translations['en'], 'lan')
    assert in_language(item, 'en').title == 'Notice'


def test_withdrawing_an_item_withdraws_its_translations_from_sight(publishing, item):
    publishing.publish(item, 'lan')
    publishing.publish(item.translations['en'], 'lan')

    publishing.withdraw(item, 'lan')

    assert (item.state, item.translations['en'].state) == ('withdrawn', 'published')
    assert not item.is_public and not item.translations['en'].is_public


def test_what_is_public_is_not_published_twice_nor_a_draft_withdrawn(publishing, sent, item):
    assert refusal(publishing.withdraw, item, 'lan') == ['Mục này chưa được xuất bản.']
    publishing.publish(item, 'lan')

    assert refusal(publishing.publish, item, 'lan') == ['Mục này đã được xuất bản.']
    assert len(sent) == 1


def test_without_the_permission_nothing_changes(sent, item):
    denied = PublishingService(lambda permission, item: permission != PUBLISH, sent.append,
                               StoppedClock(), lambda item: [])

    assert refusal(denied.publish, item, 'minh') == ['Bạn không có quyền xuất bản mục này.']
    item.state = 'published'
    assert refusal(denied.withdraw, item, 'minh') == ['Bạn không có quyền gỡ mục này.']
    assert (item.state, item.published_at, sent) == ('published', None, [])


def test_what_the_type_has_against_it_is_said_with_the_rest(sent, item):
    strict = PublishingService(lambda permission, item: False, sent.append, StoppedClock(),
                               lambda item: ['Thiếu tệp.'])

    assert strict.reasons_against_publishing(item) == [
        'Bạn không có quyền xuất bản mục này.', 'Thiếu tệp.']
    assert len(refusal(strict.publish, item, 'lan')) == 2


def test_a_place_is_neither_published_nor_withdrawn(publishing, sent):
    place = Folder(title='Chuyên mục')

    assert 'Chỉ tin, bài' in refusal(publishing.withdraw, place, 'lan')[0]
    assert 'Chỉ tin, bài' in refusal(publishing.publish, place, 'lan')[0]
    assert (place.state, sent) == ('published', [])
