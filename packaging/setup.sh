#!/bin/sh
# Set up a checkout: the system libraries that Qt needs, .venv, the locked dependencies.
# Works on Debian, Ubuntu and macOS; packaging/windows/make.ps1 does the same on Windows.
set -eu
cd "$(dirname "$0")/.."

# Found by trying on a bare Debian 12: what Qt needs to start (offscreen, then in a window),
# what tests of real windows need, and good Arabic type.
libraries="libgl1 libegl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3
libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
fonts-noto-core"

find_python() {
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
        then
            echo "$name"
            return
        fi
    done
}

can_venv() { [ -n "$1" ] && "$1" -c 'import ensurepip, venv' 2>/dev/null; }

if command -v dpkg-query >/dev/null 2>&1; then
    missing=""
    for package in $libraries; do
        # Later releases carry some of them under a name that ends in t64.
        dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    python=$(find_python)
    if [ -z "$python" ]; then
        missing="$missing python3 python3-venv"
    elif ! can_venv "$python"; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        missing="$missing python$version-venv"
    fi
    if [ -n "$missing" ]; then
        as_root=""
        [ "$(id -u)" = 0 ] || as_root="sudo -n"
        if $as_root true 2>/dev/null; then
            echo "Installing system packages:$missing"
            $as_root apt-get update -qq || true
            DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
                echo "Some could not be installed; going on." >&2
        else
            echo "Khizana needs some system packages. Type this once, then try again:" >&2
            echo "  sudo apt-get install -y$missing" >&2
            [ -n "$python" ] && can_venv "$python" || exit 1
        fi
    fi
fi

python=$(find_python)
if [ -z "$python" ] || ! can_venv "$python"; then
    echo "Khizana needs Python 3.11, 3.12, 3.13 or 3.14 with venv." >&2
    case "$(uname)" in
        Darwin) echo "Type: brew install python@3.13" >&2 ;;
        *) echo "Install it with your system's package manager, then try again." >&2 ;;
    esac
    exit 1
fi

if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    echo "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Installing the locked dependencies (once; a few hundred megabytes)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
