"""Fixtures of second factors: telephones that tell codes, and a portal that requires them."""
import datetime
from dataclasses import replace

import pyotp
import pytest
from hanoiportal.base.settings import ISettings

from .people import log_in

STEP = datetime.timedelta(seconds=30)


class Telephone:
    """An application that tells codes, with the clock of the test."""

    def __init__(self, secret, clock):
        self._totp, self._clock = pyotp.TOTP(secret), clock

    def code(self):
        """Return the code of now; the next time it is asked, that of another half minute."""
        self._clock.at += STEP
        return self.shown()

    def shown(self, off=0):
        """Return the code of now, or that of so many half minutes later."""
        return self._totp.at(self._clock.at + off * STEP)


@pytest.fixture
def required(registry):
    """Let second factors be required of staff."""
    settings = replace(registry.getUtility(ISettings), second_factor='required')
    registry.registerUtility(settings, ISettings)


@pytest.fixture
def enrol(visit, clock):
    """``enrol(login)``: the ``Telephone`` of that person, and their recovery codes."""
    def enrolled(login):
        browser = visit(login)
        page = browser.get('/account-code')
        telephone = Telephone(page.html.find('code').text.replace(' ', ''), clock)
        form = page.forms[form_of(page, 'code')]
        form['code'] = telephone.code()
        return telephone, [code.text for code in form.submit().html.select('.codes code')]

    return enrolled


def form_of(page, field):
    """Return the key of the form of ``page`` with ``field``."""
    return next(key for key, form in page.forms.items() if field in form.fields)


def second_step(browser, login, code):
    """Log in with the password and ``code``; return the answer to the second step."""
    page = log_in(browser, login).follow()
    form = page.forms[form_of(page, 'code')]
    form['code'] = code
    return form.submit()
