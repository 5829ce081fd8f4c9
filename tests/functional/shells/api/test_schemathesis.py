"""Every endpoint asked for what its description allows and forbids (schemathesis, MIT).

``EXAMPLES`` and ``SEED`` say how many requests and which; ``make schemathesis`` sets them.
"""
import os
from collections import Counter
from itertools import count
from urllib.parse import parse_qsl, urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import DataObject, booleans, data, sampled_from
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from support.systems import EVERYTHING, PLACE, System, connected
from webtest import TestApp

EXAMPLES, SEED = int(os.environ.get('EXAMPLES', '120')), int(os.environ.get('SEED', '1'))
MODES = sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
DESCRIPTION = '/english/api/v1/openapi.json'
#: Parameters of an endpoint that refuse what a schema cannot say: codes that are data.
CODES = {'GET /documents': {'kind'}}

#: WebOb keeps a body of more than 10 KB in a temporary file until the collector comes to it.
pytestmark = pytest.mark.filterwarnings(
    'ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning')
schemathesis.serializer.alias('application/offset+octet-stream', 'application/octet-stream')


def description(application, *statuses, before=lambda: None):
    """Return the description, asked of ``application`` in this process.

    Each request is of another network, lest it be told to wait; none takes what is packed.
    ``statuses``: of refusals of what has the right form.  ``before``: called before each request.
    """
    numbers = count()

    def asked(environ, start_response):
        before()
        number = next(numbers)
        address = f'10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}'
        return application({
            **environ, 'REMOTE_ADDR': address, 'HTTP_ACCEPT_ENCODING': ''}, start_response)

    found = schemathesis.openapi.from_wsgi(DESCRIPTION, asked)
    # a position of another epoch has the right form too
    found.config.checks.positive_data_acceptance.expected_statuses += ['410', *statuses]
    return found


@pytest.fixture(scope='module')
def described(stocked):
    return description(stocked.app)


def test_every_answer_is_as_the_description_says(described):
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) >= 15
    _play_all(operations, max(1, EXAMPLES // len(operations)))


@pytest.fixture
def system(wsgi, registry, small_portal, clock):
    """A ``System`` of Ba Vì with every scope."""
    _account, token = connected(registry, small_portal['sites']['bavi'], EVERYTHING)
    return System(TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'}), token)


class Known:
    """What a system has written: it stands in every second request, in place of what is drawn."""

    def __init__(self, system, place):
        made = system.write(place)
        self._paths = {'draft': made.json['id'], 'upload': system.ask(
            'POST', '/uploads', None, 201, Upload_Length='9',
            Upload_Metadata='filename YS5wZGY=').json['id']}
        self._body = {'place': place, 'type': 'NewsItem', 'fields': {'title': 'Tin'}}
        self.headers = {'Authorization': f'Bearer {system.token}'}
        self.statuses = Counter()

    def put_into(self, case):
        """Let ``case`` be about what is there."""
        for name, value in self._paths.items():
            if name in (case.path_parameters or {}):
                case.path_parameters[name] = value
        if case.operation.label == 'PATCH /uploads/{upload}':
            case.headers['Upload-Offset'], case.body = '0', b'abc'
        if isinstance(case.body, dict):
            case.body.update({name: value for name, value in self._body.items()
                              if name in case.body})


def test_what_a_system_writes_is_as_the_description_says(wsgi, system, clock):
    # a second each, lest the account be told to wait: of 3,000 requests 2,000 were, and proved
    # nothing
    described = description(wsgi, '400', '409', '412', '422', '428',
                            before=lambda: clock.pass_(seconds=1))
    known = Known(system, PLACE)
    operations = [found for found in (each.ok() for each in described.get_all_operations())
                  if 'security' in found.definition.raw]
    assert len(operations) >= 10
    _play_all(operations, max(6, EXAMPLES // len(operations) // 3), known)
    assert {200, 201} <= set(known.statuses) and 429 not in known.statuses, known.statuses


def is_unsaid(case):
    """Return whether ``case`` may be refused for what its schemas cannot say: two days in no
    order, or a code.
    """
    query = case.query or {}
    days = [(str(value), str(query[name.replace('since', 'until')]))
            for name, value in query.items()
            if name.endswith('since') and name.replace('since', 'until') in query]
    return any(since > until for since, until in days) or not CODES.get(
        case.operation.label, set()).isdisjoint(query)


def unknown_is_refused(_context, response, case):
    """A check: who names an unknown parameter is refused.  schemathesis lets it be passed over."""
    query = urlsplit(response.request.url).query
    names = {name for name, _value in parse_qsl(query, keep_blank_values=True)}
    assert response.status_code >= 400 or names <= {
        each.name for each in case.operation.query}, query


def _play_all(operations, number, known=None):
    """Play each of ``operations``, and tell of all that fail."""
    failed = []
    for operation in operations:
        try:
            _play(operation, number, known)
        except FailureGroup as group:
            failed.append(group)
    if failed:
        raise BaseExceptionGroup('not as the description says', failed)


def _play(operation, number, known=None):
    @seed(SEED)
    @settings(max_examples=number, deadline=None, database=None, print_blob=False,
              phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(data())
    def play(drawn: DataObject):
        mode = drawn.draw(MODES)
        case = drawn.draw(operation.as_strategy(generation_mode=mode))
        is_positive = mode == GenerationMode.POSITIVE
        if known is None:
            case.call_and_validate(additional_checks=[unknown_is_refused], excluded_checks=[
                positive_data_acceptance] if is_unsaid(case) else [])
            return
        is_put = is_positive and drawn.draw(booleans())
        if is_put:
            known.put_into(case)
        # set, not changed: schemathesis then looks again at whether the request is wrong
        headers = case.headers.copy()
        headers.update(known.headers)
        case.headers = headers
        # what is put in counts as changed, though it is as the description says
        answer = case.call_and_validate(
            headers=known.headers, additional_checks=[unknown_is_refused],
            excluded_checks=[negative_data_rejection] if is_put else [])
        known.statuses[answer.status_code] += 1

    play()
