"""The forms of people outside, as a browser without scripts sends them."""
import transaction

#: The second step of a question of a commune.
QUESTION = '/gui/cau-hoi/viet?linh-vuc=co-so&noi=bavi'


def form_of(page, part='/gui/'):
    """Return the form of the content of ``page`` whose address holds ``part``."""
    return next(each for each in page.forms.values() if part in each.action)


def send(form, **values):
    """Return the answer to ``form``, sent as browsers send those of the same host."""
    for name, value in values.items():
        form[name.replace('_', '-') if name.startswith('consent') else name] = value
    answer = form.submit(
        headers={'Origin': f'http://{form.response.request.host}'}, status='*')
    assert answer.status_int in (200, 303, 404), answer.status
    return answer


def received(app, clock, path=QUESTION, consents=('process',), **values):
    """Return the page of the receipt of what is sent by the form at ``path``."""
    page = send(form_of(app.get(path)), **values)
    clock.pass_(seconds=10)
    return send(form_of(page), **{f'consent_{each}': 'yes' for each in consents})


def code_and_secret(page):
    """Return what the page of a receipt says."""
    return tuple(each.text for each in page.html.select('.receipt code'))


def opened(cases, page):
    """Return the case that a receipt opens, and its contents."""
    transaction.abort()
    case = cases.find(*code_and_secret(page))
    return case, cases.open(case)
