"""Photo sets, films, recordings, infographics: nothing without its words, nothing by itself."""
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.lookup import path_of
from support.factories import FILES, picture

FILM = FILES['film'][1]
#: (type, values, what is then said to be missing)
WITHOUT = (
    ('Video', {'body': ''}, 'bản chép lời'), ('Audio', {'body': ''}, 'bản chép lời'),
    ('Infographic', {'body': ''}, 'bằng chữ'), ('Infographic', {'images': ''}, 'phải có ảnh'),
    ('PhotoSet', {'images': ''}, 'ít nhất một ảnh'), ('Video', {'captions': None}, 'phụ đề'))
#: What is asked for as a range of bytes → the part that it is.
PARTS = {'bytes=0-9': slice(0, 10), 'bytes=100-': slice(100, None), 'bytes=-5': slice(-5, None),
         'bytes=10-99999': slice(10, None)}


@pytest.fixture
def publish(make, publishing):
    """``publish(type, name, **values)``: something that is public."""
    def add(type_name, name, **values):
        item = make(type_name, name, **values)
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return add


@pytest.fixture
def photos(publish):
    return [publish('Image', f'anh-{number}', alt=f'Cảnh {number}', summary=f'Chú thích {number}',
                    image=Incoming('a.jpg', picture('JPEG', (640, 480)))) for number in (1, 2)]


@pytest.mark.clause('6.7')
def test_nothing_is_published_without_the_same_in_words(registry, make):
    for number, (type_name, values, missing) in enumerate(WITHOUT):
        against = types_of(registry)[type_name]['reasons_against_publishing']

        [reason] = against(make(type_name, f'thieu-{number}', **values), registry)

        assert missing in reason
        assert against(make(type_name, f'du-{number}'), registry) == []


def test_a_video_is_somewhere(make):
    with pytest.raises(Refused, match='file'):
        make('Video', file=None, url='')


@pytest.mark.clause('4.2')
def test_a_photo_set_shows_its_pictures_in_their_order_with_their_words(
        reader, publish, photos, make):
    draft = make('Image', 'nhap')
    paths = [path_of(each) for each in (photos[1], draft, photos[0])]

    page = reader.get(path_of(publish('PhotoSet', 'bo-anh', images='; '.join(paths))))

    images = page.html.select('.photos img')
    assert [image['alt'] for image in images] == ['Cảnh 2', 'Cảnh 1']
    assert [image.get('loading') for image in images] == [None, 'lazy']
    assert '1/2 Chú thích 2' in ' '.join(page.html.select_one('.photos figcaption').text.split())


@pytest.mark.clause('4.2')
@pytest.mark.clause('6.7')
def test_a_film_begins_when_the_reader_says_so_and_has_captions(reader, publish, photos):
    page = reader.get(path_of(publish('Video', 'phim', images=path_of(photos[0]))))

    video = page.html.select_one('video')
    assert (video['preload'], 'controls' in video.attrs, 'autoplay' in video.attrs) == (
        'none', True, False)
    assert '/anh-1/scaled' in video['poster']
    assert page.html.select_one('.transcript .prose').text.strip()
    track = reader.get(video.track['src'])
    assert (track.content_type, video.track['kind']) == ('text/vtt', 'captions')
    assert track.body.startswith(b'WEBVTT')
    assert reader.get(video.source['src']).body == FILM
    assert not [each for each in page.html.select('[src]') if '//' in each['src']]


def test_a_film_in_sign_language_stands_beside_the_film(reader, publish, photos):
    path = path_of(publish('Video', 'phim', images=path_of(photos[0])))
    page = reader.get(path)

    first, signed = page.html.select('video.player')
    address = signed.source['src']
    assert signed['aria-label'] == 'Bản có ngôn ngữ ký hiệu' and signed.track
    assert 'ngon-ngu-ky-hieu' in address and address != first.source['src']
    assert reader.get(address).content_type == 'video/mp4'


def test_as_text_alone_a_film_fetches_nothing_before_it_is_asked_for(reader, publish, photos):
    path = path_of(publish('Video', 'phim', images=path_of(photos[0])))

    video = reader.get(path, headers={'Cookie': 'hien-thi=auto.100.text'}).html.select_one('video')
    assert video['preload'] == 'none'
    assert 'poster' not in video.attrs


def test_a_film_elsewhere_is_led_to_and_not_put_in(reader, publish):
    item = publish('Video', 'phim', file=None, captions=None, signed=None,
                   url='https://vidu.vn/phim')

    page = reader.get(path_of(item))

    assert page.html.select_one('.leave a')['href'] == 'https://vidu.vn/phim'
    assert not page.html.select('video, iframe')
    for view in ('content', 'captions'):
        reader.get(f'{path_of(item)}/{view}', status=404)


def test_a_part_of_a_film_is_given_to_who_asks_for_it(reader, publish):
    address = path_of(publish('Video', 'phim')) + '/content'

    for asked, part in PARTS.items():
        answer = reader.get(address, headers={'Range': asked})
        assert (answer.status_int, answer.body) == (206, FILM[part]), asked
        assert answer.headers['Content-Range'].endswith(f'/{len(FILM)}')

    assert reader.get(address).headers['Accept-Ranges'] == 'bytes'
    reader.get(address, headers={'Range': 'bytes=99999-'}, status=416)
    assert reader.get(address, headers={'Range': 'rubbish'}).status_int == 200


@pytest.fixture
def library(portal, editing, publishing, photos, make):
    """The section of multimedia with one of each kind, and a draft."""
    make('PhotoSet', 'tam')
    section = photos[0].__parent__
    editing.edit(section, {'listing': 'media'}, 'test')
    for number, kind in enumerate(('PhotoSet', 'Video', 'Audio', 'Infographic')):
        item = make(kind, kind.lower(), title=f'Mục {number}', images=path_of(photos[0])) \
            if kind != 'Audio' else make(kind, 'audio', title='Mục 2')
        publishing.publish(item, 'test')
    transaction.commit()
    return section


def titles(page):
    return [link.text for link in page.html.select('.media h2 a')]


@pytest.mark.clause('4.2')
def test_the_library_is_a_grid_the_newest_first_by_kinds(reader, library):
    page = reader.get(path_of(library))

    assert titles(page)[:4] == ['Mục 3', 'Mục 2', 'Mục 1', 'Mục 0']
    assert len(page.html.select('.media img')) == 5
    kinds = {link.text.strip(): link['href'] for link in page.html.select('.jump a')}
    assert [' '.join(kind.split()) for kind in kinds] == [
        'Tất cả', 'Bộ ảnh (1)', 'Video (1)', 'Âm thanh (1)', 'Đồ họa thông tin (1)', 'Ảnh (2)']
    assert titles(reader.get(path_of(library) + '?kind=Video')) == ['Mục 1']
    chosen = reader.get(path_of(library) + '?kind=Video').html.select('.jump [aria-current]')
    assert [link.text for link in chosen] == ['Video (1)']
    for query, status in (('kind=Video&page=9', 404), ('page=0', 404), ('kind=%FF%00<b>', 200),
                          ('kind=Page', 200)):
        reader.get(f'{path_of(library)}?{query}', status=status)


def test_what_is_no_film_is_refused(make):
    for filename, content in (('a.mp4', b'no film'), ('a.vtt', b'no captions')):
        with pytest.raises(Refused):
            make('Video', **{'file' if filename == 'a.mp4' else 'captions': Incoming(
                filename, BytesIO(content))})
