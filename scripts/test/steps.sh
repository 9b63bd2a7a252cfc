# Runs steps one after the other, each with a time limit, and sums up. Sourced by ./test.
#
# A step's output goes to a file and is followed on the screen, so that a process that a step left behind cannot keep
# ./test waiting. Its counts are read from the closing lines of the test runners.

started=$SECONDS
# The whole run ends before this many seconds, whatever happens.
total_limit="${RAPPORT_TEST_LIMIT:-5100}"
passed=0 failed=0 skipped=0
failures=()
report=()
work=$(mktemp -d "${TMPDIR:-/tmp}/rapport-test.XXXXXX")
chmod 755 "$work"
step_pid= tail_pid=

end_step() {
    [ -z "$step_pid" ] || kill -TERM "$step_pid" "$tail_pid" 2>/dev/null
    step_pid= tail_pid=
}

at_exit() {
    local code=$?
    trap - EXIT INT TERM
    end_step
    stop_postgres
    stop_s3
    if [ "$code" -eq 0 ]; then rm -rf "$work"; else echo "logs: $work"; fi
    exit "$code"
}
trap at_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# step TITLE SECONDS COMMAND...
step() {
    local title=$1 limit=$2 log begun code counts
    shift 2
    begun=$SECONDS
    local left=$((total_limit - (SECONDS - started)))
    [ "$left" -ge "$limit" ] || limit=$left
    log="$work/$(tr 'A-Z ' 'a-z-' <<<"$title" | tr -cd 'a-z-').log"
    printf '\n==> %s\n' "$title"
    if [ "$limit" -le 0 ]; then
        echo "not started: the total time of $total_limit s is over" | tee "$log"
        code=124
    else
        : >"$log"
        run_limited "$limit" "$@" >"$log" 2>&1 &
        step_pid=$!
        # In the background, since bash answers a signal during `wait` but not during a command.
        tail -n +1 -s 0.2 -f --pid="$step_pid" "$log" 2>/dev/null &
        tail_pid=$!
        wait "$step_pid"
        code=$?
        wait "$tail_pid"
        step_pid= tail_pid=
        [ "$code" -ne 124 ] || echo "stopped after $limit s" | tee -a "$log"
    fi
    counts=$(count_tests "$log")
    add_up "$title" "$code" "$((SECONDS - begun))" "$log" $counts
}

# Runs a command or a function of this script in a process group of its own, and ends the group at the time limit.
run_limited() {
    local limit=$1
    shift
    if [ "$(type -t "$1")" = function ]; then
        export -f need_all need_tools apt_install find_command web_packages rust_tests scenario_tests
        timeout -k 15 "$limit" bash -c 'set -uo pipefail; "$@"' step "$@" &
    else
        timeout -k 15 "$limit" "$@" &
    fi
    local pid=$!
    trap 'kill -TERM $pid 2>/dev/null' TERM
    wait "$pid"
}

# add_up TITLE CODE SECONDS LOG PASSED FAILED SKIPPED
add_up() {
    local title=$1 code=$2 seconds=$3 log=$4 good=$5 bad=$6 left_out=$7 mark=ok tests=
    # A step that fails without a failed test, such as a lint, counts as one failure.
    [ "$code" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    if [ "$code" -ne 0 ] || [ "$bad" -gt 0 ]; then
        mark=FAILED
        failures+=("$title|$log")
    fi
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left_out))
    [ $((good + bad)) -eq 0 ] || tests="$good passed, $bad failed"
    report+=("$(printf '%-8s %5d s  %-36s %s' "$mark" "$seconds" "$title" "$tests")")
}

# Whether the step before this line passed.
last_step_passed() { [[ "${report[-1]}" == ok* ]]; }

# Sums the closing lines of nextest, cargo test, vitest, node and Playwright: prints "passed failed skipped".
count_tests() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
        function pairs(line, count, words, i) {
            gsub(/[;,|()]/, " ", line)
            count = split(line, words, /[ \t]+/)
            for (i = 1; i < count; i++) if (words[i] ~ /^[0-9]+$/) {
                if (words[i + 1] == "passed") passed += words[i]
                if (words[i + 1] == "failed" || words[i + 1] == "timed") failed += words[i]
                if (words[i + 1] == "ignored" || words[i + 1] == "skipped") skipped += words[i]
            }
        }
        # nextest counts what its filter leaves out as skipped, which says nothing.
        /^ *Summary \[/ { sub(/[0-9]+ skipped/, ""); pairs($0) }
        /^test result: / { pairs($0) }
        /^ *Tests  / { pairs($0) }
        /^ +[0-9]+ (passed|failed|skipped|flaky)/ { pairs($0) }
        /^(#|ℹ) pass [0-9]+$/ { passed += $3 }
        /^(#|ℹ) fail [0-9]+$/ { failed += $3 }
        /^(#|ℹ) skipped [0-9]+$/ { skipped += $3 }
        END { print passed + 0, failed + 0, skipped + 0 }'
}

# Prints the summary and ends the run.
finish() {
    local entry seconds=$((SECONDS - started)) line
    printf '\n==> Summary\n'
    for entry in "${report[@]}"; do echo "$entry"; done
    for entry in "${failures[@]+"${failures[@]}"}"; do
        printf '\n--- %s, from %s\n' "${entry%%|*}" "${entry#*|}"
        grep -aE '^ *(FAIL|TIMEOUT|SIGABRT) |FAILED|^error|^  [^ ].*: |✗|✘|×|not ok|stale|panicked|stopped after' "${entry#*|}" | tail -n 25
        tail -n 5 "${entry#*|}"
    done
    printf '\nTotal time: %d min %02d s\n' $((seconds / 60)) $((seconds % 60))
    line="$passed passed, $failed failed"
    [ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
    echo "$line"
    [ ${#failures[@]} -eq 0 ] && exit 0
    exit 1
}
