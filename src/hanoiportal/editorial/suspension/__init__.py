"""Tạm ngừng: an account, a site or a feature is suspended first and reported after (clause 8.9).

For the operating unit, which acts at once, and the managing body, which confirms or lifts.
"""
from pyramid.config import Configurator

from ...base.deadlines.terms import read_rules
from ...base.interfaces import ISite
from ...base.settings import ISettings
from ...kernel.tree.events import IObjectModified
from ...kernel.tree.reactions import Order
from .data import read_features
from .due import lift_due
from .interfaces import IFeatures, ISuspending, ISuspensionRules
from .services import suspending_service
from .subscribers import status_changed
from .terms import REDATED, running


def includeme(config: Configurator) -> None:
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_features(data / 'features.csv'), IFeatures)
    registry.registerUtility(read_rules(data / 'suspension_rules.csv'), ISuspensionRules)
    config.add_service(ISuspending, suspending_service)
    config.add_working_terms('suspension calendar', REDATED, running)
    config.add_job('suspensions', 5, lift_due)
    config.add_reaction(status_changed, IObjectModified, obj=ISite, order=Order.DOCUMENT)
