# Shared by setup, run and test. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
standins="$root/environment/standins"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
torch=${TORCH:-cpu}

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m'; else bold= dim= red= plain=; fi

step() { printf '%s==>%s %s\n' "$bold" "$plain" "$*"; }
note() { printf '    %s\n' "$*"; }
stop() { printf '%sStopped:%s %s\n' "$red" "$plain" "$*" >&2; exit 1; }

# Runs a command quietly; its output is shown only when it fails.
quietly() {
    local log; log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then tail -n 40 "$log" >&2; rm -f "$log"; return 1; fi
    rm -f "$log"
}

# Installs Debian packages where that is possible without asking anybody: apt_install REASON PACKAGE...
apt_install() {
    local reason=$1 sudo=; shift
    command -v apt-get >/dev/null || stop "$reason. Install it with this system's package manager ($* on Debian), then run this again."
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || stop "$reason, and this user may not install packages. Run: sudo apt-get install --no-install-recommends $*"
        sudo="sudo -n"
    fi
    note "installing $* (Debian packages)"
    quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get update || true
    quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
        || stop "$reason, and apt-get could not install it. Run: apt-get install --no-install-recommends $*"
}

# Runs the calling script again while no other run of it is at work in this clone, where the system has flock.
one_at_a_time() {
    [ -z "${WORKBENCH_ALONE:-}" ] && command -v flock >/dev/null || return 0
    mkdir -p "$standins/build"
    local lock="$standins/build/lock"
    flock -n "$lock" true || note "waiting for another set-up of this clone"
    # The lock is not for what a build leaves running.
    WORKBENCH_ALONE=1 exec flock -o "$lock" bash "$0" "$@"
}

require_writable() {
    [ -w "$root" ] || stop "$root cannot be written to, and the build needs to: copy or clone it to a folder of yours, and run it there."
    local home=${DOTNET_CLI_HOME:-${HOME:-}}
    [ -n "$home" ] && [ -w "$home" ] || stop "The .NET SDK needs a home folder that it can write to, not '$home': set HOME, as in HOME=/tmp/home (an existing folder)."
}

# Set-up takes about 2 GB for packages and 1 GB here.
require_space() {
    local free; free=$(df -Pk "$root" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "${free:-4096}" -ge 3072 ] || [ -d "$root/src/Workbench.Cli/bin" ] || note "only $free MB are free here; set-up takes about 3000"
}

require_dotnet() {
    command -v dotnet >/dev/null || stop "The .NET SDK 10 is missing: install it from https://dotnet.microsoft.com/download, then run this again."
    local version; version=$(cd "$root" && dotnet --version 2>/dev/null) || version=none
    case $version in
        1[0-9].*|[2-9][0-9].*) note ".NET SDK $version" ;;
        *) stop "The .NET SDK 10 or newer is needed, found $version: install it from https://dotnet.microsoft.com/download, then run this again." ;;
    esac
}
