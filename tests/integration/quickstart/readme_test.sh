#!/usr/bin/env bash
# readme_test.sh SOURCE: runs each `$ command` of the console blocks in README.md from the source tree, except
# tests/run (which runs this), and holds it to the status its comment names: `$ command   # exits 1`, 0 without one.
set -euo pipefail
cd "$1"

commands=$(awk '/^```console/ { inside = 1; next } /^```/ { inside = 0 } inside && /^\$ / { print substr($0, 3) }' README.md)
ran=0
while IFS= read -r command; do
    [ -n "$command" ] || continue
    case $command in tests/run*) continue ;; esac
    wanted=$(sed -nE 's/.*# exits ([0-9]+).*/\1/p' <<<"$command")
    status=0
    PATH="$PWD/build/release:$PATH" bash -c "$command" >/dev/null 2>&1 </dev/null || status=$?
    if [ "$status" -ne "${wanted:-0}" ]; then
        echo "readme_test: \`$command\` exited $status, the README says ${wanted:-0}" >&2
        exit 1
    fi
    ran=$((ran + 1))
done <<<"$commands"

[ "$ran" -ge 2 ] || { echo "readme_test: README.md has lost its commands" >&2; exit 1; }
echo "$ran passed, 0 failed"
