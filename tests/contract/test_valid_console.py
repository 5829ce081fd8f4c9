"""The console, the log-in and the pages that refuse are valid HTML, by the Nu validator."""
import transaction

ITEM = '/console/tin-tuc-su-kien/tin'
VIEWS = ('properties', 'state', 'history', 'translations', 'access', 'indexed', 'object')


def test_the_console_speaks_valid_html(visit, small_portal, editing, invalid_html):
    editing.add(small_portal['tin-tuc-su-kien'], 'tin', 'NewsItem', {'title': 'Tin <một>'}, 'lan')
    transaction.commit()
    administrator = visit('quantri')

    for path in (*(f'{ITEM}/@@{view}' for view in VIEWS), '/console/@@contents',
                 '/console/@@undo', '/console/@@databases', '/console/@@erasures',
                 '/console/@@calendar',
                 '/console/accounts/@@accounts', '/console/tin-tuc-su-kien/@@add?type=NewsItem',
                 '/password'):
        assert invalid_html(administrator.get(path).body) == [], path


def test_what_refuses_speaks_valid_html(app, small_portal, editing, publishing, invalid_html):
    item = editing.add(
        small_portal['tin-tuc-su-kien'], 'tin', 'NewsItem', {'title': 'Tin'}, 'lan')
    publishing.publish(item, 'lan')
    publishing.withdraw(item, 'lan')
    editing.edit(small_portal['sites']['bavi'], {'status': 'suspended'}, 'lan')
    transaction.commit()

    pages = {
        400: app.post('/login', {'a': '1'}, status=400), 404: app.get('/khong', status=404),
        410: app.get('/tin-tuc-su-kien/tin', status=410), 503: app.get('/sites/bavi', status=503),
        413: app.post('/login', 'a=&' * 30_000, status=413), 200: app.get('/login')}

    for status, page in pages.items():
        assert invalid_html(page.body) == [], status
