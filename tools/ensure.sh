#!/usr/bin/env bash
# Installs the tools that are named, where it may; otherwise says which package brings them.
# usage: tools/ensure.sh chromium webkit postgresql java npm vnu wrk lighthouse
set -euo pipefail
cd "$(dirname "$0")/.."

VNU=26.9.27
LIGHTHOUSE=13.5.0
JAR=.tools/node_modules/vnu-jar/build/dist/vnu.jar
refreshed=""

has() {
    case "$1" in
        chromium) command -v "${CHROMIUM:-chromium}" || command -v google-chrome || command -v chromium-browser ;;
        postgresql) ls -d /usr/lib/postgresql/*/bin/initdb || command -v initdb ;;
        webkit) command -v WebKitWebDriver && command -v Xvfb && ls -d /usr/lib/*/webkit2gtk-4.*/MiniBrowser ;;
        java) command -v java ;;
        npm) command -v npm ;;
        wrk) command -v wrk ;;
        lighthouse) test "$(cat .tools/lighthouse.version 2>/dev/null)" = "$LIGHTHOUSE" && test -d .tools/lighthouse/node_modules/lighthouse ;;
        vnu) test "$(cat .tools/vnu.version 2>/dev/null)" = "$VNU" && test -f "$JAR" ;;
    esac >/dev/null 2>&1
}

package_of() {
    case "$1" in
        java) echo default-jre-headless ;;
        webkit) echo webkit2gtk-driver xvfb ;;
        *) echo "$1" ;;
    esac
}

from_apt() {
    local package
    package=$(package_of "$1")
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "$1 is missing. On Debian and Ubuntu: sudo apt-get install $package" >&2
        exit 1
    fi
    if [ -z "$refreshed" ]; then
        apt-get -qq update
        refreshed=1
    fi
    # shellcheck disable=SC2086 # some are several packages
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $package >/dev/null
}

from_npm() { # tool, package, version, folder
    has npm || from_apt npm
    mkdir -p "$4"
    npm install --silent --prefix "$4" --ignore-scripts --no-save "$2@$3" >/dev/null
    echo "$3" >".tools/$1.version"
}

for tool in "$@"; do
    has "$tool" && continue
    echo "installing $tool"
    case "$tool" in
        vnu) from_npm vnu vnu-jar "$VNU" .tools ;;
        lighthouse) from_npm lighthouse lighthouse "$LIGHTHOUSE" .tools/lighthouse ;;
        *) from_apt "$tool" ;;
    esac
    has "$tool" || { echo "$tool could not be installed" >&2; exit 1; }
done
