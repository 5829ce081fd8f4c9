"""Opening the link that somebody without an account was given, as their browser does."""


def opened(app, link, status=None):
    """Return the page that ``link`` opens in ``app``, a ``TestApp``, or what refuses it.

    ``link``: a path whose code stands behind ``#``, as ``code.js`` takes it apart.
    """
    page, _hash, code = link.partition('#')
    answer = typed(app, page, code, status='*' if status is None else status)
    return answer.follow() if answer.status_int == 303 else answer


def typed(app, page, code, status=None):
    """Return the answer to ``code``, typed into the page that asks for it."""
    asking = app.get(page)
    form = next(each for each in asking.forms.values() if 'code' in each.fields)
    form['code'] = code
    return sent(form, app, status=status)


def sent(form, app, status=None):
    """Return the answer to ``form``, sent as browsers send those of the same host."""
    return form.submit(
        headers={'Origin': f'http://{app.extra_environ["HTTP_HOST"]}'}, status=status)
