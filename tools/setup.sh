#!/bin/sh
# Make .venv with exactly what is locked in requirements/: `sh tools/setup.sh base` to run CaiCach, `dev` to work on it.
# Does nothing, within some milliseconds, when nothing has changed since last time.
set -eu
cd "$(dirname "$0")/.."
want=${1:-dev}
in=.venv/bin/python
po=src/caicach/locale/en/LC_MESSAGES/django.po
mo=src/caicach/locale/en/LC_MESSAGES/django.mo

fail() {
    echo "$1" >&2
    exit 2
}

messages() {
    if [ -f "$po" ] && [ -f tools/messages.py ] && { [ ! -f "$mo" ] || [ "$po" -nt "$mo" ]; }; then
        "$in" -m tools.messages compile
    fi
}

# The installed package points to this folder, so a moved folder is set up again.
key="$(cat pyproject.toml requirements/bootstrap.lock requirements/base.lock | cksum) $PWD"
[ "$want" = base ] || key="$key $(cksum <requirements/dev.lock)"
done_before() {
    [ -x "$in" ] && [ -f ".venv/.ready-$1" ] && [ "$(cat ".venv/.ready-$1")" = "$2" ]
}
if done_before "$want" "$key"; then
    messages
    exit 0
fi

chosen=
for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
    if command -v "$python" >/dev/null 2>&1 &&
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        chosen=$python
        break
    fi
done
[ -n "$chosen" ] || fail "CaiCach cần Python 3.11 trở lên. / CaiCach needs Python 3.11 or later."
if [ ! -x "$in" ] || ! "$in" -m pip --version >/dev/null 2>&1; then
    "$chosen" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "Python thiếu mô-đun venv; hãy chạy: apt-get install python3-venv / Python lacks venv; run: apt-get install python3-venv"
    echo "CaiCach: .venv …"
    "$chosen" -m venv --clear .venv
fi

export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1
# uv does not read pip's configuration; a mirror that is set for pip is meant for everything.
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}${UV_FIND_LINKS:-}" ]; then
    mirror=${PIP_INDEX_URL:-$("$in" -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$mirror" ] || export UV_DEFAULT_INDEX="$mirror"
fi
"$in" -m pip install -q --require-hashes -r requirements/bootstrap.lock ||
    echo "CaiCach: uv → pip" >&2

install() {
    "$in" -m uv pip install -q --python "$in" "$@" ||
        "$in" -m pip install -q --no-compile "$@"
}

if [ "$want" = dev ]; then
    install --require-hashes -r requirements/base.lock -r requirements/dev.lock
else
    install --require-hashes -r requirements/base.lock
fi
install --no-deps --no-build-isolation -e .
messages
printf '%s\n' "$key" >".venv/.ready-$want"
# What is enough to work on CaiCach is enough to run it.
if [ "$want" = dev ]; then
    printf '%s\n' "$(cat pyproject.toml requirements/bootstrap.lock requirements/base.lock | cksum) $PWD" >.venv/.ready-base
fi
