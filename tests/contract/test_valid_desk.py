"""The pages of the desk's shell are valid HTML, by the Nu validator."""
import transaction
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.kernel.security.authorization.roles import EDITOR, HEAD
from support.decided_hours import decide_hours
from support.desk_forms import seated, written


def test_the_desk_speaks_valid_html(visit, people, small_portal, editing, invalid_html):
    bavi = small_portal['sites']['bavi']
    seated(bavi, people['khach'], HEAD)
    seated(small_portal, people['khach'], EDITOR)
    for number, state in enumerate(('draft', 'awaiting', 'rejected')):
        text = written(editing, bavi['tin-tuc-su-kien'], f'Bài <{number}>', state=state)
    head = visit('khach')

    for path, status in (
            ('/desk', 200), ('/english/desk', 200), ('/desk/@@places', 200),
            ('/desk/@@go?q=bai', 200), ('/desk/@@queue?list=approve', 200),
            ('/desk/sites/bavi/@@contents', 200), ('/desk/sites/bavi/@@windows', 200),
            ('/desk/sites/bavi/tin-tuc-su-kien/@@contents?q=khong', 200),
            (f'/desk/sites/bavi/@@bulk?act=submit&id={text.__oid__}', 200),
            ('/desk/khong', 404)):
        assert invalid_html(head.get(path, status=status).body) == [], path


def test_the_pages_of_windows_are_valid_for_who_oversees_all(
        visit, staff, small_portal, registry, invalid_html):
    decide_hours(small_portal, registry, local(SystemClock().now()).date())
    transaction.commit()
    manager = visit('quanly')

    for path in ('/desk/@@windows-all', '/english/desk/@@windows-all', '/desk/@@window-hours',
                 '/desk/sites/bavi/@@windows'):
        assert invalid_html(manager.get(path).body) == [], path
