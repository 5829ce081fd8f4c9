"""Files of systems: parts, breaks, and what becomes of them."""
import base64
import io

import pytest
import transaction
from hanoiportal.integration.uploads.interfaces import LARGEST_PART, MOST
from hanoiportal.integration.uploads.jobs import forget_old
from hanoiportal.integration.uploads.resource import KEY
from hanoiportal.kernel.storage.interfaces import DRAFTS
from PIL import Image
from support.systems import System, connected

STREAM = 'application/offset+octet-stream'


def named(filename):
    return f'filename {base64.b64encode(filename.encode()).decode()}'


def begun(system, length, filename='Báo cáo.txt', status=201, **headers):
    return system.ask('POST', '/uploads', status=status, Upload_Length=str(length),
                      Upload_Metadata=named(filename), Tus_Resumable='1.0.0', **headers)


def part(system, key, offset, content, status=204, kind=STREAM):
    return system.ask('PATCH', f'/uploads/{key}', content, status, kind, Upload_Offset=str(offset))


def uploaded(system, content, filename='Báo cáo.txt'):
    key = begun(system, len(content), filename).json['id']
    part(system, key, 0, content)
    return key


def place_for(portal, type_name):
    """Return the path of a section of Ba Vì that takes that type."""
    return next(each.__name__ for each in portal['sites']['bavi'].values()
                if type_name in getattr(each, 'allowed_types', ()) and each.state == 'published')


def dossier(system, portal):
    """Write what carries files; return its path in the API."""
    made = system.write(place_for(portal, 'Dossier'), type='Dossier', issuer='UBND xã Ba Vì')
    return f'/drafts/{made.json["id"]}'


def picture():
    file = io.BytesIO()
    Image.new('RGB', (640, 480), 'red').save(file, 'PNG')
    return file.getvalue()


def test_a_file_comes_in_parts_and_goes_into_a_draft(system, small_portal, at_work):
    content = ('Dòng văn bản.\n' * 9000).encode()
    made = begun(system, len(content))
    key = made.json['id']
    assert made.headers['Location'].endswith(f'/api/v1/uploads/{key}')
    assert made.headers['Tus-Resumable'] == '1.0.0' and made.headers['Upload-Expires']
    assert part(system, key, 0, content[:70_000]).headers['Upload-Offset'] == '70000'
    assert part(system, key, 0, content[:70_000], 409).headers['Upload-Offset'] == '70000'
    head = system.ask('HEAD', f'/uploads/{key}', status=200)
    assert (head.headers['Upload-Offset'], head.headers['Upload-Length'], head.body) == (
        '70000', str(len(content)), b'')
    draft = dossier(system, small_portal)
    early = {'fields': {'title': 'Báo cáo', 'file': {'upload': key}}}
    assert system.ask('POST', f'{draft}/files', early, 422).json['errors'][0]['pointer'] == (
        '/fields/file')
    part(system, key, 70_000, content[70_000:])
    file = system.ask('POST', f'{draft}/files', early, 201)
    shown = system.ask('GET', f'/drafts/{file.json["id"]}').json['fields']['file']
    assert (shown['filename'], shown['size']) == ('Báo cáo.txt', len(content))

    system.ask('POST', f'{draft}/submit', {}, 200)
    transaction.begin()
    item = small_portal.__objectmap__.object_for(int(draft.rpartition('/')[2]))
    [kept] = item.values()
    with kept.file.open() as opened:
        assert opened.read() == content
    at_work('bavi-editor').take(item, 'pass_on')
    at_work('bavi-member').approve(item)
    assert (item.is_public, kept.is_public) == (True, True)


def test_a_picture_is_a_draft_that_a_text_shows(system, small_portal):
    key = uploaded(system, picture(), 'a.png')
    made = system.write(place_for(small_portal, 'Image'), 'Ảnh', type='Image', alt='Một màu đỏ',
                        image={'upload': key}, focus_x=10)
    fields = system.ask('GET', f'/drafts/{made.json["id"]}').json['fields']
    assert (fields['focus_x'], fields['image']['mimetype']) == (10, 'image/png')


def test_a_hostile_file_is_refused_as_in_a_form(system, small_portal):
    draft = dossier(system, small_portal)
    for content, filename in ((b'MZ\x90\x00', 'a.exe'), (b'MZ\x90\x00', 'a.pdf'),
                              (b'<script>1</script>', 'a.png')):
        key = uploaded(system, content, filename)
        answer = system.ask('POST', f'{draft}/files', {
            'fields': {'title': 'Tệp', 'file': {'upload': key}}}, 422)
        assert answer.json['errors'][0]['pointer'] == '/fields/file'
    for given in ('x', {'upload': 1}, {'upload': '0' * 32}, {}, {'upload': 'a', 'x': 1}, 5):
        assert system.ask('POST', f'{draft}/files', {
            'fields': {'title': 'Tệp', 'file': given}}, 422)


def test_what_is_wrong_with_an_upload(system, browser, registry, bavi):
    other = System(browser, connected(registry, bavi, title='Khác')[1])
    key = begun(system, 10).json['id']

    assert part(system, key, 0, b'x' * 11, 422)
    assert part(system, key, 0, b'x', 415, 'application/json')
    assert part(system, key, 5, b'x', 409)
    for offset in ('', '-1', 'a', '1' * 12):
        assert part(system, key, offset, b'x', 400)
    for length in (0, 10 ** 8):
        assert begun(system, length, status=422)
    for filename in ('', 'a\nb', 'x' * 300):
        assert begun(system, 5, filename, 422)
    assert system.ask('POST', '/uploads', status=400, Upload_Length='5')
    assert system.ask('POST', '/uploads', status=400, Upload_Length='5',
                      Upload_Metadata='filename ###')
    assert system.ask('POST', '/uploads', status=412, Upload_Length='5', Tus_Resumable='0.2.0')
    assert part(system, key, 0, b'x' * (LARGEST_PART + 1), 413)
    assert part(other, key, 0, b'x', 404)
    for method in ('GET', 'DELETE'):
        assert other.ask(method, f'/uploads/{key}', status=404)
    assert System(browser, None).ask('GET', f'/uploads/{key}', status=401)
    assert system.ask('DELETE', f'/uploads/{key}', status=204)
    assert system.ask('GET', f'/uploads/{key}', status=404)
    assert system.ask('GET', '/uploads/khong', status=404)


def test_uploads_are_forgotten_after_a_day(system, small_portal, environment, clock):
    key = uploaded(system, b'abc')
    again = [begun(system, 3, Idempotency_Key='u').json['id'] for _each in range(2)]
    assert again[0] == again[1]
    clock.pass_(hours=23)
    forget_old(environment)
    assert system.ask('GET', f'/uploads/{key}', status=200)
    clock.pass_(hours=2)
    assert system.ask('GET', f'/uploads/{key}', status=404)
    forget_old(environment)
    transaction.begin()
    assert not small_portal[DRAFTS].mounted()[KEY]


@pytest.mark.parametrize('number', [MOST])
def test_a_system_has_so_many_uploads_and_no_more(system, number):
    for _each in range(number):
        begun(system, 1)
    assert begun(system, 1, status=422)
