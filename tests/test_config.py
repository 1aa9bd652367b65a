"""Where settings come from, and that none of them gives a secret away."""

from pathlib import Path

import pytest

from ait_postgres.config import Settings, project_folder, read_settings, redact_url
from ait_postgres.errors import ConfigError

KEY = "0123456789abcdef" * 4


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def test_defaults(project):
    settings = read_settings(project, environment={})
    assert settings == Settings(data_dir=project / ".ait")
    assert (settings.url, settings.pool_size, settings.idle_timeout) == (None, 5, 0.0)


def test_the_nearer_source_wins(project):
    (project / ".env").write_text(
        "POSTGRES_URL=postgres://file/db\nAIT_POOL_SIZE=7\nAIT_SSL=true\n"
    )
    environment = {"AIT_POOL_SIZE": "8", "AIT_SSL": ""}
    settings = read_settings(project, environment=environment, pool_size=9)
    assert (settings.url, settings.pool_size, settings.ssl) == ("postgres://file/db", 9, "require")
    assert read_settings(project, environment=environment).pool_size == 8


def test_a_test_run_has_its_own_file_and_its_own_data(project):
    (project / ".env").write_text("POSTGRES_URL=postgres://live/db\n")
    (project / ".env.test").write_text("AIT_POOL_SIZE=2\n")
    settings = read_settings(project, environment={"AIT_ENV": "test"})
    assert (settings.url, settings.pool_size) == (None, 2)
    assert settings.data_dir == project / ".ait/test"


def test_the_project_is_found_from_below(project):
    below = project / "a" / "b"
    below.mkdir(parents=True)
    assert project_folder(below) == project
    assert read_settings(below, environment={"AIT_DATA_DIR": "x"}).data_dir == project / "x"


def test_the_environment_is_read_when_asked(project, monkeypatch):
    monkeypatch.setenv("POSTGRES_URL", "postgres://now/db")
    assert read_settings(project).url == "postgres://now/db"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("AIT_POOL_SIZE", "many", "AIT_POOL_SIZE makes no sense: it takes a whole number"),
        ("AIT_POOL_SIZE", "0", "at least 1"),
        ("AIT_IDLE_TIMEOUT", "soon", "a number of seconds"),
        ("AIT_IDLE_TIMEOUT", "nan", "idle_timeout"),
        ("AIT_IDLE_TIMEOUT", "-1", "idle_timeout"),
        ("AIT_SSL", "maybe", "verify-full"),
        ("AIT_LOG_STATEMENTS", "perhaps", "true or false"),
        ("AIT_ENCRYPTION_KEY", f"{KEY},hunter2", "encryption key 2"),
    ],
)
def test_nonsense_is_refused_in_one_line(project, variable, value, said):
    with pytest.raises(ConfigError) as caught:
        read_settings(project, environment={variable: value})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_an_unknown_setting_is_named(project):
    with pytest.raises(ConfigError, match="no setting is called pol_size"):
        read_settings(project, environment={}, pol_size=3)


def test_an_unreadable_file_is_an_error(project):
    (project / ".env").write_bytes(b"POSTGRES_URL=\xff\xfe")
    with pytest.raises(ConfigError, match=r"\.env cannot be read"):
        read_settings(project, environment={})


def test_the_repr_holds_no_secret():
    settings = Settings(url="postgres://u:hunter2@h/db", encryption_keys=(KEY,), data_dir=Path("x"))
    assert "hunter2" not in repr(settings)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgres://u:hunter2@h:1/db", "postgres://u:***@h:1/db"),
        ("postgresql+psycopg://u:hunter2@/db?host=/s", "postgresql+psycopg://u:***@/db?host=/s"),
        ("postgres://u:hun@ter2@h/db", "postgres://u:***@h/db"),
        ("postgres://u:hun/ter2@h/db", "postgres://u:***@h/db"),
        ("postgres://h/db?user=u&password=hunter2&x=1", "postgres://h/db?user=u&password=***&x=1"),
        ("host=h password=hunter2 user=u", "host=h password=*** user=u"),
        ("host=h password='hunter 2' user=u", "host=h password=*** user=u"),
        ("postgres://u@h/db", "postgres://u@h/db"),
    ],
)
def test_a_password_is_hidden_wherever_it_stands(url, shown):
    assert redact_url(url) == shown
