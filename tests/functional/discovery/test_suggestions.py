"""Suggestions while one types, and other spellings: of public words alone."""
import pytest
import transaction

SECRET = 'Tuyển xylophon bí mật'


@pytest.fixture
def texts(small_portal, editing, publishing):
    """News of two sites; one more is a draft."""
    for site, title, public in (
            (small_portal, 'Thủ tục hành chính mới', True),
            (small_portal, 'Đường Láng thông xe', True),
            (small_portal, 'Dương lịch năm mới', True),
            (small_portal['sites']['bavi'], 'Thủ tục ở xã', True),
            (small_portal, SECRET, False)):
        item = editing.add(site['tin-tuc-su-kien'], '', 'NewsItem', {
            'title': title, 'body': '<p>Hướng dẫn <b>nộp hồ sơ</b> trực tuyến.</p>'}, 'test')
        if public:
            publishing.publish(item, 'test')
    transaction.commit()
    return small_portal


def titles(app, typed, place=''):
    return [each['title'] for each in app.get(
        f'{place}/suggest', {'q': typed}).json['suggestions']]


def meant(app, typed):
    link = app.get('/search', {'q': typed}).html.select_one('.meant a')
    return link and link.text


def test_public_titles_and_sections_are_suggested_by_what_is_begun(app, texts):
    assert {'Thủ tục hành chính mới', 'Thủ tục ở xã'} < set(titles(app, 'thu t'))
    assert titles(app, 'thủ tục ở x') == ['Thủ tục ở xã']
    assert titles(app, 'thu tuc', '/sites/bavi')[-1] == 'Thủ tục ở xã'
    assert any(title.startswith('Tiếp cận thông tin') for title in titles(app, 'tiep c'))
    assert titles(app, 'dươn')[0] == 'Dương lịch năm mới'  # with the marks typed first
    assert titles(app, 'đươn')[0] == 'Đường Láng thông xe'
    found = app.get('/suggest', {'q': 'duong lang'}).json['suggestions'][0]
    assert app.get(found['address']).html.h1.text.strip() == 'Đường Láng thông xe'
    assert found['kind'] == '' and found['lang'] == 'vi'  # of news the title says it


def first(app, typed, place=''):
    found = app.get(f'{place}/suggest', {'q': typed}).json['suggestions'][0]
    return found['title'], found['kind'], found['address']


def test_bodies_are_suggested_by_their_names_with_kind_and_without(app, texts):
    for typed in ('xã ba', 'ba v', 'Ba Vì', 'xa ba vi'):
        assert first(app, typed) == ('Xã Ba Vì', 'Xã, phường', '/sites/bavi')
    for typed in ('so xay', 'xay d', 'SXD'):
        assert first(app, typed)[2] == '/sites/soxaydung'
    assert 'Xã Ba Vì' not in titles(app, 'ba vi', '/sites/bavi')
    texts['sites']['bavi'].status = 'suspended'
    transaction.commit()
    assert 'Xã Ba Vì' not in titles(app, 'ba v')


def test_what_starts_with_what_was_typed_comes_before_what_has_it_elsewhere(app, texts):
    found = titles(app, 'thu')

    assert found[0].startswith('Thủ tục hành chính, dịch vụ công')  # what many ask for
    begun = [title.lower().startswith(('thủ', 'thu', 'thư')) for title in found]
    assert begun == sorted(begun, reverse=True)
    assert titles(app, 'hoi')[0].startswith('Trao đổi - Hỏi đáp')  # a whole word before one begun


def test_a_common_procedure_is_suggested_and_leads_to_the_search(app, texts):
    title, kind, address = first(app, 'dang ky ket h')

    assert (title, kind) == ('Đăng ký kết hôn', 'Thủ tục')
    assert app.get(address).html.select_one('.procedures a').text == 'Đăng ký kết hôn'


def test_on_the_city_portal_standing_pages_of_offices_are_not_suggested(
        app, texts, editing, publishing):
    for site in (texts, texts['sites']['bavi']):
        page = editing.add(site['gioi-thieu'], 'mau', 'Page', {
            'title': 'Trang mẫu', 'body': '<p>Nội dung.</p>',
            'owner_unit': 'Văn phòng', 'next_review': '2027-01-31'}, 'test')
        publishing.publish(page, 'test')
    transaction.commit()

    assert first(app, 'trang mẫu')[2] == '/gioi-thieu/mau'
    assert titles(app, 'trang mẫu') == ['Trang mẫu']
    assert first(app, 'trang mẫu', '/sites/bavi')[2] == '/sites/bavi/gioi-thieu/mau'


def test_whatever_is_typed_is_answered_and_kept_like_a_page(app, texts):
    for typed in ('', ' ', '"', '%', '\x00', '😀', 'x' * 5000, '<script>', 'and or', '4263/QĐ'):
        assert len(titles(app, typed)) <= 8
    answer = app.get('/suggest', {'q': 'thu'})
    assert answer.headers['Cache-Control'] == 'public, no-cache' and answer.headers['ETag']
    assert answer.content_type == 'application/json'
    assert len(titles(app, 'th')) <= 8


def test_a_slip_of_the_finger_is_put_right_with_marks(app, texts):
    assert meant(app, 'thu tuk') == 'thủ tục'
    assert meant(app, 'nopp ho so') == 'nộp hồ sơ'
    assert meant(app, 'thu tucc hnah chinh') == 'thủ tục hành chính'
    assert meant(app, 'xa ba viq') == 'xã ba vì'
    link = app.get('/search', {'q': 'thu tuk'}).html.select_one('.meant a')
    assert len(app.get(link['href']).html.select('a.title')) == 2
    assert meant(app, 'thu tuc') is None
    for typed in ('xyzzy', 'q', '4263999', 'a b c d e f g h', '"thu tuk'):
        app.get('/search', {'q': typed})


def test_where_a_body_a_former_unit_or_a_procedure_answers_nothing_is_suggested(app, texts):
    for typed in (
            'phường Cầu Giấy', 'điện thoại xã Ba Vì', 'quận ba đình', 'cấp đổi giấy phép lái xe',
            'xã ba vì tucx', 'huyen ba vi tucx', 'khai sinh tucx'):
        assert meant(app, typed) is None


def test_words_of_drafts_are_never_offered(app, texts, publishing):
    for typed in ('xylo', 'bi mat', 'tuyen xy', 'xylophon'):
        assert SECRET not in titles(app, typed)
    assert meant(app, 'tuyen xylophom') is None and meant(app, 'xylophon bi mta') is None

    item = next(item for item in texts['tin-tuc-su-kien'].values() if item.title == SECRET)
    publishing.publish(item, 'test')
    transaction.commit()
    assert titles(app, 'xylo') == [SECRET]
    assert meant(app, 'tuyen xylophom') == 'tuyển xylophon'
