"""Documents are looked at by the programs themselves, each time."""
import pytest
from hanoiportal.platform.media import examiner
from hanoiportal.platform.media.program import isolated


@pytest.fixture(autouse=True)
def looking_anew(monkeypatch):
    """Look at each document, whatever was found out of it before."""
    monkeypatch.setattr(examiner, 'isolated', isolated)
