"""Look through the database for public texts without an approval of exactly their version."""
from ...content.versions.versions import Versions
from ...editorial.publishing.scanning import scan
from .environment import Failure


def add_arguments(parser):
    """It takes none."""


def run(environment, options):
    """Print what was found; fail if anything is public that no board approved."""
    found = scan(environment.portal, Versions(environment.registry))
    print(f'{found.public} public texts, {found.carried_in} of them carried in with the '
          'installation or an import')
    if found.unapproved:
        raise Failure(
            f'{len(found.unapproved)} are public without an approval of their version; withdraw '
            'them and let the board approve them anew:\n' + '\n'.join(found.unapproved))
