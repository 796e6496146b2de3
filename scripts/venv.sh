#!/bin/sh
# Makes the virtual environment and installs pinned, hashed requirements: with uv if it is there,
# else with venv and pip. Usage: venv.sh FOLDER REQUIREMENTS
set -eu
folder=$1
requirements=$2

suits() {
    "$1" -c 'import sys, venv, ensurepip; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && suits "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

if command -v uv >/dev/null 2>&1; then
    [ -x "$folder/bin/python" ] || uv venv --quiet --python '>=3.11' "$folder"
    exec uv pip install --quiet --python "$folder/bin/python" --require-hashes -r "$requirements"
fi
if [ ! -x "$folder/bin/python" ]; then
    python=$(find_python) || {
        echo 'Farmgate needs Python 3.11 or newer with venv (on Debian: apt install python3-venv).' >&2
        exit 1
    }
    "$python" -m venv "$folder"
fi
exec "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
