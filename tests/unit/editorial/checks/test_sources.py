import pytest
from hanoiportal.editorial.checks.interfaces import OVERRIDE

pytestmark = pytest.mark.clause('15.1.d')


def sources(checks, document, **values):
    return [each for each in checks.findings(document, values) if each.code.startswith('source-')]


def test_a_quotation_of_the_press_or_a_social_network_is_found(checks, news):
    for text in (
            'Theo VnExpress, sáng nay trời mưa.', 'theo báo Lao Động ngày 5/9', 'theo tờ Tuổi Trẻ',
            'Nguồn: Facebook', '(Nguồn: Fanpage Facebook của phường)', 'Nguồn tin: Báo Hànộimới',
            'Ảnh: Zalo', 'dẫn lại từ trang Kenh14', 'Báo Nhân Dân đưa tin', 'VTV24 đưa tin',
            'trích dẫn VietnamNet', 'theo mạng xã hội', 'Theo báo chí, sự việc xảy ra',
            'Nguồn: Internet', 'Nguồn: sưu tầm', 'xem tại vnexpress.net/tin-tuc-123.html',
            'https://www.facebook.com/phuongbadinh', 'm.tuoitre.vn',
            'bài viết trên Facebook cá nhân', 'according to Reuters', 'theo “Dân trí”',
            'Theo TTXVN', 'THEO VNEXPRESS', 'theo thông tin từ Đại Đoàn Kết',
            'video đăng tải trên TikTok'):
        found = sources(checks, news, body=f'<p>Mở đầu. {text}</p>')

        assert len(found) == 1, text
        assert (found[0].severity, found[0].field, found[0].position) == (OVERRIDE, 'body', 0)
        assert found[0].can_be_overridden, text


def test_words_that_quote_nobody_are_left_alone(checks, news):
    for text in (
            'Theo Luật Báo chí và Luật Thanh niên', 'nâng cao dân trí cho người lao động',
            'Theo Bộ luật Lao động', 'tuổi trẻ Thủ đô ra quân', 'Thanh niên tình nguyện',
            'Ủy ban nhân dân phường', 'theo báo cáo của Sở Xây dựng',
            'Tập huấn kỹ năng dùng Facebook', 'không chia sẻ tin giả trên mạng xã hội',
            'Họp báo ngày 5/9', 'cơ quan báo chí dự họp', 'lái xe an toàn giao thông',
            'theo Cổng Thông tin điện tử Chính phủ', 'nguồn vốn ngân sách',
            'thư gửi về hoidap@facebook.com', 'Mật khẩu Zalo', 'nguồn nhân lực',
            'ảnh chụp từ trên cao', 'https://chinhphu.vn/tin', 'baochinhphu.chinhphu.vn',
            'sotaichinh.hanoi.gov.vn', 'theo Văn phòng Quốc hội',
            'tiếp nhận thông tin trên báo chí và mạng xã hội'):
        assert sources(checks, news, body=f'<p>Mở đầu. {text}.</p>') == []


@pytest.mark.parametrize('address, code', [
    ('https://vnexpress.net/a', 'source-link'), ('https://m.facebook.com/a', 'source-link'),
    ('//youtu.be/a', 'source-link'), ('HTTPS://TuoiTre.vn', 'source-link'),
    ('https://example.com/a', 'source-unlisted'), ('https://gov.vn.a.com', 'source-unlisted'),
    ('https://xgov.vn/a', 'source-unlisted'),
    ('https://chinhphu.vn', None), ('https://moc.gov.vn/a', None), ('https://gov.vn', None),
    ('https://quochoi.vn/a', None), ('/sitemap', None), ('mailto:a@facebook.com', None),
    ('tel:0241080', None), ('#b', None),
])
def test_links_lead_to_the_allowed_list_or_have_to_be_excused(checks, news, address, code):
    body = f'<p>Xem <a href="{address}">văn bản của cơ quan</a>.</p>'

    assert [each.code for each in sources(checks, news, body=body)] == ([code] if code else [])


@pytest.mark.parametrize('field, value', [
    ('title', 'Theo VnExpress: mưa lớn'), ('summary', 'Nguồn: Báo Tuổi Trẻ'),
    ('source_agency', 'VnExpress'), ('source_agency', 'Báo Lao Động'), ('author', 'TTXVN')])
def test_every_field_is_looked_at(checks, news, field, value):
    assert [each.field for each in sources(checks, news, **{field: value})] == [field]


def test_the_address_of_a_link_item_and_of_an_image_count(checks, news, make):
    link = make('Link', 'lien-ket', url='https://vnexpress.net/a')
    body = '<p><img src="https://fbcdn.net/a.jpg" alt="Lễ khai giảng ở phường"></p>'

    assert [each.field for each in sources(checks, link)] == ['url']
    assert [each.code for each in sources(checks, news, body=body)] == ['source-link']


def test_a_source_blocks_approval_until_the_board_says_why(checks, news, editing):
    before = checks.blocking(news)
    editing.edit(news, {'body': '<p>Theo VnExpress, trời mưa.</p>'}, 'test')

    [finding] = checks.blocking(news)

    assert before == []
    assert finding.can_be_overridden


def test_other_findings_do_not_block(checks, news, editing):
    editing.edit(news, {'body': '<h4>một</h4><p>hai  ba</p>'}, 'test')

    assert checks.findings(news) != []
    assert checks.blocking(news) == []
