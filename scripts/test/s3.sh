# A private S3 server (moto, from PyPI) on loopback, stopped by its process id. Sourced by ./test.
#
# Without python, or without a way to PyPI, the tests of the bucket say that they are skipped.

s3_pid=

# Starts it and sets RAPPORT_TEST_S3, unless that is set already.
start_s3() {
    [ -z "${RAPPORT_TEST_S3:-}" ] || return 0
    printf '\n==> S3\n'
    local python port attempt log="$work/s3.log"
    python=$(s3_python "$log") || { echo "skipped: moto cannot be had; see $log"; return 0; }
    for attempt in 1 2 3 4 5; do
        port=$((46000 + RANDOM % 4000))
        "$python" -m moto.server -H 127.0.0.1 -p "$port" >>"$log" 2>&1 &
        s3_pid=$!
        if timeout 60 bash -c "until curl -sf -o /dev/null http://127.0.0.1:$port/moto-api/; do sleep 0.2; done"; then
            export RAPPORT_TEST_S3="http://127.0.0.1:$port"
            echo "moto on 127.0.0.1:$port"
            return 0
        fi
        stop_s3
    done
    echo "skipped: it did not start in $attempt attempts; see $log"
}

# A python that has moto: that of the machine, else one of our own, made once.
s3_python() {
    local own="$target/test-tools/moto"
    if python3 -c 'import moto.server' 2>/dev/null; then
        command -v python3
        return
    fi
    if ! [ -x "$own/bin/moto_server" ]; then
        timeout 60 python3 -m venv "$own" >>"$1" 2>&1 || return
        timeout 500 "$own/bin/pip" install -q 'moto[server]==5.2.*' >>"$1" 2>&1 || return
    fi
    echo "$own/bin/python"
}

stop_s3() {
    [ -n "$s3_pid" ] || return 0
    kill "$s3_pid" 2>/dev/null
    wait "$s3_pid" 2>/dev/null
    s3_pid=
}
