"""Which renditions there are, and what each shows."""
from io import BytesIO

import pytest
from hanoiportal.platform.media.diskcache import DiskCache
from hanoiportal.platform.media.rendering import rendered
from hanoiportal.platform.media.variants import KINDS, Focus, Variant, variants
from hanoiportal.types.image.picture import StoredPicture
from PIL import Image, ImageCms
from support.factories import picture

RED, BLUE = (255, 0, 0), (0, 0, 255)


def stored(name='PNG', size=(2000, 1000), **settings):
    out = BytesIO()
    whole = Image.new('RGB', size, RED)
    whole.paste(BLUE, (size[0] // 2, 0, *size))
    whole.save(out, name, **settings)
    return StoredPicture(f'a.{name}', f'image/{name.lower()}', out, *size)


def opened(content):
    return Image.open(BytesIO(content)).convert('RGB')


def like(found, wanted):
    return all(abs(one - other) < 30 for one, other in zip(found, wanted, strict=True))


def test_there_are_few_and_none_is_larger_than_the_picture():
    found = variants(stored(size=(1000, 500)))

    assert [(each.width, each.height) for each in found if each.kind == 'avif'] == [
        (400, 200), (800, 400), (1000, 500)]
    assert {each.kind for each in found} == set(KINDS)
    assert max(each.width for each in variants(stored(size=(9000, 100)))) == 1600
    assert {each.width for each in variants(stored(size=(1, 1)))} == {1}


@pytest.mark.parametrize('focus, colours', [
    (Focus(0, 50), (RED, RED)), (Focus(50, 50), (RED, BLUE)), (Focus(100, 0), (BLUE, BLUE))])
@pytest.mark.parametrize('name', ['PNG', 'JPEG'])
def test_a_thumbnail_shows_what_is_around_the_focal_point(name, focus, colours):
    whole = stored(name, (3000, 600))

    for variant in variants(whole, focus):
        shown = opened(rendered(whole, variant))
        assert shown.size == (variant.width, round(variant.width * 2 / 3))
        left = shown.getpixel((5, 5))
        right = shown.getpixel((shown.width - 6, shown.height - 6))
        assert like(left, colours[0]) and like(right, colours[1]), variant


@pytest.mark.parametrize('kind, name', [('avif', 'AVIF'), ('webp', 'WEBP'), ('jpg', 'JPEG')])
def test_each_kind_is_what_it_says(kind, name):
    whole = stored('JPEG', (1600, 900), quality=90)

    [variant] = [each for each in variants(whole) if (each.kind, each.width) == (kind, 400)]

    with Image.open(BytesIO(rendered(whole, variant))) as found:
        assert (found.format, found.size) == (name, (400, 225))


def test_what_is_clear_is_white_where_nothing_can_be_clear():
    out = BytesIO()
    Image.new('RGBA', (40, 30), (0, 0, 0, 0)).save(out, 'PNG')
    clear = StoredPicture('a.png', 'image/png', out, 40, 30)

    for variant in variants(clear):
        shown = Image.open(BytesIO(rendered(clear, variant)))
        assert shown.mode == 'RGBA' or like(shown.getpixel((1, 1)), (255, 255, 255))


def test_a_profile_of_colours_is_applied_and_not_kept():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
    whole = stored('JPEG', (500, 300), icc_profile=profile)

    shown = Image.open(BytesIO(rendered(whole, variants(whole)[0])))

    assert not shown.info.get('icc_profile')
    assert like(shown.convert('RGB').getpixel((5, 5)), RED)


def test_of_a_film_there_is_the_first_picture():
    film = picture('GIF', (40, 30), save_all=True,
                   append_images=[Image.new('RGB', (40, 30), 'blue')])
    whole = StoredPicture('a.gif', 'image/gif', film, 40, 30)

    for variant in variants(whole):
        assert getattr(Image.open(BytesIO(rendered(whole, variant))), 'n_frames', 1) == 1


def test_what_cannot_be_read_is_no_rendition():
    broken = StoredPicture('a.png', 'image/png', BytesIO(b'no picture'), 400, 300)

    assert rendered(broken, variants(broken)[0]) is None


def test_a_name_tells_every_rendition_from_every_other():
    whole = stored()
    found = variants(whole) + variants(whole, Focus(1, 1)) + variants(whole, Focus(99, 99))

    assert len({each.name_for(whole.sha256) for each in found}) == len(found)
    assert Variant(1, 1, 'jpg', (0, 0, 1, 1)).name_for('a') != Variant(
        1, 1, 'jpg', (0, 0, 1, 1)).name_for('b')


def test_a_shelf_keeps_what_was_used_last_and_no_more_than_it_may(tmp_path):
    shelf = DiskCache(tmp_path, 16_000)

    for number in range(40):
        shelf.put(f'{number:02d}-a', bytes(1000))
        assert shelf.get('00-a') == bytes(1000)

    kept = [path for path in tmp_path.rglob('*') if path.is_file()]
    assert 10 <= len(kept) <= 17
    assert shelf.get('39-a') and shelf.get('01-a') is None


def test_a_shelf_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path):
    (tmp_path / 'file').write_bytes(b'')
    shelf = DiskCache(tmp_path / 'file', 16_000)

    shelf.put('a', b'content')

    assert shelf.get('a') is None
