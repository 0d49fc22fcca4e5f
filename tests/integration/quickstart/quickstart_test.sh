#!/usr/bin/env bash
# quickstart_test.sh SOURCE CASE: runs the README's commands as they stand there, and others like them, in an empty
# folder, and looks at what a user would look at.
set -euo pipefail
set -m # a process group for each job, so that Ctrl-C can be sent to the quickstart alone

source_dir=$1
case=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TMPDIR=$folder # the pipeline's files carry the folder in its command line, by which stopped_all knows it
cd "$folder"
ln -s "$source_dir/examples" examples

fail() {
    echo "quickstart_test: $*" >&2
    echo "--- what it printed:" >&2
    cat out err >&2 || true
    exit 1
}

run() { # COMMAND LINE: runs it to its end; sets status
    status=0
    bash -c "$1" >out 2>err </dev/null || status=$?
}

readme_command() { # N: the Nth `$ command` of the README's console blocks, with its comment
    awk '/^```console/ { inside = 1; next } /^```/ { inside = 0 } inside && /^\$ / { print substr($0, 3) }' \
        "$source_dir/README.md" | sed -n "$1p"
}

readme_promise() { # COMMAND LINE: the exit status its comment names, 0 without one
    sed -nE 's/.*# exits ([0-9]+).*/\1/p; t; s/.*/0/p' <<<"$1"
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
    run "$(readme_command 1)"
    [ "$status" -eq 0 ] || fail "a healthy pipeline gave exit status $status"
    head -n 1 out | grep -q '^passed: ' || fail "the first line does not say passed"
    grep -q '"verdict": *"pass"' run.json || fail "run.json has another verdict"
    grep -qi '</html>' report.html || fail "report.html is no page"
}

faulty() {
    run "$(readme_command 2)"
    [ "$status" -eq 1 ] || fail "20 % errors gave exit status $status"
    head -n 1 out | grep -q '^failed: SLO lead-availability broke' || fail "the first line does not name the SLO"
    grep -q lead-availability report.html || fail "the page does not name the SLO"
    trace=$(grep -oE '\b[0-9a-f]{32}\b' out | head -n 1) || fail "the terminal names no trace id"
    grep -q "$trace" report.html || fail "the page does not name trace $trace"
    grep -q "$trace" leadpipe.log || fail "trace $trace is not in the pipeline's log"
}

interrupted() {
    examples/quickstart >out 2>err &
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
    run 'examples/quickstart -- --fault intake-mistakes=20%'
    [ "$status" -eq 2 ] || fail "an unknown fault gave exit status $status"
    grep -q 'intake-errors' err || fail "the message does not name the fault that exists"
    [ ! -e run.json ] || fail "something was run all the same"
}

readme() { # every command of the README is one of those run here, with the status it is run for; or tests/run itself
    [ "$(readme_promise "$(readme_command 1)")" = 0 ] || fail "README: the first command promises something else"
    [ "$(readme_promise "$(readme_command 2)")" = 1 ] || fail "README: the second command promises something else"
    [ "$(readme_command 3)" = tests/run ] || fail "README: the third command is not tests/run"
    [ -z "$(readme_command 4)" ] || fail "README: $(readme_command 4) is run by no test"
}

"$case"
stopped_all
echo "1 passed, 0 failed"
