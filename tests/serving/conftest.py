"""Fixtures of the desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import fill
from fastapi.testclient import TestClient

from small_gazetteer import built_gazetteer
from tacitus.serving.app import create_app
from tacitus.serving.desk import Desk
from tacitus.serving.security import Access
from tacitus.serving.users import Users
from tacitus.settings import load
from tacitus.storing import Store


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_gazetteer(tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, gazetteer: Path) -> Path:
    """A folder with a store whose events are built."""
    folder = tmp_path_factory.mktemp("filled")
    desk = Desk(Store(folder / "desk.db", person="tester"), load(environment={}, gazetteer=gazetteer, head=False), person="tester")
    fill(desk.store)
    desk.rebuild(60)
    desk.close()
    return folder


@pytest.fixture
def desk(tmp_path: Path, filled: Path, gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)  # the user's own names are written to the working folder
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    settings = load(environment={}, gazetteer=gazetteer, head=False)
    desk = Desk(Store(tmp_path / "desk.db", person="tester"), settings, person="tester", patience=60)
    yield desk
    desk.close()


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return Users(tmp_path / "users.json")


@pytest.fixture
def stranger(desk: Desk, users: Users) -> TestClient:
    """A browser that was not let in yet."""
    access = Access(hosts=("testserver", "127.0.0.1"), token="the-token")
    return TestClient(create_app(desk, access, users), follow_redirects=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A browser at a desk without users, let in by its token."""
    assert stranger.get("/?token=the-token").status_code == 303
    return stranger
