"""Giám sát: whether the portal is well, how fast it answers, and what went wrong (7.6, 8.11, 23).

For who runs it.  A feature says what must be watched by ``config.add_health_check``; ``views``
answers at ``/healthz``, ``/readyz`` and ``/metrics`` before anything else is asked.
"""
from pyramid.events import ApplicationCreated
from pyramid_retry import IBeforeRetry

from .checks import Checks, add_health_check
from .interfaces import IChecks, IHeartbeat
from .measures import count_retry, observe
from .standard import Heartbeat, certificates, databases, secret
from .views import Home, includeme_tween


def includeme(config):
    config.registry.registerUtility(Checks(), IChecks)
    config.add_directive('add_health_check', add_health_check)
    heartbeat, home = Heartbeat(), Home()
    config.registry.registerUtility(heartbeat, IHeartbeat)
    config.add_health_check('databases', databases, ready=True)
    config.add_health_check('certificates', certificates)
    config.add_health_check('secret', secret)
    config.add_health_check('home', home.check, ready=True)
    config.add_health_check('scheduler', heartbeat.check)
    config.add_job('heartbeat', 1, heartbeat.beat)
    config.add_job('measures', 15, observe)
    config.add_subscriber(home.created, ApplicationCreated)
    config.add_subscriber(count_retry, IBeforeRetry)
    includeme_tween(config)
