"""Bài đăng trên kênh: written, approved, posted, corrected, taken back, on Zalo and Facebook."""
import pytest
import transaction
from servers.zalo import REFRESH, SECRET
from support.channels import SUMMARY, TITLE
from support.pages import form_with, words

PAGE = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa/@@channel-posts'
LINK = 'https://bavi.hanoi.gov.vn/tin-tuc-su-kien/cho-hoa'


def write(browser, to=None, **texts):
    form = form_with(browser.get(PAGE), 'to')
    for name, value in texts.items():
        form[name.replace('_', '.')] = value
    if to is not None:
        for box in form.fields['to']:
            box.checked = box._value in to
    return form.submit('act', value='write', expect_errors=True)


def act(browser, name, reason=None, status=303):
    form = next(form for form in browser.get(PAGE).forms.values() if 'act' in form.fields and any(
        getattr(field, '_value', '') == name for field in form.fields['act']))
    if reason is not None:
        form['reason'] = reason
    return form.submit('act', value=name, status=status)


@pytest.fixture
def editor(visit):
    return visit('bavi-editor')


@pytest.fixture
def head(visit):
    return visit('bavi-head')


@pytest.mark.clause('27.1')
def test_what_the_board_approved_is_posted_and_leaves_with_its_item(
        on_zalo, facebook, on_facebook, zalo, market, editor, head, publishing, told):
    assert write(editor).status_int == 303
    assert 'post_waiting' in told('bavi-head')
    on_zalo.look()
    assert (zalo.articles, facebook.posts) == ({}, {})
    page = head.get(PAGE)
    assert SUMMARY in words(page.html.main) and LINK in words(page.html.main)
    act(head, 'approve:zalo')
    act(head, 'approve:facebook')
    on_zalo.look(seconds=1)
    article, = zalo.articles.values()
    assert (article['title'], article['description']) == (TITLE, SUMMARY)
    assert article['cover']['photo_url'].startswith('https://bavi.hanoi.gov.vn/da-phuong-tien/')
    assert LINK in article['body'][0]['content']
    post, = facebook.posts.values()
    assert post == {'message': f'{TITLE}\n\n{SUMMARY}', 'link': LINK}
    assert words(editor.get(PAGE).html.main).count('Đã đăng trên kênh') == 2

    publishing.withdraw(market, 'test', why='Sai')
    transaction.commit()
    on_zalo.look(seconds=1)
    assert (zalo.articles, facebook.posts) == ({}, {})
    assert {on_zalo.post(market, name).recalled for name in ('zalo', 'facebook')} == {'item'}
