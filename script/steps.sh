# shellcheck shell=sh
# Sourced by the other scripts: goes to the project's folder and says what each step is and how long it took.

cd "$(dirname "$0")/.." || exit 1
export PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

# say SENTENCE: on standard error, so that the output of a program stays its own.
say() {
    printf '%s\n' "$*" >&2
}

# stop SENTENCE: ends the script with what the person should do.
stop() {
    say "$*"
    exit 1
}

# step NAME COMMAND…: runs the command, and ends the script when it fails. A function given as command must
# return a failure itself: `set -e` does not reach into it.
step() {
    step_name=$1
    shift
    step_begin=$(date +%s)
    say "==> $step_name"
    if "$@"; then
        say "    $step_name: $(($(date +%s) - step_begin)) s"
    else
        stop "    $step_name failed after $(($(date +%s) - step_begin)) s: $*"
    fi
}

# digest FOLDER: one line that changes when a source file of an npm folder does (not what is made from them).
digest() {
    (cd "$1" && find . \( -name node_modules -o -name dist -o -name test-results -o -name playwright-report \) -prune \
        -o -type f -print | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1)
}

# npm_packages FOLDER: installs exactly what its lock file says, when that changed since the last time.
npm_packages() {
    npm_stamp=$1/node_modules/.installed-from
    npm_lock=$(sha256sum "$1/package-lock.json" | cut -d ' ' -f 1)
    if [ "$(cat "$npm_stamp" 2>/dev/null)" != "$npm_lock" ]; then
        step "npm packages of $1" npm ci --prefix "$1" --no-audit --no-fund
        printf '%s\n' "$npm_lock" >"$npm_stamp"
    fi
}
