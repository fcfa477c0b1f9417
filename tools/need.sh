# Finds what the tests need and, on Debian as root, installs what is absent. To be sourced.
# Sets HAKI_TEST_CHROMIUM and HAKI_TEST_AXE, and puts into $left_out one line for each tool not found.
# What is installed comes from the distribution's packages; axe-core comes as the package of that
# name, at the version written here, and is checked against the digest written here.

axe_version=4.14.1
axe_sha256=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
left_out=
nl='
'

leave_out() { left_out="$left_out  $1$nl"; }

# install PACKAGE...: true when they are there afterwards.
install() {
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
	echo "installing: $*"
	export DEBIAN_FRONTEND=noninteractive
	if [ -z "${apt_fresh:-}" ]; then
		apt-get -qq update >/dev/null || return 1
		apt_fresh=1
	fi
	apt-get -qq install -y --no-install-recommends "$@" >/dev/null 2>"$work/apt" || {
		cat "$work/apt" >&2
		return 1
	}
}

need_postgres() {
	tools/postgres.sh version >/dev/null 2>&1 || install postgresql || true
	if ! tools/postgres.sh version 2>/dev/null; then
		leave_out "every test on PostgreSQL: its server is not here (Debian: apt install postgresql)"
		return 1
	fi
}

find_chromium() {
	for name in "${HAKI_TEST_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
		[ -n "$name" ] && command -v "$name" 2>/dev/null && return
	done
	return 1
}

need_chromium() {
	find_chromium >/dev/null || install chromium || true
	if HAKI_TEST_CHROMIUM=$(find_chromium); then
		export HAKI_TEST_CHROMIUM
		"$HAKI_TEST_CHROMIUM" --version --no-sandbox 2>/dev/null || true
	else
		unset HAKI_TEST_CHROMIUM
		leave_out "every test in a browser: there is no Chromium (Debian: apt install chromium)"
		return 1
	fi
}

# Pages are looked at in Latin, Cyrillic, Arabic and Chinese letters; without fonts they
# are rows of boxes. The Chinese font is the smallest that Debian has (under 2 MB).
need_fonts() {
	if command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=ar 2>/dev/null | head -n 1)" ] &&
		[ -n "$(fc-list :lang=zh-cn 2>/dev/null | head -n 1)" ] && [ -n "$(fc-list :lang=ru 2>/dev/null | head -n 1)" ] &&
		[ -n "$(fc-list :lang=fr 2>/dev/null | head -n 1)" ]; then
		return
	fi
	install fontconfig fonts-dejavu-core fonts-noto-core fonts-wqy-microhei ||
		leave_out "nothing, but Arabic or Chinese will not be drawn: no font for it (Debian: apt install fonts-noto-core fonts-wqy-microhei)"
}

# axe reads pages in the browser and names what shuts people out.
need_axe() {
	if [ -f "${HAKI_TEST_AXE:-}" ]; then return; fi
	cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/haki/axe-core-$axe_version
	file=$cache/node_modules/axe-core/axe.min.js
	if [ ! -f "$file" ]; then
		command -v npm >/dev/null 2>&1 || install npm || true
		if command -v npm >/dev/null 2>&1; then
			mkdir -p "$cache"
			npm install --prefix "$cache" --no-audit --no-fund --no-save --ignore-scripts --loglevel=error \
				"axe-core@$axe_version" >/dev/null || true
		fi
	fi
	if [ ! -f "$file" ]; then
		leave_out "the accessibility tests: axe-core is not here (npm install axe-core@$axe_version; HAKI_TEST_AXE=.../axe.min.js)"
		return 1
	fi
	got=$(sha256sum "$file" | cut -d' ' -f1)
	if [ "$got" != "$axe_sha256" ]; then
		leave_out "the accessibility tests: axe-core $axe_version has digest $got, not the one written in tools/need.sh"
		rm -rf "$cache"
		return 1
	fi
	HAKI_TEST_AXE=$file
	export HAKI_TEST_AXE
	echo "axe-core $axe_version"
}
