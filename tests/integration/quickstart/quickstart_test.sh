#!/usr/bin/env bash
# quickstart_test.sh SOURCE CASE: runs examples/quickstart in an empty folder and looks at what a user would look at.
set -euo pipefail
set -m # a process group for each job, so that Ctrl-C can be sent to the quickstart alone

source_dir=$1
case=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TMPDIR=$folder # the pipeline's files carry the folder in its command line, by which stopped_all knows it
cd "$folder"

fail() {
    echo "quickstart_test: $*" >&2
    echo "--- what it printed:" >&2
    cat out err >&2
    exit 1
}

quickstart() { # runs it to its end; sets status
    status=0
    "$source_dir/examples/quickstart" "$@" >out 2>err || status=$?
}

stopped_all() {
    ! pgrep -f "^$source_dir/build/release/leadpipe .*$folder" >/dev/null || fail "the pipeline was left running"
}

wait_for() { # TEXT FILE: until the text stands in the file, at most 15 minutes (the first build may be running)
    for _ in $(seq 9000); do
        ! grep -q "$1" "$2" 2>/dev/null || return 0
        sleep 0.1
    done
    fail "never saw '$1'"
}

healthy() {
    quickstart
    [ "$status" -eq 0 ] || fail "a healthy pipeline gave exit status $status"
    grep -q '^PASS' out || fail "the first line does not say PASS"
    grep -q '"verdict": *"pass"' run.json || fail "run.json has another verdict"
    grep -qi '</html>' report.html || fail "report.html is no page"
}

faulty() {
    quickstart -- --fault intake-errors=20%
    [ "$status" -eq 1 ] || fail "20 % errors gave exit status $status"
    head -n 1 out | grep -q 'FAIL.*lead-availability' || fail "the first line does not name the SLO"
    grep -q lead-availability report.html || fail "the page does not name the SLO"
    trace=$(grep -oE '\b[0-9a-f]{32}\b' out | head -n 1) || fail "the terminal names no trace id"
    grep -q "$trace" report.html || fail "the page does not name trace $trace"
    grep -q "$trace" leadpipe.log || fail "trace $trace is not in the pipeline's log"
}

interrupted() {
    "$source_dir/examples/quickstart" >out 2>err &
    local job=$!
    wait_for 'warm-up\|climb' err
    kill -INT -- "-$job"
    status=0
    wait "$job" || status=$?
    [ "$status" -eq 130 ] || fail "Ctrl-C gave exit status $status"
    grep -q '"verdict": *"interrupted"' run.json || fail "run.json does not say that it was interrupted"
    grep -qi '</html>' report.html || fail "report.html is no page"
}

refused() { # the pipeline's own options are checked by the pipeline, and its words reach the user
    quickstart -- --fault intake-mistakes=20%
    [ "$status" -eq 2 ] || fail "an unknown fault gave exit status $status"
    grep -q 'intake-errors' err || fail "the message does not name the fault that exists"
    [ ! -e run.json ] || fail "something was run all the same"
}

"$case"
stopped_all
echo "1 passed, 0 failed"
