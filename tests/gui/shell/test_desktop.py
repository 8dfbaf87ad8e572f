"""One name for the program wherever a desktop looks for it, so that it knows its window."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from archive_app.core.settings import HOME, cache_home, default_path, resources
from archive_app.gui.shell import app
from archive_app.gui.shell.app import APP_ID

ROOT = Path(__file__).parents[3]
LINUX = ROOT / "packaging" / "linux"


@pytest.fixture
def entry() -> configparser.SectionProxy:
    """What the desktop file says."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(LINUX / f"{APP_ID}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_window_bears_the_name_of_its_desktop_file(
    monkeypatch: pytest.MonkeyPatch, entry: configparser.SectionProxy
) -> None:
    said: dict[str, str] = {}

    class Named:
        """Takes the names that Qt's application would."""

        setStyle = setWindowIcon = setApplicationDisplayName = setApplicationVersion = (  # noqa: N815
            staticmethod(lambda _: None)
        )
        setApplicationName = staticmethod(lambda name: said.update(application=name))  # noqa: N815
        setDesktopFileName = staticmethod(lambda name: said.update(desktop=name))  # noqa: N815

        def __init__(self, _: object) -> None:
            pass

    monkeypatch.setattr(app, "QApplication", Named)
    app.make_app([])
    assert said["desktop"] == APP_ID
    # Under X11 Qt makes the window's class of the application's name.
    assert said["application"] == entry["StartupWMClass"]


def test_desktop_file_metainfo_and_icon_have_one_name(entry: configparser.SectionProxy) -> None:
    assert entry["Icon"] == APP_ID
    assert (resources() / "icons" / f"{APP_ID}.svg").is_file()
    about = ET.parse(LINUX / f"{APP_ID}.metainfo.xml").getroot()
    assert about.findtext("id") == APP_ID
    assert about.findtext("launchable[@type='desktop-id']") == f"{APP_ID}.desktop"
    assert f'bundle_identifier="{APP_ID}"' in (ROOT / "packaging" / "khizana.spec").read_text()


def test_a_wheel_puts_them_where_desktops_look(entry: configparser.SectionProxy) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert all((ROOT / source).is_file() for source in shared)
    assert set(shared.values()) == {
        f"share/applications/{APP_ID}.desktop",
        f"share/metainfo/{APP_ID}.metainfo.xml",
        f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
    }
    assert entry["Exec"].split()[0] in project["project"]["gui-scripts"]


def test_settings_and_caches_stay_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME, raising=False)
    assert default_path().parent.name == "khizana"
    assert "khizana" in cache_home().parts


def test_the_icon_can_be_drawn(qapp: QApplication) -> None:
    icon = QIcon(str(resources() / "icons" / f"{APP_ID}.svg"))
    assert not icon.pixmap(QSize(64, 64)).isNull()
