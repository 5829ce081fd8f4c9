"""The tasks that home pages begin with, and the pages that they lead to (clause 4.2)."""
import pytest
import transaction

CONFIRMED = {'contact_source': 'Công văn 1', 'contact_confirmed': '2026-11-02'}


def tasks(page):
    """Return ``[(title, address)]`` of the tasks of a home page."""
    return [(link.text.strip(), link['href']) for link in page.html.select('.tasks a')]


def test_the_home_page_of_the_city_begins_with_six_tasks_that_lead_somewhere(app, small_portal):
    page = app.get('/')

    assert tasks(page) == [
        ('Nộp hồ sơ trực tuyến', '/thu-tuc-hanh-chinh'), ('Tìm xã, phường', '/sites'),
        ('Gửi câu hỏi, phản ánh', '/gui-cau-hoi'), ('Tra cứu văn bản', '/tra-cuu-van-ban'),
        ('Lịch tiếp công dân', '/lich-tiep-cong-dan'),
        ('Số điện thoại cần thiết', '/dien-thoai-can-thiet')]
    for _title, address in tasks(page):
        app.get(address, status=200)
    assert page.text.index('class="tasks"') < page.text.index('class="block')
    assert len(page.html.find_all('h1')) == 1


def test_a_component_site_has_its_own_tasks(app, small_portal):
    for title, address in tasks(app.get('/english/sites/bavi')):
        assert title and address.startswith('/english/sites/bavi/')
        app.get(address, status=200)


def test_who_asks_is_told_the_competent_bodies_the_switchboard_and_the_national_portal(
        app, small_portal, editing, publishing):
    link = editing.add(small_portal['thu-tuc-hanh-chinh'], 'quoc-gia', 'Link', {
        'title': 'Cổng Dịch vụ công Quốc gia', 'url': 'https://dichvucong.example'}, 'test')
    publishing.publish(link, 'test')
    editing.edit(small_portal['sites']['soxaydung'], {'phone': '024 0000 0001', **CONFIRMED},
                 'test')
    transaction.commit()

    for path in ('/gui-cau-hoi', '/sites/bavi/gui-cau-hoi'):
        main = app.get(path).html.main
        assert small_portal.phone in main.text
        assert main.find('a', href='https://dichvucong.example')
        row = main.find('a', string='Sở Xây dựng').find_parent('tr')
        assert row.th.text.startswith('Giao thông') and '024 0000 0001' in row.text
        assert main.find('a', href='/sites')
    english = app.get('/english/gui-cau-hoi').html.main
    assert english.h1.text == 'Questions, feedback and petitions'
    assert 'Transport, housing' in english.text


@pytest.mark.clause('13.1.a')
def test_receptions_of_citizens_stand_in_a_list_of_their_own_on_each_site(
        app, small_portal, editing, publishing):
    assert small_portal.phone in app.get('/sites/bavi/lich-tiep-cong-dan').html.main.text
    for name, kind in (('tiep', 'reception'), ('hop', 'work')):
        event = editing.add(small_portal['sites']['bavi']['lich-lam-viec'], name, 'Event', {
            'title': f'Việc {name}', 'kind': kind, 'start': '2026-11-26T08:00',
            'place': 'Trụ sở xã'}, 'test')
        publishing.publish(event, 'test')
    transaction.commit()

    page = app.get('/sites/bavi/lich-tiep-cong-dan')
    assert [link.text for link in page.html.select('.day .title')] == ['Việc tiep']
    assert 'Trụ sở xã' in page.html.main.text
    both = app.get('/sites/bavi/lich-lam-viec').html.select('.day .title')
    assert [link.text for link in both] == ['Việc hop', 'Việc tiep']
    assert not app.get('/lich-tiep-cong-dan').html.select('.day')
    app.get('/sites/bavi/lich-tiep-cong-dan?tuan=2026-W99', status=404)
    other = app.get('/sites/bavi/lich-tiep-cong-dan?tuan=2026-W40')
    assert other.html.find('meta', attrs={'name': 'robots'})


def test_useful_numbers_can_be_dialled(app, small_portal, editing, publishing):
    centre = editing.add(small_portal['kenh-thong-tin'], 'tong-dai', 'Channel', {
        'title': 'Tổng đài mẫu', 'kind': 'tong-dai', 'contact': '1900 0000',
        'permit_number': '1', 'permit_day': '2026-01-01', 'permit_authority': 'UBND'}, 'test')
    publishing.publish(centre, 'test')
    transaction.commit()

    dialled = [link['href'] for link in app.get('/dien-thoai-can-thiet').html.main.select(
        'a[href^=tel]')]
    assert dialled[:3] == ['tel:113', 'tel:114', 'tel:115']
    assert {'tel:02438253536', 'tel:19000000'} <= set(dialled)


def test_the_directory_is_cut_down_by_name_and_by_former_district(app, small_portal, editing):
    for name, title in (('badinh', 'Phường Ba Đình'), ('ngocha', 'Phường Ngọc Hà')):
        editing.add(small_portal['sites'], name, 'ComponentSite', {
            'title': title, 'level': 'commune', 'owner': f'UBND {title}', 'managing_body': 'a',
            'operating_unit': 'b', 'phone': '024 0000 0002', **CONFIRMED}, 'test')
    transaction.commit()

    def found(**query):
        return [link.text for link in app.get('/sites', query).html.select('.bodies > li > a')]

    assert found(ten='ba dinh') == ['Phường Ba Đình']
    assert found(**{'quan-cu': 'Quận Ba Đình'}) == ['Phường Ba Đình', 'Phường Ngọc Hà']
    assert found(**{'quan-cu': 'Quận Ba Đình', 'ten': 'ngoc'}) == ['Phường Ngọc Hà']
    assert found(ten='không có') == []
    assert found(**{'quan-cu': 'Quận Khác'}) == found()
    page = app.get('/sites?ten=ngoc')
    assert '024 0000 0002' in page.html.select_one('.bodies').text
    assert page.html.find('meta', attrs={'name': 'robots'})
