#!/usr/bin/env bash
# Installs the tools that are named, where it may; otherwise says which package brings them.
# usage: tools/ensure.sh chromium postgresql java npm vnu wrk
set -euo pipefail
cd "$(dirname "$0")/.."

VNU=26.9.27
JAR=.tools/node_modules/vnu-jar/build/dist/vnu.jar
refreshed=""

has() {
    case "$1" in
        chromium) command -v "${CHROMIUM:-chromium}" || command -v google-chrome || command -v chromium-browser ;;
        postgresql) ls -d /usr/lib/postgresql/*/bin/initdb || command -v initdb ;;
        java) command -v java ;;
        npm) command -v npm ;;
        wrk) command -v wrk ;;
        vnu) test "$(cat .tools/vnu.version 2>/dev/null)" = "$VNU" && test -f "$JAR" ;;
    esac >/dev/null 2>&1
}

package_of() {
    case "$1" in
        java) echo default-jre-headless ;;
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
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" >/dev/null
}

vnu() {
    has npm || from_apt npm
    mkdir -p .tools
    npm install --silent --prefix .tools --ignore-scripts --no-save "vnu-jar@$VNU" >/dev/null
    echo "$VNU" >.tools/vnu.version
}

for tool in "$@"; do
    has "$tool" && continue
    echo "installing $tool"
    if [ "$tool" = vnu ]; then vnu; else from_apt "$tool"; fi
    has "$tool" || { echo "$tool could not be installed" >&2; exit 1; }
done
