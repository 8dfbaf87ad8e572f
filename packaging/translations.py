"""Bring ``resources/i18n`` up to the strings in the code, and compile what the window loads.

``khizana_ar.ts`` has every string, ``khizana_en.ts`` only those with plural forms. New strings
come in as unfinished, to be translated by hand (Qt Linguist or an editor). ``--compile`` makes
just the ``.qm`` files beside them, which a checkout's setup does and a wheel carries.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
TOOLS = Path(sys.executable).parent


def sources() -> list[str]:
    """Every module that may hold strings for people."""
    package = ROOT / "archive_app"
    terminal = (
        package / f"{name}.py"
        for name in ("cli/arguments", "cli/commands", "cli/demo", "core/messages", "cli/terminal")
    )
    modules = [*terminal, *(package / "gui").rglob("*.py")]
    return [str(path.relative_to(ROOT)) for path in sorted(modules)]


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, from beside this Python."""
    subprocess.run([TOOLS / tool, *arguments], check=True, cwd=ROOT)


def main() -> None:
    """Update both files, unless told just to compile, and compile them."""
    update = "--compile" not in sys.argv[1:]
    common = ("-locations", "none", "-no-obsolete", "-source-language", "en")
    for language, more in (("ar", ()), ("en", ("-pluralonly",))):
        file = FOLDER / f"khizana_{language}.ts"
        if update:
            target = ("-target-language", language)
            run("pyside6-lupdate", *common, *more, *target, *sources(), "-ts", str(file))
        run("pyside6-lrelease", "-silent", str(file))


if __name__ == "__main__":
    main()
