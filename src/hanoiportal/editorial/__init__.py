"""From the first sentence to the public: boards, review, publishing, what follows from it."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.clarifications')
    config.include('.dependencies')
    config.include('.publishing')
    config.include('.windows')
    config.include('.boards')
    config.include('.checks')
    config.include('.review')
    config.include('.tasks')
    config.include('.standingpages')
    config.include('.orders')
    config.include('.press')
    config.include('.releases')
    config.include('.suspension')
    config.include('.freshness')
    config.include('.issued')
    config.include('.contributors')
    config.include('.assignments')
    config.include('.royalties')
    config.include('.crossposting')
    config.include('.aggregation')
    config.include('.emergencynotices')
