"""Pictures as readers get them: no larger than they need, and never those of drafts."""
import re
from io import BytesIO

import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.lookup import path_of
from PIL import Image
from support.factories import picture


@pytest.fixture
def photo(make, publishing):
    item = make('Image', 'anh', image=Incoming('ảnh.jpg', picture('JPEG', (1000, 800))),
                alt='Hồ Hoàn Kiếm', credit='Ban Biên tập', summary='Mặt hồ lúc sáng')
    publishing.publish(item, 'test')
    transaction.commit()
    return item


@pytest.fixture
def news(make, photo, publishing):
    item = make('NewsItem', 'tin', images=path_of(photo))
    publishing.publish(item, 'test')
    transaction.commit()
    return item


def addresses(page):
    """Every address of a picture on ``page``."""
    found = [image['src'] for image in page.html.select('main img')]
    for source in page.html.select('main source'):
        found += [part.split()[0] for part in source['srcset'].split(', ')]
    return found


def kept(tmp_path):
    return [path for path in (tmp_path / 'media').rglob('*') if path.is_file()]


@pytest.mark.clause('6.7')
def test_a_leading_picture_is_offered_in_newer_formats_and_several_widths(reader, news):
    page = reader.get(path_of(news))

    image = page.html.select_one('main figure picture img')
    assert (image['alt'], image['width'], image['height']) == ('Hồ Hoàn Kiếm', '800', '640')
    assert image['fetchpriority'] == 'high' and 'loading' not in image.attrs
    assert [source['type'] for source in page.html.select('main source')] == [
        'image/avif', 'image/webp']
    assert re.findall(r'\d+w', page.html.select_one('main source')['srcset']) == [
        '400w', '800w', '1000w']
    assert 'Mặt hồ lúc sáng' in page.html.select_one('figcaption').text
    assert len(set(addresses(page))) == 7
    for address in set(addresses(page)):
        answer = reader.get(address)
        [width] = re.findall(r'w=(\d+)', address)
        assert Image.open(BytesIO(answer.body)).width == int(width)
        assert 'immutable' in answer.headers['Cache-Control']
        assert 'sandbox' in answer.headers['Content-Security-Policy']


def test_lists_show_a_small_cut_of_it_whose_words_are_those_of_the_title(reader, news):
    page = reader.get(path_of(news.__parent__))

    [image] = [each for each in page.html.select('.rows img') if '/anh/' in each['src']
               and each.find_parent('li').a['href'] == path_of(news)]
    assert (image['alt'], image['loading'], image['width'], image['height']) == (
        '', 'lazy', '400', '266')
    answer = reader.get(image['src'])
    assert Image.open(BytesIO(answer.body)).size == (400, 266)
    assert len(answer.body) < 20_000


def test_what_was_made_once_is_kept_and_whoever_has_it_is_told_so(reader, news, tmp_path):
    address = addresses(reader.get(path_of(news)))[0]
    first = reader.get(address)
    [file] = kept(tmp_path)

    again = reader.get(address, headers={'If-None-Match': first.headers['ETag']})

    assert file.read_bytes() == first.body == reader.get(address).body
    assert (again.status_int, again.body) == (304, b'')


def test_other_renditions_do_not_exist(reader, photo, tmp_path):
    for query in ('', 'w=401&as=avif', 'w=400&as=exe', 'w=&as=', 'w=9999999999999999&as=jpg',
                  'w=400', 'w=800&as=jpg/../../x'):
        for view in ('scaled', 'thumb'):
            reader.get(f'{path_of(photo)}/{view}?{query}', status=404)

    assert not kept(tmp_path)


def test_nothing_is_made_of_what_is_not_public(reader, make, publishing, photo, tmp_path):
    draft = make('Image', 'nhap', image=Incoming('a.png', picture(size=(500, 400))))
    transaction.commit()
    address = path_of(photo) + '/scaled?w=400&as=webp'
    had = reader.get(address)
    publishing.withdraw(photo, 'test')
    transaction.commit()

    nothing = reader.get('/khong-co', status=404)
    hidden = reader.get(path_of(draft) + '/scaled?w=400&as=webp', status=404)
    gone = reader.get(address, headers={'If-None-Match': had.headers['ETag']}, status=410)

    assert (hidden.body, hidden.headers.get('ETag')) == (nothing.body, nothing.headers.get('ETag'))
    assert 'image' not in gone.content_type
    assert len(kept(tmp_path)) == 1


def test_another_focal_point_is_another_thumbnail(reader, news, photo, editing, publishing):
    def thumbnail():
        page = reader.get(path_of(news.__parent__))
        return next(each for each in addresses(page) if '/thumb' in each)

    old = thumbnail()
    publishing.withdraw(photo, 'test')
    editing.edit(photo, {'focus_x': '0'}, 'test')
    publishing.publish(photo, 'test')
    transaction.commit()

    assert thumbnail() != old
    assert reader.get(old).headers['Cache-Control'] == 'public, no-cache'


def test_a_focal_point_lies_in_the_picture(make):
    with pytest.raises(Exception, match='focus_x'):
        make('Image', focus_x='101')
