"""An item's text as a recording, by the real eSpeak NG and LAME."""
import re
from itertools import pairwise

import pytest
import transaction
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.platform.media.interfaces import ISpeaker
from hanoiportal.platform.media.speaker import LONGEST
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.scheduler import run_job

BODY = '<h2>Bảng giá đất</h2><p>Từ ngày 01/01/2027 áp dụng bảng giá mới.</p>'
#: Bytes of a second, and the head of a frame of it: MPEG-2 layer III, 32 kbit/s, 22.05 kHz.
SECOND, FRAME = 32_000 // 8, re.compile(rb'\xff[\xf2\xf3][\x40-\x43].')


@pytest.fixture
def news(make, publishing, editing):
    item = make('NewsItem', 'tin', title='Giá đất <mới>', body=BODY)
    english = editing.translate(item, 'en', {'title': 'Prices', 'body': '<p>New</p>'}, 'test')
    for each in (item, english):
        publishing.publish(each, 'test')
    transaction.commit()
    return item


@pytest.fixture
def speaker(registry, portal):
    return registry.getUtility(ISpeaker)


def seconds(recording):
    """Return how long it is, having seen that it is frames from its beginning on."""
    starts = [found.start() for found in FRAME.finditer(recording)]
    assert starts[0] == 0 and {b - a for a, b in pairwise(starts[:9])} <= {104, 105}
    return len(recording) / SECOND


def test_it_speaks_for_as_long_as_the_text_takes_and_can_be_sought(reader, news):
    page = reader.get(path_of(news))
    link = page.html.select_one('.along a[type="audio/mpeg"]')

    answer = reader.get(link['href'])
    part = reader.get(link['href'], headers={'Range': 'bytes=2000-2999'}, status=206)
    same = reader.get(link['href'], headers={'If-None-Match': answer.headers['ETag']}, status=304)

    assert answer.content_type == 'audio/mpeg' and not same.body
    assert answer.headers['Content-Disposition'] == "inline; filename*=UTF-8''tin.mp3"
    assert answer.headers['Accept-Ranges'] == 'bytes'
    assert answer.headers['Cache-Control'] == 'public, no-cache'
    assert 4 < seconds(answer.body) < 20
    assert part.body == answer.body[2000:3000]


def test_another_text_and_another_language_sound_otherwise(reader, news, speaker):
    vietnamese, english = (
        reader.get(f'{segment}{path_of(news)}/audio').body for segment in ('', '/english'))

    assert seconds(english) < seconds(vietnamese)
    assert english == speaker.recording('Prices\n\nNew', 'en')
    assert english != speaker.recording('Prices\n\nNew', 'vi')


def test_it_is_made_once_and_gone_when_the_item_is(reader, news, publishing, tmp_path):
    first = reader.get(path_of(news) + '/audio')
    [kept] = (tmp_path / 'media').rglob('*.mp3')
    kept.write_bytes(kept.read_bytes() + b'kept')

    assert reader.get(path_of(news) + '/audio').body == first.body + b'kept'
    publishing.withdraw(news, 'test')
    transaction.commit()
    assert reader.get(path_of(news) + '/audio', status=410).content_type == 'text/html'


def test_it_is_there_before_anybody_asks(registry, news, make, tmp_path):
    make('NewsItem', 'nhap', body='<p>Bản nháp</p>')
    transaction.commit()
    job = registry.getUtility(IJob, name='recordings')
    assert job.every <= 300

    run_job(registry, job)
    kept = sorted((tmp_path / 'media').rglob('*.mp3'))
    changed = [path.stat().st_mtime_ns for path in kept]
    run_job(registry, job)

    assert len(kept) == 2
    assert [path.stat().st_mtime_ns for path in kept] == changed


def test_of_a_draft_there_is_none_whoever_asks(reader, make, people, visit, tmp_path):
    draft = make('NewsItem', 'nhap', body=BODY)
    transaction.commit()

    nothing = reader.get('/khong-co', status=404)

    assert reader.get(path_of(draft) + '/audio', status=404).body == nothing.body
    staff = visit('quantri')
    assert not staff.get(path_of(draft)).html.select('[type="audio/mpeg"]')
    staff.get(path_of(draft) + '/audio', status=404)
    assert not list((tmp_path / 'media').rglob('*.mp3'))


def test_where_it_cannot_be_made_nothing_is_offered(reader, news, speaker):
    speaker.available = False

    assert not reader.get(path_of(news)).html.select('[type="audio/mpeg"]')
    reader.get(path_of(news) + '/audio', status=404)


@pytest.mark.parametrize('body', ['', f'<p>{"a " * LONGEST}</p>'], ids=['none', 'too-much'])
def test_without_text_or_with_too_much_nothing_is_offered(reader, make, publishing, body):
    item = make('NewsItem', 'tin-khac', body=body)
    publishing.publish(item, 'test')
    transaction.commit()

    assert not reader.get(path_of(item)).html.select('[type="audio/mpeg"]')
    reader.get(path_of(item) + '/audio', status=404)


def test_who_comes_while_another_one_is_made_is_told_to_come_again(reader, news, speaker):
    with speaker._lock:
        answer = reader.get(path_of(news) + '/audio', status=503)

    assert answer.headers['Retry-After'] == '60' and 'thử lại' in answer.text
    assert reader.get(path_of(news) + '/audio').body


def test_a_text_is_never_an_order(speaker, tmp_path):
    target = tmp_path / 'written.wav'
    for text in (f'-w {target}', f'--phonout={target}', f'$(touch {target})',
                 f'<speak><audio src="file://{target}"/>a</speak>', '[[[a\x01 9S\x00b\ud800',
                 '<' * LONGEST):
        assert seconds(speaker.recording(text, 'vi')) > 0
    assert not target.exists()
    plain, *orders = (speaker.recording(text, 'vi')
                      for text in ('((aa))', '[[aa]]', '(\x01(aa))'))
    assert plain == orders[0]
