"""Exports of other systems, small ones, written after the true layouts.

``plone_folder``: https://github.com/plone/plone.exportimport, tests/_resources/base_import.
``plone_array``: https://github.com/collective/collective.exportimport, export_content.py.
``wordpress``: wp-admin/includes/export.php of WordPress, WXR 1.2.
"""
import json
from base64 import b64encode

from .factories import picture

UIDS = {name: f'{number:032x}' for number, name in enumerate((
    'tin-tuc', 'cu', 'cho-dem', 'quyet-dinh.pdf', 'anh-ho', 'lich', 'dich-vu', 'danh-sach',
    'nhap', 'lien-he', 'en', 'night-market', 'bieu-mau', 'noi-bo'), 1)}
PDF = (b'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'
       b'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
       b'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n'
       b'trailer<</Root 1 0 R>>\n%%EOF\n')
BODY = ('<h1>Chợ đêm</h1><p>Xem <a href="resolveuid/{}">quyết định</a>, <a href="../cu">tin cũ'
        '</a>, <a href="https://example.org/">ngoài</a> và <a href="resolveuid/{}">mất</a>.</p>'
        '<p><img src="../../resolveuid/{}/@@images/image/large" alt="Hồ"></p>'
        '<iframe src="https://example.org/phim"></iframe><script>alert(1)</script>').format(
            UIDS['quyet-dinh.pdf'], 'f' * 32, UIDS['anh-ho'])


def image_bytes():
    """Return a picture."""
    return picture(size=(40, 30)).getvalue()


def item(name, kind, path, **values):
    """Return what plone.restapi writes of one thing; of files without their bytes."""
    return {
        '@id': path, '@type': kind, 'UID': UIDS[name], 'id': path.rpartition('/')[2],
        'title': values.pop('title', name), 'description': '', 'creators': ['lan'],
        'created': '2019-02-13T18:16:04+00:00', 'modified': '2019-02-14T18:16:04+00:00',
        'effective': '2019-02-13T18:16:04', 'expires': None, 'language': '##DEFAULT##',
        'review_state': 'published', 'subjects': [], 'is_folderish': kind == 'Folder',
        'exportimport.conversation': [], 'exportimport.versions': {}, 'version': 'current',
        'parent': {'@id': path.rpartition('/')[0] or '/', '@type': 'Folder'}, **values}


def plone_items():
    """Return one of each type, as a site had them."""
    text = {'content-type': 'text/html', 'data': BODY, 'encoding': 'utf-8'}
    image = {'content-type': 'image/png', 'filename': 'ho.png', 'size': len(image_bytes())}
    return [
        item('tin-tuc', 'Folder', '/tin-cu', title='Tin cũ', description='Tin của trang cũ'),
        item('cu', 'Folder', '/tin-cu/cu', title='Năm cũ'),
        item('cho-dem', 'News Item', '/tin-cu/cu/Cho_Dem', title='Chợ đêm', text=text,
             subjects=['chợ', 'du lịch'], image=image, image_caption='Mặt hồ',
             description='Mở cửa'),
        item('quyet-dinh.pdf', 'File', '/tin-cu/cu/quyet-dinh.pdf', title='Quyết định',
             review_state=None, file={'content-type': 'application/pdf',
                                      'filename': 'Quyết định.pdf', 'size': len(PDF)}),
        item('anh-ho', 'Image', '/tin-cu/anh-ho', title='Hồ', review_state=None,
             image={**image}),
        item('lich', 'Event', '/tin-cu/lich', title='Họp', start='2019-03-01T08:00:00+07:00',
             end='2019-03-01T10:00:00+07:00', location='Trụ sở'),
        item('dich-vu', 'Link', '/tin-cu/dich-vu', title='Dịch vụ công',
             remoteUrl='https://dichvucong.gov.vn/'),
        item('noi-bo', 'Link', '/tin-cu/noi-bo', title='Lịch họp',
             remoteUrl=f'${{portal_url}}/resolveuid/{UIDS["lich"]}'),
        item('danh-sach', 'Collection', '/tin-cu/danh-sach', title='Mới nhất'),
        item('nhap', 'Document', '/tin-cu/nhap', title='Còn nháp', review_state='private',
             blocks={'a': {'@type': 'slate', 'value': [{'type': 'p', 'children': [
                 {'text': 'Chữ '}, {'type': 'strong', 'children': [{'text': 'đậm'}]}]}]},
                 'b': {'@type': 'maps'}}, blocks_layout={'items': ['a', 'b']}),
        item('lien-he', 'Document', '/dia-chi', title='Liên hệ', text=text),
        item('bieu-mau', 'EasyForm', '/tin-cu/bieu-mau', title='Góp ý'),
        item('en', 'LRF', '/en', title='English', language='en'),
        item('night-market', 'News Item', '/en/night-market', title='Night market',
             language='en', text={'content-type': 'text/html', 'data': '<p>Open at 6.</p>'})]


def plone_folder(folder, items=None):
    """Write the folder that ``plone-exporter`` writes, and return it."""
    content = folder / 'content'
    files = {'file': PDF, 'image': image_bytes()}
    for each in items or plone_items():
        place = content / each['UID']
        place.mkdir(parents=True)
        for name in files.keys() & each.keys():
            path = place / name / each[name]['filename']
            path.parent.mkdir()
            path.write_bytes(files[name])
            each[name]['blob_path'] = str(path.relative_to(content))
        written(place / 'data.json', each)
    written(content / '__metadata__.json', {
        '__version__': '1.0.0', 'ordering': {}, 'local_roles': {}, 'default_page': {
            UIDS['cu']: {'default_page': 'Cho_Dem', 'default_page_uuid': UIDS['cho-dem']}}})
    written(folder / 'translations.json', [
        {'canonical': UIDS['cho-dem'], 'translations': {'en': UIDS['night-market']}}])
    written(folder / 'redirects.json', {'/Plone/cho': '/Plone/tin-cu/cu/Cho_Dem'})
    written(folder / 'principals.json', {
        'groups': [], 'members': [{'username': 'lan', 'fullname': 'Nguyễn Thị Lan'}]})
    (content / 'plone_site_root').mkdir()
    written(content / 'plone_site_root/data.json', {
        '@type': 'Plone Site', '@id': '/Plone', 'id': 'Plone', 'UID': 'plone_site_root'})
    return folder


def plone_array(path, items=None, with_blobs=False):
    """Write the JSON of ``collective.exportimport``, its files in it or beside, and return it."""
    base, files = 'https://cu.example.vn/Plone', {'file': PDF, 'image': image_bytes()}
    found = items or plone_items()
    for each in found:
        above = each['@id'].rpartition('/')[0]
        each['parent'] = {'@id': base + above, '@type': 'Folder' if above else 'Plone Site'}
        each['@id'], each['language'] = base + each['@id'], {'title': '', 'token': (
            'vi' if each['language'] == '##DEFAULT##' else each['language'])}
        for name in files.keys() & each.keys():
            del each[name]['size']
            if with_blobs:
                each[name]['blob_path'] = f'0x00/{each["UID"]}.blob'
                blob = path.parent / 'blobstorage' / each[name]['blob_path']
                blob.parent.mkdir(parents=True, exist_ok=True)
                blob.write_bytes(files[name])
            else:
                each[name].update(data=b64encode(files[name]).decode(), encoding='base64')
    path.write_text('[' + ','.join(
        json.dumps(each, sort_keys=True, indent=4) for each in found) + ']', encoding='utf-8')
    written(path.parent / 'translations.json', [
        {'vi': UIDS['cho-dem'], 'en': UIDS['night-market']}])
    return path


def written(path, found):
    """Write ``found`` as JSON."""
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2), encoding='utf-8')


WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE rss [<!ENTITY bom "boom"><!ENTITY file SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Trang cũ</title>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_site_url>https://cu.example.vn</wp:base_site_url>
  <wp:base_blog_url>https://cu.example.vn</wp:base_blog_url>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[lan]]></wp:author_login>
    <wp:author_display_name><![CDATA[Nguyễn Thị Lan]]></wp:author_display_name></wp:author>
{items}
</channel>
</rss>
"""


def wp_item(number, kind, title, *, link='', status='publish', body='', more=''):
    """Return an ``<item>``."""
    return f"""  <item>
    <title><![CDATA[{title}]]></title>
    <link>https://cu.example.vn{link}</link>
    <pubDate>Mon, 01 Jan 2024 10:00:00 +0000</pubDate>
    <dc:creator><![CDATA[lan]]></dc:creator>
    <content:encoded><![CDATA[{body}]]></content:encoded>
    <excerpt:encoded><![CDATA[]]></excerpt:encoded>
    <wp:post_id>{number}</wp:post_id>
    <wp:post_date><![CDATA[2024-01-01 17:00:00]]></wp:post_date>
    <wp:post_date_gmt><![CDATA[2024-01-01 10:00:00]]></wp:post_date_gmt>
    <wp:post_name><![CDATA[]]></wp:post_name>
    <wp:status><![CDATA[{status}]]></wp:status>
    <wp:post_type><![CDATA[{kind}]]></wp:post_type>
    <wp:post_password></wp:post_password>
    {more}
  </item>
"""


CATEGORY = '<category domain="category" nicename="tin-cu"><![CDATA[Tin cũ]]></category>'
THUMBNAIL = ('<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>'
             '<wp:meta_value>7</wp:meta_value></wp:postmeta>')


def wordpress(path, *more):
    """Write a WXR with a post, a page, a picture beside, and ``more`` items; return it."""
    body = ('Đoạn một.\n\n[gallery ids="1"]Đoạn hai <a href="https://cu.example.vn/lien-he/">liên '
            'hệ</a> <img src="https://cu.example.vn/wp-content/uploads/2024/01/ho-300x200.png">')
    items = (
        wp_item(5, 'post', 'Chợ đêm', link='/2024/01/cho-dem/', body=body, more=(
            CATEGORY + '<category domain="post_tag" nicename="cho">chợ</category>' + THUMBNAIL)),
        wp_item(6, 'page', 'Liên hệ', link='/lien-he/', body='<p>Địa chỉ</p>'),
        wp_item(7, 'attachment', 'Hồ', link='/2024/01/cho-dem/ho/', status='inherit', more=(
            '<wp:post_parent>5</wp:post_parent><wp:attachment_url>https://cu.example.vn/wp-content/uploads/2024/01/ho.png'
            '</wp:attachment_url>')), *more)
    path.write_text(WXR.replace('{items}', ''.join(items)), encoding='utf-8')
    uploads = path.parent / 'uploads/2024/01'
    uploads.mkdir(parents=True)
    (uploads / 'ho.png').write_bytes(image_bytes())
    return path
