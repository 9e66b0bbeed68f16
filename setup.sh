#!/bin/sh
# Makes this machine ready for duben; installs what is missing and nothing else.
#
#   sh setup.sh               what building books needs
#   sh setup.sh --dev         and what the checks need
#   sh setup.sh build [BOOK]  the first, then builds (all samples where none is named)
#   sh setup.sh lint          the second, then ruff and mypy
#   sh setup.sh test          the second, then every check
#   sh setup.sh bench [ARGS]  the first, and what speed is measured beside; then measures it
#
# Settings: PYTHON=/path/to/python3 names the Python to use (3.11 or later).
# Exit codes: as build.py; 3 means that something is missing on this machine.

set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
self=$here/setup.sh
venv=$here/.venv
lock=$here/requirements.lock
dev_lock=$here/requirements-dev.lock
bench_lock=$here/requirements-bench.lock

# The names are those of Debian 12. Fonts: Noto Serif and Sans CJK, LXGW WenKai, Linux Libertine.
# Colour profiles of Ghostscript: libgs-common.
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
fonts-noto-cjk fonts-lxgw-wenkai fonts-linuxlibertine libgs-common \
python3-venv"
# Programs of other people that tests ask for a second opinion.
dev_packages="poppler-utils qpdf"

# --- Words: in the language of the terminal, in both where it has none (a bare server).

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
zh*) tongue=zh ;;
en*) tongue=en ;;
*) tongue=both ;;
esac

say() {  # say CHINESE ENGLISH
    [ $tongue = en ] || printf '%s\n' "$1" >&2
    [ $tongue = zh ] || printf '%s\n' "$2" >&2
}

lacking() {  # the same, and leave with the exit code for "something is missing here"
    say "$@"
    exit 3
}

# --- Freshness is decided by content: a stamp in .venv holds the digest of what it was made from.
# Stamps are written last, so what was interrupted has none and is made again.

digest() {
    cat "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c 1-64
    # A newer Python in place of the old one leaves the libraries behind.
    readlink -f "$venv/bin/python" 2>/dev/null || :
}

fresh() {  # fresh STAMP FILE…
    stamp=$venv/$1.stamp
    shift
    [ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(digest "$@")" ]
}

mark() {  # mark STAMP FILE…
    stamp=$venv/$1.stamp
    shift
    digest "$@" >"$stamp.new"
    mv -f "$stamp.new" "$stamp"
}

# --- Python

find_python() {  # sets $python to one that will do, or to nothing
    # Debian's own first: its venv package is among those installed below.
    for python in ${PYTHON:-/usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return
        fi
    done
    python=
}

refuse_python() {
    lacking "需要 Python 3.11 或更新的版本，这台机器上没有$1。装好后再运行一次；如果它不在常见位置，请写明路径：PYTHON=/路径/python3 make" \
        "Python 3.11 or later is needed, and this machine has none$2. Install it and run this again; if it lies in an unusual place, name it: PYTHON=/path/to/python3 make"
}

# --- System packages

missing() {  # prints those of the named Debian packages that are not installed
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed ||
            printf '%s ' "$name"
    done
}

install_packages() {  # install_packages NAME…
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        without_apt
        return
    fi
    names=$(missing "$@")
    [ -n "$names" ] || return 0
    command="apt-get install -y --no-install-recommends ${names% }"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null || ! { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            lacking "缺少系统软件包，而当前用户没有管理员权限。请让管理员运行下面的命令，然后再运行一次 make：
    apt-get update && $command" \
                "System packages are missing, and this user may not install them. Ask an administrator to run the command below, then run make again:
    apt-get update && $command"
        fi
        as_root=sudo
    fi
    say "正在安装系统软件包：${names% }" "Installing system packages: ${names% }"
    # On a machine that has just started, another apt may hold the lock for a while.
    # An update that fails for a source we do not need is no reason to stop: the install decides.
    $as_root apt-get -q -o DPkg::Lock::Timeout=300 update >&2 || :
    # $names is a list of words.
    # shellcheck disable=SC2086
    if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
        install -y --no-install-recommends $names >&2; then
        lacking "系统软件包没有装上（原因见上面 apt-get 的输出）。请先让这条命令成功，再运行一次 make：
    $command" \
            "The system packages could not be installed (apt-get says why, above). Make this command succeed, then run make again:
    $command"
    fi
}

without_apt() {  # what is there may still do: the doctor looks at libraries and fonts, not at packages
    lacks='- Python'
    if [ -n "$python" ] && lacks=$(PYTHONPATH=$here "$python" -c '
from pathlib import Path
from press.doctor import examine
from press.messages import message
for problem in examine(Path("output")):
    print("-", message(problem, "zh"), "/", message(problem, "en"))') && [ -z "$lacks" ]; then
        return
    fi
    lacking "这个系统没有 apt，无法自动安装。请用系统自己的办法装好下列各项，再运行一次：
  Python 3.11 以上（含 venv）、Pango 1.50 以上（含 pangoft2）、HarfBuzz（含 harfbuzz-subset）、fontconfig；
  字体 Noto Serif CJK SC、Noto Sans CJK SC（常规和粗体）、LXGW WenKai（霞鹜文楷，常规）、
  Linux Libertine 和 Linux Biolinum（OpenType 版，.otf）；
  Ghostscript 的颜色特性文件 default_cmyk.icc、srgb.icc，放在 /usr/share/color/icc/ghostscript/。
  在 Debian 上它们是：$packages
还缺：
$lacks" \
        "This system has no apt, so nothing can be installed for you. Install these in the way of your system, then run this again:
  Python 3.11 or later (with venv), Pango 1.50 or later (with pangoft2), HarfBuzz (with harfbuzz-subset), fontconfig;
  the fonts Noto Serif CJK SC and Noto Sans CJK SC (regular and bold), LXGW WenKai (regular),
  Linux Libertine and Linux Biolinum (OpenType, .otf);
  the colour profiles default_cmyk.icc and srgb.icc of Ghostscript, in /usr/share/color/icc/ghostscript/.
  On Debian they are: $packages
Still missing:
$lacks"
}

# --- Python libraries: exactly the versions and files that the lock names

install_libraries() {  # install_libraries LOCK
    if ! fresh base "$self" "$lock"; then
        rm -f "$venv"/*.stamp
        "$python" -m venv --clear "$venv" ||
            lacking "无法建立 Python 虚拟环境 .venv（原因见上）。" \
                "The virtual environment .venv could not be made (the reason stands above)."
    fi
    say "正在安装 Python 库（${1##*/}）" "Installing Python libraries (${1##*/})"
    "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --only-binary :all: -r "$1" ||
        lacking "Python 库没有装上（原因见上）。多半是网络问题：可以用 pip config set global.index-url 换一个镜像，再运行一次。" \
            "The Python libraries could not be installed (pip says why, above). Often it is the network: choose a mirror with pip config set global.index-url, then run this again."
    mark base "$self" "$lock"
}

prepare_fonts() {
    say "正在准备字体（只需一次）" "Preparing the fonts (once)"
    "$venv/bin/python" "$here/build.py" fonts >&2
    mark fonts "$self" "$lock"
}

# --- The verbs

set_up() {  # set_up base | set_up dev | set_up bench
    want=$1
    if fresh base "$self" "$lock" && fresh fonts "$self" "$lock"; then
        [ "$want" = base ] && return
        [ "$want" = dev ] && fresh dev "$self" "$lock" "$dev_lock" && return
        [ "$want" = bench ] && fresh bench "$self" "$lock" "$bench_lock" && return
    fi
    find_python
    # Where there is no Python at all, the packages bring it; an old one they cannot mend.
    if [ -z "$python" ] && old=$(python3 --version 2>/dev/null); then
        refuse_python "（只有 $old）" " (only $old)"
    fi
    # shellcheck disable=SC2086
    case $want in
    base | bench) install_packages $packages ;;
    dev) install_packages $packages $dev_packages ;;
    esac
    [ -n "$python" ] || find_python
    [ -n "$python" ] || refuse_python "" ""
    case $want in
    base) fresh base "$self" "$lock" || install_libraries "$lock" ;;
    dev)
        fresh dev "$self" "$lock" "$dev_lock" || install_libraries "$dev_lock"
        mark dev "$self" "$lock" "$dev_lock"
        ;;
    bench)
        fresh bench "$self" "$lock" "$bench_lock" || install_libraries "$bench_lock"
        mark bench "$self" "$lock" "$bench_lock"
        ;;
    esac
    fresh fonts "$self" "$lock" || prepare_fonts
}

check() {  # check COMMAND…: run it, and remember whether it failed; the next check runs all the same
    printf '\n== %s\n' "$*"
    "$@" || failed="$failed
    $*"
}

finish_checks() {
    [ -n "$failed" ] || return 0
    say "没有通过的检查：$failed" "Checks that failed:$failed"
    exit 1
}

failed=
case ${1:-} in
'') set_up base ;;
--dev) set_up dev ;;
build)
    shift
    set_up base
    if [ $# -eq 0 ]; then  # all samples; the guide to writing is one of them
        "$venv/bin/python" "$here/build.py"
        set -- "$here/docs"
    fi
    exec "$venv/bin/python" "$here/build.py" "$@"
    ;;
bench)
    shift
    set_up bench
    cd "$here"
    exec .venv/bin/python -m bench.speed "$@"
    ;;
lint | test)
    set_up dev
    cd "$here"
    check .venv/bin/python -m ruff check .
    check .venv/bin/python -m mypy press build.py
    if [ "$1" = test ]; then
        check .venv/bin/python build.py
        check .venv/bin/python build.py docs
        check .venv/bin/python -m pytest -n 2
    fi
    finish_checks
    ;;
*)
    say "用法：sh setup.sh [--dev | build [书名…] | lint | test | bench]" \
        "usage: sh setup.sh [--dev | build [BOOK…] | lint | test | bench]"
    exit 2
    ;;
esac
