"""Whether an item can be heard is told without reading it all, and told right."""
from types import SimpleNamespace

import pytest
from hanoiportal.shells.public.formats.wholetext import is_spoken, spoken_text
from hypothesis import given
from hypothesis import strategies as st

PIECES = st.sampled_from([
    '<p>', '</p>', '<br>', '<b>', '</b>', '<td>', '&nbsp;', '&amp;', '&nGt;', '&#10;', ' ', '\n',
    'Giá', 'a', '<style>p{}</style>', '<!-- không -->', '<hr>'])
BODIES = st.lists(PIECES, max_size=12).map(''.join)
REGISTRY = SimpleNamespace(content=SimpleNamespace(metadata=lambda item, name: None))


class Speaker:
    """Takes Vietnamese texts of at most ``longest`` characters."""

    longest = 20

    def takes(self, text, language):
        return language == 'vi' and 0 < len(text) <= self.longest


def text_of(title, summary, body, language='vi', public=True):
    return SimpleNamespace(
        title=title, summary=summary, body=body, language=language, is_public=public)


@given(st.text('Tin ', max_size=8), st.text('tắt', max_size=8), BODIES)
def test_what_is_offered_is_what_the_speaker_takes(title, summary, body):
    text, speaker = text_of(title, summary, body), Speaker()

    said = spoken_text(text, text, REGISTRY)

    assert is_spoken(text, text, REGISTRY, speaker) == speaker.takes(said, 'vi')


@pytest.mark.parametrize('changes', [{'public': False}, {'language': 'mtq'}])
def test_nothing_is_offered_of_what_is_not_public_or_has_no_voice(changes):
    text = text_of('Tin', '', '<p>Mới</p>', **changes)

    assert not is_spoken(text, text, REGISTRY, Speaker())


def test_a_common_item_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr('hanoiportal.shells.public.formats.wholetext.plain_text', None)
    text = text_of('Tin', '', '<p>Mới</p>')

    assert is_spoken(text, text, REGISTRY, Speaker())
