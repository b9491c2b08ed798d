#!/bin/sh
# Install what the build (and with "test" the tests) need, on Debian and Ubuntu.
# Does nothing when everything is there.
set -eu

packages="gcc make binutils python3-dev libunwind-dev libelf-dev libjansson-dev"
[ "${1:-build}" = test ] &&
	packages="$packages libcunit1-dev mandoc strace procps clang libclang-rt-dev python3 python3-dbg gunicorn python3-flask python3-uvicorn
	python3-aiohttp python3-attr python3-celery python3-django python3-fastapi python3-httpx python3-prometheus-client
	python3-marshmallow python3-pydantic python3-sqlalchemy python3-tornado python3-twisted python3-wtforms"

missing=
for package in $packages; do
	status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || :)
	[ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
if [ -n "$as_root" ] && ! command -v sudo >/dev/null; then
	echo "setup.sh: as root, please: apt-get install$missing" >&2
	exit 1
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
