"""By which change each version was made, also while a working copy stands beside it."""
from types import SimpleNamespace

from hanoiportal.content.versions.making import EditNote, Making


def version(state, until, actor, note='', begun_by=None, **more):
    return SimpleNamespace(**{
        'state': state, 'until': until, 'actor': actor, 'note': note, 'begun_by': begun_by,
        'review': None, 'approvals': (), 'values': {'title': until}, **more})


def document(history, working=None, title='now'):
    copy = None if working is None else SimpleNamespace(history=working, created_by='minh')
    return SimpleNamespace(created_at=0, created_by='lan', history=history, working=copy,
                           title=title)


def walked(found):
    """Return what made each former version, the public one, and the version in work."""
    making = Making(found)
    former = [each.made for each in making.ended()]
    return former, making.public, making.present


def test_each_version_was_made_by_what_ended_the_one_before():
    drafts = [version('draft', 1, 'lan', 'Sửa tên'), version('editing', 2, 'minh')]

    assert walked(document(drafts)) == (
        [EditNote(0, 'lan'), EditNote(1, 'lan', 'Sửa tên')],
        EditNote(2, 'minh'), EditNote(2, 'minh'))


def test_what_is_public_was_made_before_the_work_on_the_next_began():
    working = [version('draft', 5, 'minh', 'Thêm số liệu'), version('draft', 6, 'minh')]
    former, public, present = walked(document([version('draft', 1, 'lan', 'Xong')], working))

    assert former == [
        EditNote(0, 'lan'), EditNote(1, 'lan', 'Xong'), EditNote(5, 'minh', 'Thêm số liệu')]
    assert public == EditNote(1, 'lan', 'Xong') and present == EditNote(6, 'minh')


def test_the_working_copy_that_took_the_place_of_the_public_text_was_made_by_its_writer():
    history = [version('draft', 1, 'lan'), version('draft', 5, 'minh', 'Sửa', 'minh'),
               version('published', 9, 'hoa')]
    former, public, _present = walked(document(history))

    assert former[2] == EditNote(1, 'lan') and public == EditNote(5, 'minh', 'Sửa')


def test_what_was_thrown_away_made_nothing():
    history = [version('draft', 1, 'lan'), version('draft', 5, 'minh', '', 'minh'),
               version('draft', 7, 'hoa', 'Hủy', 'minh', review=object())]
    former, public, present = walked(document(history))

    assert former[2] == EditNote(5, 'minh')
    assert public == present == EditNote(1, 'lan')


def test_what_was_withdrawn_and_is_public_again_unchanged_keeps_its_writer():
    kept = version('draft', 9, 'hoa', approvals=('approval',), values={'title': 'Tin'})

    earlier = version('draft', 1, 'lan')
    assert walked(document([earlier, kept], title='Tin'))[1] == EditNote(1, 'lan')
    assert walked(document([earlier, kept], title='Khác'))[1] == EditNote(9, 'hoa')
