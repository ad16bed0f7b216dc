#!/bin/sh
# Print the path of a Python from 3.10 on that can make virtual environments; install one as root on Debian and Ubuntu.

usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2])' >/dev/null 2>&1
}

find_python() {
    for candidate in $PYTHON python3 python3.13 python3.12 python3.11 python3.10 \
        "$HOME"/.pyenv/versions/3.1[0-9]*/bin/python3 /usr/bin/python3 /usr/local/bin/python3; do
        if usable "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    return 1
}

find_python && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Python with apt-get …" >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3 python3-venv; } >&2
    find_python && exit 0
fi
echo "No Python from 3.10 on with the venv module was found. On Debian or Ubuntu:" >&2
echo "    sudo apt-get install python3 python3-venv" >&2
echo "Elsewhere install one and name it: make demo PYTHON=/path/to/python3" >&2
exit 1
