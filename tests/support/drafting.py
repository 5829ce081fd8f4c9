"""What autosave sends of a form of the desk."""
import json


def send_draft(browser, page, **fields):
    """Send ``fields`` as autosave does for the form on ``page``."""
    form = page.forms['bieu-mau']
    browser.post(page.html.select_one('[data-autosave]')['data-autosave'], json.dumps({
        'mark': form['draft'].value, 'base': form['base'].value, 'fields': fields}),
        content_type='application/json', headers={'X-CSRF-Token': form['csrf_token'].value})
