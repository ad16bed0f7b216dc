#!/bin/sh
# Make .venv hold what setup.cfg asks for, and the system what .venv needs: `venv.sh [demo|test]`.
# Quick when nothing changed: a stamp keeps what was installed, by which Python, and where.

set -eu
STAMP=.venv/.installed

wanted() {
    cat setup.cfg pyproject.toml
    pwd
}

works() {
    .venv/bin/python -c 'import pip' >/dev/null 2>&1
}

if ! works; then
    python=$(./scripts/find_python.sh)
    echo "Making .venv with $python …"
    rm -rf .venv
    "$python" -m venv .venv
fi
if ! wanted | cmp -s - "$STAMP"; then
    echo "Installing into .venv (a minute or two the first time) …"
    .venv/bin/python -m pip install -qq --editable '.[testing]'
    wanted >"$STAMP"
fi
if [ $# -gt 0 ]; then
    .venv/bin/python scripts/system.py "$1"
fi
