"""Content types: one folder or file for each; none knows another."""
from pyramid.config import Configurator

TYPES = ('portal', 'component_site', 'section', 'homepage', 'page', 'newsitem', 'legaldocument',
         'file', 'image', 'link', 'unit', 'person', 'event', 'project', 'dossier', 'research',
         'statistics', 'ruling', 'channel', 'accessentry', 'photoset', 'video', 'audio',
         'infographic', 'question', 'consultation', 'improvement',
         'survey', 'forumtopic', 'reference')


def includeme(config: Configurator) -> None:
    for name in TYPES:
        config.include(f'.{name}')
