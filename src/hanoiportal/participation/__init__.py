"""People outside, and what they send."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.identities')
    config.include('.cases')
    config.include('.publication')
    config.include('.questions')
    config.include('.mailin')
    config.include('.ratings')
    config.include('.ballots')
    config.include('.tracking')
    config.include('.mine')
    config.include('.inbox')
    config.include('.answertemplates')
    config.include('.intake')
    config.include('.informationrequests')
    config.include('.personaldata')
    config.include('.contributions')
    config.include('.filedrop')
    config.include('.batches')
    config.include('.consultations')
    config.include('.draftimport')
    config.include('.surveys')
    config.include('.dialogues')
    config.include('.dialoguetranscripts')
    config.include('.forum')
