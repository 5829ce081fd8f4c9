"""Every endpoint asked for what its description allows and forbids (schemathesis, MIT).

``EXAMPLES`` and ``SEED`` say how many requests and which; ``make schemathesis`` sets them.
"""
import os
from itertools import count

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import DataObject, data, sampled_from
from schemathesis import GenerationMode

EXAMPLES, SEED = int(os.environ.get('EXAMPLES', '250')), int(os.environ.get('SEED', '1'))
MODES = sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
DESCRIPTION = '/english/api/v1/openapi.json'

schemathesis.serializer.alias('application/offset+octet-stream', 'application/octet-stream')


@pytest.fixture(scope='module')
def described(stocked):
    """The description, asked of the portal in this process.

    Each request is of another network, lest it be told to wait; none takes what is packed.
    """
    numbers = count()

    def asked(environ, start_response):
        number = next(numbers)
        address = f'10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}'
        return stocked.app({
            **environ, 'REMOTE_ADDR': address, 'HTTP_ACCEPT_ENCODING': ''}, start_response)

    found = schemathesis.openapi.from_wsgi(DESCRIPTION, asked)
    # a position of another epoch has the right form too
    found.config.checks.positive_data_acceptance.expected_statuses += ['410']
    return found


def test_every_answer_is_as_the_description_says(described):
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) >= 15
    for operation in operations:
        _play(operation, max(1, EXAMPLES // len(operations)))


def _play(operation, number):
    @seed(SEED)
    @settings(max_examples=number, deadline=None, database=None, print_blob=False,
              phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(data())
    def play(drawn: DataObject):
        mode = drawn.draw(MODES)
        case = drawn.draw(operation.as_strategy(generation_mode=mode))
        case.call_and_validate()

    play()
