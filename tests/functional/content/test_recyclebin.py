"""The recycle bin: what is removed is nowhere to be seen, comes back whole, and is told of."""
import pytest
import transaction
from hanoiportal.base.permissions import ADD, DELETE, MANAGE_SITE
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, CONTRIBUTOR, EDITOR
from support.desk_forms import seated
from support.editorial_staff import ward
from support.refusals import reasons

TITLE = 'Thông báo lịch tiếp công dân'


section = ward


@pytest.fixture
def news(section, editing, publishing):
    """``news(name, public=True, actor='test')``: a news item, committed."""
    def added(name, public=True, actor='test'):
        item = editing.add(section, name, 'NewsItem', {
            'title': TITLE, 'body': '<p>Thân bài hiếm gặp</p>'}, actor)
        if public:
            publishing.publish(item, 'test')
        transaction.commit()
        return item

    return added


def test_what_is_in_the_bin_is_on_no_channel_until_it_is_restored(app, section, news, recycling):
    item, seen = news('a'), '/sites/bavi/tin-tuc-su-kien'
    channels = (seen, '/sites/bavi', '/search?q=hiếm+gặp', '/sitemap.xml', '/sites/bavi/sitemap')
    shown = [TITLE in app.get(channel).text for channel in channels]
    assert shown[0] and shown[2]

    entry = recycling().discard(item, 'test')
    transaction.commit()

    assert not any(TITLE in app.get(channel).text for channel in channels)
    app.get(f'{seen}/a', status=410)

    recycling().restore(entry, 'test')
    transaction.commit()

    assert [TITLE in app.get(channel).text for channel in channels] == shown
    assert TITLE in app.get(f'{seen}/a').text


def test_a_draft_in_the_bin_is_as_if_it_had_never_been(app, news, recycling):
    recycling().discard(news('a', public=False), 'test')
    transaction.commit()

    app.get('/sites/bavi/tin-tuc-su-kien/a', status=404)


def test_what_is_gone_for_good_is_gone_and_its_ids_are_not_given_again(
        app, small_portal, bavi, news, recycling):
    item = news('a')
    entry = recycling().discard(item, 'test')
    recycling().purge(entry, 'test', 'trùng')
    transaction.commit()

    app.get('/sites/bavi/tin-tuc-su-kien/a', status=410)
    assert recycling().entries(bavi) == []
    assert item.__oid__ in small_portal.__objectmap__.reserved


def test_a_place_that_is_gone_is_named_and_another_can_be_chosen(
        small_portal, bavi, section, news, editing, recycling):
    other = editing.add(bavi, 'khac', 'Section', {'title': 'Khác'}, 'test')
    item = news('a')
    entry = recycling().discard(item, 'test')
    gone = recycling().discard(section, 'test')

    assert set(reasons(recycling().restore, entry, 'test')) == {'place'}
    assert other in recycling().places(entry)
    assert set(reasons(recycling().restore, entry, 'test', small_portal['sites'])) == {'place'}

    recycling().restore(gone, 'test')
    recycling().restore(entry, 'test')
    assert section['a'] is item


def test_a_name_that_is_taken_is_refused_and_another_is_good(news, section, recycling):
    item = news('a')
    entry = recycling().discard(item, 'test')
    news('a')

    assert set(reasons(recycling().restore, entry, 'test')) == {'name'}

    recycling().restore(entry, 'test', name='a-2')
    assert section['a-2'] is item


def test_nothing_is_restored_into_another_site(small_portal, news, recycling):
    entry = recycling().discard(news('a'), 'test')
    there = small_portal['sites']['soxaydung']['tin-tuc-su-kien']

    assert set(reasons(recycling().restore, entry, 'test', there)) == {'place'}


def test_each_verb_asks_for_its_right(section, news, recycling):
    item = news('a')
    assert set(reasons(recycling(ADD, MANAGE_SITE).discard, item, 'lan')) == {''}
    # A place is arranged, but what is public in it must not go with it unseen.
    assert 'number' in reasons(recycling(MANAGE_SITE).discard, section, 'lan')[''].mapping

    entry = recycling().discard(item, 'test')
    assert set(reasons(recycling(ADD, MANAGE_SITE).restore, entry, 'lan')) == {''}
    assert set(reasons(recycling(DELETE).restore, entry, 'lan')) == {'place'}
    assert set(reasons(recycling(DELETE, ADD).purge, entry, 'lan')) == {''}
    assert recycling(ADD).entry(entry.site, entry.objectid) is None


def test_the_parts_of_the_portal_are_not_discarded(small_portal, recycling):
    for part in (small_portal, small_portal['sites'], small_portal['accounts']):
        assert '' in reasons(recycling().discard, part, 'test')


def test_a_site_lies_in_the_bin_of_the_portal_and_comes_back_with_its_own(
        app, small_portal, bavi, news, recycling):
    inner = recycling().discard(news('a'), 'test')
    entry = recycling().discard(bavi, 'test')
    transaction.commit()

    assert recycling().entries(small_portal) == [entry]
    app.get('/sites/bavi', status=410)

    recycling().restore(entry, 'test')
    recycling().restore(inner, 'test')
    transaction.commit()

    assert TITLE in app.get('/sites/bavi/tin-tuc-su-kien/a').text


def test_an_editor_finds_a_removed_draft_and_puts_it_back(
        visit, people, bavi, section, news, recycling):
    seated(bavi, people['khach'], EDITOR)
    item = news('a', public=False)
    recycling().discard(item, people['quantri'].id, 'trùng bài')
    transaction.commit()

    page = visit('khach').get('/desk/sites/bavi/@@trash')
    assert 'Người quantri' in page.text and 'trùng bài' in page.text
    assert 'Xóa hẳn' not in page.text

    form = page.click('Khôi phục').forms_by('form')
    page = form.submit(status=303).follow()

    transaction.begin()
    assert 'Đã khôi phục' in page.text
    assert section['a'].__oid__ == item.__oid__
    assert 'Thùng rác trống' in page.click('Thùng rác').text


def test_a_name_that_was_taken_meanwhile_is_told_with_another_one(
        visit, people, bavi, section, news, recycling):
    seated(bavi, people['khach'], EDITOR)
    recycling().discard(news('a', public=False), 'test')
    news('a', public=False)

    page = visit('khach').get('/desk/sites/bavi/@@trash').click('Khôi phục')
    assert 'Đã có mục mang tên “a” ở đây.' in page.text
    form = page.forms_by('form')
    assert form['name'].value == 'thong-bao-lich-tiep-cong-dan'

    form['name'] = 'a'
    refused = form.submit(status=422)
    assert 'Đã có mục mang tên “a” ở đây.' in refused.text

    refused.forms_by('form').submit(status=303)
    transaction.begin()
    assert 'thong-bao-lich-tiep-cong-dan' in section


def test_an_editor_of_another_site_learns_nothing_of_the_bin(
        visit, people, small_portal, bavi, news, recycling):
    seated(small_portal['sites']['soxaydung'], people['khach'], BOARD_MEMBER)
    item = news('a', public=False)
    recycling().discard(item, 'test')
    transaction.commit()
    browser = visit('khach')

    for path in ('@@trash', f'@@restore?id={item.__oid__}', f'@@purge?id={item.__oid__}'):
        there = browser.get(f'/desk/sites/bavi/{path}', status=404).text
        nowhere = browser.get(f'/desk/sites/khong/{path}', status=404).text
        assert there.replace('/bavi/', '/khong/') == nowhere
    own = browser.get('/desk/sites/soxaydung/@@trash')
    assert 'Thùng rác trống' in own.text and TITLE not in own.text
    browser.get(f'/desk/sites/soxaydung/@@restore?id={item.__oid__}', status=404)


def test_a_contributor_sees_what_they_began_themselves(
        visit, people, bavi, news, recycling):
    seated(bavi, people['khach'], CONTRIBUTOR)
    mine, other = news('a', False, people['khach'].id), news('b', False)
    recycling().discard(mine, 'test')
    recycling().discard(other, 'test')
    transaction.commit()

    page = visit('khach').get('/desk/sites/bavi/@@trash')

    assert '/sites/bavi/tin-tuc-su-kien/a' in page.text
    assert '/sites/bavi/tin-tuc-su-kien/b' not in page.text
    assert len(page.html.select('tbody tr')) == 1


def test_an_administrator_purges_after_being_asked(visit, people, bavi, news, recycling):
    recycling().discard(news('a', public=False), 'test')
    transaction.commit()

    page = visit('quantri').get('/desk/sites/bavi/@@trash').click('Xóa hẳn')
    assert 'Không khôi phục được nữa' in page.text
    form = page.forms_by('form')
    form['why'] = 'trùng'
    page = form.submit(status=303).follow()

    assert 'Đã xóa hẳn' in page.text and 'Thùng rác trống' in page.text


def test_what_names_nothing_in_the_bin_is_not_found(visit, people):
    for typed in ('', '0', 'a', '-1', '9' * 30, '١'):
        browser = visit('quantri')

        for view in ('restore', 'purge'):
            browser.get(f'/desk/sites/bavi/@@{view}', {'id': typed}, status=404)
