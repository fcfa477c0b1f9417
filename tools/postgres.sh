#!/bin/sh
# A throwaway PostgreSQL for the tests: its own folder, a socket in that folder, no port.
#
#   postgres.sh start DIR   starts a server whose files live under DIR, unless one is running there
#   postgres.sh dsn DIR     prints how to reach it
#   postgres.sh stop DIR    ends it and removes DIR
#
# The server refuses to run as root, so root hands it to the user "postgres", whom the
# package creates. Its files survive nothing: unless HAKI_DURABLE is set it does not even wait for
# the disk, which is right for tests and wrong for measuring.
set -eu

say() { printf '%s\n' "$*" >&2; }

binaries() {
	if command -v initdb >/dev/null 2>&1 && command -v pg_ctl >/dev/null 2>&1; then
		dirname "$(command -v pg_ctl)"
		return
	fi
	# Debian keeps the server's programs out of PATH, one folder for each version: the newest.
	for d in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
		if [ -x "$d/initdb" ] && [ -x "$d/pg_ctl" ]; then
			echo "$d"
			return
		fi
	done
	return 1
}

as_server() {
	if [ "$(id -u)" = 0 ]; then
		(cd / && su postgres -s /bin/sh -c "$1")
	else
		(cd / && sh -c "$1")
	fi
}

running() { [ -f "$dir/data/postmaster.pid" ] && as_server "'$bin/pg_ctl' -D '$dir/data' status" >/dev/null 2>&1; }

start() {
	running && return
	mkdir -p "$dir"
	chmod 700 "$dir"
	rm -rf "$dir/data"
	if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
	as_server "'$bin/initdb' -D '$dir/data' -U haki -A trust -E UTF8 --locale=C --no-sync" >"/dev/null"
	{
		echo "listen_addresses = ''"
		echo "unix_socket_directories = '$dir'"
		echo "unix_socket_permissions = 0700"
		echo "max_connections = 300"
		echo "shared_buffers = 128MB"
		[ -n "${HAKI_DURABLE:-}" ] || printf 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n'
	} >>"$dir/data/postgresql.conf"
	if ! as_server "'$bin/pg_ctl' -D '$dir/data' -l '$dir/log' -w -t 60 start" >/dev/null; then
		say "postgres.sh: the server did not start:"
		cat "$dir/log" >&2
		exit 1
	fi
}

stop() {
	if running; then as_server "'$bin/pg_ctl' -D '$dir/data' -m immediate -w stop" >/dev/null || true; fi
	# Only a folder that this script made is removed.
	if [ -f "$dir/data/PG_VERSION" ]; then rm -rf "$dir"; fi
}

if [ "${1:-}" = version ]; then
	bin=$(binaries) || exit 1
	"$bin/postgres" --version
	exit
fi
if [ $# != 2 ]; then
	say "usage: postgres.sh start|dsn|stop DIR, or: postgres.sh version"
	exit 2
fi
dir=$2
bin=$(binaries) || {
	say "postgres.sh: no PostgreSQL server programs (initdb, pg_ctl) in PATH or /usr/lib/postgresql"
	exit 1
}
case $1 in
start) start ;;
stop) stop ;;
dsn) echo "host=$dir user=haki dbname=postgres" ;;
*) say "postgres.sh: what is $1?"; exit 2 ;;
esac
