"""What a WXR is read as."""
from hanoiportal.content.transfer.migration.wordpress import WordPress

ITEM = ('<item><title>{0}</title><link>https://cu.vn/{0}/</link><wp:post_id>{1}</wp:post_id>'
        '<wp:post_type>{2}</wp:post_type>{3}</item>')
PICTURE = '<wp:attachment_url>https://cu.vn/blog/wp-content/uploads/a.png</wp:attachment_url>'


def test_a_blog_in_a_folder_on_one_line_keeps_its_addresses_and_each_its_own_text(tmp_path):
    path = tmp_path / 'cu.xml'
    path.write_text(
        '<rss><channel><wp:base_blog_url>https://cu.vn/blog</wp:base_blog_url>'
        + ITEM.format('blogger/x', 1, 'post', '') + ITEM.format(
            'blog/y', 2, 'attachment', PICTURE), encoding='utf-8')
    (tmp_path / 'uploads').mkdir()
    (tmp_path / 'uploads/a.png').write_bytes(b'png')

    source = WordPress(path)
    post, picture = source.heads()

    assert (post.address, picture.address) == ('/blogger/x', '/blog/y')
    assert (post.key, picture.key) == ('cu.vn/blog/?p=1', 'cu.vn/blog/?p=2')
    assert picture.file_address == '/blog/wp-content/uploads/a.png'
    assert source.piece(post).values['title'] == 'blogger/x'
    with source.piece(picture).file.open() as file:
        assert file.read() == b'png'
