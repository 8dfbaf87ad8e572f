#!/bin/sh
# Open the window on the sample archive; where there is no display, do the same job in the
# terminal and draw the window into a picture.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

if [ "$(uname)" = Darwin ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec "$python" -m archive_app.gui --sample
fi
echo "There is no display here, so the main job runs in the terminal."
echo
"$python" -m archive_app demo
folder=build/screenshots
mkdir -p "$folder"
QT_QPA_PLATFORM=offscreen "$python" -m archive_app.gui.screenshots --only main "$folder" >/dev/null
echo
echo "The window, as it looks on this archive:"
for picture in "$folder"/*.png; do
    echo "  $(pwd)/$picture"
done
