"""The screens of a feature are found in the folder of the feature."""
import pytest
from hanoiportal.shells import PACKAGE, screens
from hanoiportal.shells.commands import main


@pytest.fixture
def package(tmp_path):
    """A function that returns a package with empty files of these names."""
    def made(*names):
        for name in names:
            path = tmp_path / 'portal' / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return tmp_path / 'portal'
    return made


def test_screens_are_found_in_every_feature_shell_by_shell(package):
    found = screens(package(
        'content/erasure/console.py', 'content/erasure/desk.py', 'editorial/boards/public.py',
        'editorial/boards/desk.py'))

    assert found == ['portal.editorial.boards.public', 'portal.content.erasure.console',
                     'portal.content.erasure.desk', 'portal.editorial.boards.desk']


def test_what_is_no_screen_of_a_feature_is_not_scanned(package):
    assert screens(package(
        'desk.py', 'content/desk.py', 'content/erasure/command.py', 'content/erasure/services.py',
        'content/erasure/forms/desk.py')) == []


def test_the_pages_of_the_portal_are_among_them():
    assert 'hanoiportal.editorial.clarifications.public' in screens(PACKAGE)


def test_the_command_line_finds_the_verb_of_a_feature(capsys):
    with pytest.raises(SystemExit):
        main(['erase', '--help'])

    assert '--confirm NUMBER' in capsys.readouterr().out
