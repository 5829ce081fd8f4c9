"""How a feature adds a job or a kind of due moment."""
from collections.abc import Callable
from dataclasses import dataclass

from zope.interface import implementer

from .interfaces import IDue, IEnvironment, IJob


@implementer(IJob)
@dataclass(frozen=True)
class Job:
    """See ``IJob``."""

    name: str
    every: int
    run: Callable[[IEnvironment], None]


def add_job(config, name, every, run):
    """Directive: let ``run(environment)`` be called every ``every`` seconds, see ``IJob``.

    Two jobs of one name are a configuration conflict.
    """
    def register():
        config.registry.registerUtility(Job(name, every, run), IJob, name=name)

    config.action(('portal-job', name), register)


def add_due(config, due):
    """Directive: let ``due``, an ``IDue``, be asked and told of moments."""
    def register():
        config.registry.registerUtility(due, IDue, name=due.kind)

    config.action(('portal-due', due.kind), register)
