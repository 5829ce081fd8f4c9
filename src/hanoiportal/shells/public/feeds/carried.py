"""What is news: content types that feeds carry."""

#: What is news at its day, never a standing page.
CARRIED = ('NewsItem', 'LegalDocument', 'Dossier', 'Project', 'Research', 'Statistics', 'Ruling',
           'PhotoSet', 'Video', 'Audio', 'Infographic', 'Question', 'Consultation',
           'Survey', 'ForumTopic')
#: What the feed of a section carries besides: a calendar would fill that of its site.
DATED = ('Event',)


def has_news(section):
    """Return whether anything that feeds carry may stand in ``section``."""
    return not {*CARRIED, *DATED}.isdisjoint(section.allowed_types)
