#!/usr/bin/env bash
# verdict_test.sh BUILD CASE: redline against a server where one of the two is made to fail, and who is blamed.
set -euo pipefail

build=$1
case=$2
folder=$(mktemp -d)
cd "$folder"
# shellcheck disable=SC2317 # reached through the trap
clean_up() {
    kill -CONT "$server" 2>/dev/null || true
    kill "$server" 2>/dev/null && wait "$server" || true
    rm -rf "$folder"
}
trap clean_up EXIT

serve() { # COMMAND...: starts the target, and waits until the file `port` says where it listens
    "$@" &
    server=$!
    for _ in $(seq 200); do
        [ ! -s port ] || break
        sleep 0.05
    done
}

fail() {
    echo "verdict_test: $*" >&2
    cat out err >&2
    exit 1
}

scenario() { # RATE STEP THRESHOLD: one flow at that rate for six seconds
    cat <<YAML
version: 1
name: $case
target: http://127.0.0.1:$(grep -o '[0-9]*' port)
data: { lead: { generate: leads, profile: hostile } }
stages: [{ name: hold, duration: 6s, arrival_rate: $1 }]
flows: [{ name: only, steps: [{ name: only, $2 }] }]
thresholds: [$3]
YAML
}

stalled() { # the target stands still for a second and a half: its fault, in the figures and in the exit status
    serve "$build/leadpipe" serve --port 0 --port-file port --database leads.db --log leadpipe.log >pipeline.out 2>&1
    scenario 100/s "get: /healthz" "p99 < 500ms" >stalled.yaml
    status=0
    "$build/redline" run stalled.yaml >out 2>err &
    local run=$!
    until grep -q 'hold' err; do sleep 0.1; done # its first line of progress: the run is under way
    kill -STOP "$server"
    sleep 1.5
    kill -CONT "$server"
    wait "$run" || status=$?
    [ "$status" -eq 1 ] || fail "a stalled target gave exit status $status"
    head -n 1 out | grep -q '^failed: threshold p99 < 500ms' || fail "the first line does not name the threshold"
}

# Thirty leads a request, more requests than one thread can make, and a target that does next to nothing for each: our own
# fault, and said so first. (Against leadpipe the target would be the slower of the two.)
overloaded() {
    serve "$build/tests/bench_server" >port
    local body
    body=$(printf '"{{ lead }}", %.0s' $(seq 30))
    scenario 200k/s "post: /leads, json: [${body%, }]" "p99 < 1h" >overloaded.yaml
    status=0
    "$build/redline" run overloaded.yaml >out 2>err || status=$?
    [ "$status" -eq 3 ] || fail "a generator asked for too much gave exit status $status"
    head -n 1 out | grep -q '^undecided: .*the generator' || fail "the first line does not say why"
}

"$case"
head -n 1 out
echo "1 passed, 0 failed"
