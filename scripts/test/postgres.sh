# A private PostgreSQL on loopback, in a temporary folder, stopped by its process id. Sourced by ./test.

postgres_pid=

# Starts it and sets RAPPORT_TEST_POSTGRES, unless that is set already.
start_postgres() {
    [ -z "${RAPPORT_TEST_POSTGRES:-}" ] || return 0
    printf '\n==> PostgreSQL\n'
    local log="$work/postgresql.log" bin data="$work/postgres" port attempt
    bin=$(postgres_folder) || { postgres_failed "no initdb found" "$log"; return; }
    mkdir -p "$data"
    [ "$(id -u)" -ne 0 ] || chown postgres "$data"
    as_postgres timeout 60 "$bin/initdb" -D "$data" -A trust -U postgres --no-sync -E UTF8 --locale=C.UTF-8 >>"$log" 2>&1 ||
        { postgres_failed "initdb failed" "$log"; return; }
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 25000))
        as_postgres timeout 70 "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/log" start -o "-p $port -k $data \
            -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off -c synchronous_commit=off \
            -c full_page_writes=off" >>"$log" 2>&1 || continue
        postgres_pid=$(head -n 1 "$data/postmaster.pid")
        export RAPPORT_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
        echo "$("$bin/postgres" --version) on 127.0.0.1:$port"
        return
    done
    cat "$data/log" >>"$log"
    postgres_failed "it did not start in $attempt attempts" "$log"
}

# The newest version's programs.
postgres_folder() {
    local newest
    newest=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
    if [ -n "$newest" ]; then echo "$newest"; else dirname "$(command -v initdb)"; fi
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

postgres_failed() {
    echo "PostgreSQL: $1" | tee -a "$2"
    add_up "PostgreSQL" 1 0 "$2" 0 0 0
}

# Fast shutdown, then an immediate one. Waits at most ten seconds.
stop_postgres() {
    [ -n "$postgres_pid" ] || return 0
    local waited
    kill -INT "$postgres_pid" 2>/dev/null
    for waited in $(seq 50); do
        kill -0 "$postgres_pid" 2>/dev/null || break
        sleep 0.2
        [ "$waited" -ne 40 ] || kill -QUIT "$postgres_pid" 2>/dev/null
    done
    postgres_pid=
}
