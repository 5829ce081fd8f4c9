"""``--port``: where a trial is served, so that links of mails lead there."""
import pytest
from hanoiportal.shells import commands
from hanoiportal.shells.commands.environment import Failure, unopened
from servers import CONFIG


def test_links_of_a_trial_lead_to_the_port_that_is_given(tmp_path, monkeypatch, capsys):
    with unopened(str(CONFIG / 'development.ini'), str(tmp_path), '7000') as portal:
        assert portal.settings.city == 'http://localhost:7000'

    def opened(_config, _var, port):
        raise Failure(f'at {port}')

    monkeypatch.setattr(commands, 'opened', opened)
    assert commands.main(['--port', '7001', 'seed']) == 1
    assert 'at 7001' in capsys.readouterr().err
    for typed in ('soixante', '0', '65536', '²', ''):
        with pytest.raises(SystemExit):
            commands.main(['--port', typed, 'seed'])
        assert f'--port: {typed!r} is no port' in capsys.readouterr().err
