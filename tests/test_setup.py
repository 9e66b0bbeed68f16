"""setup.sh on make-believe machines, and the locks and papers that stand around the program.

A machine here is a folder of stand-ins for apt-get, sudo, Python …, which write down how they
were called; nothing is installed and nothing fetched.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from press.dataclass import dataclass

ROOT = Path(__file__).parents[1]
SETUP = (ROOT / "setup.sh").read_text("utf-8")
REAL = ("sh", "cat", "cut", "dirname", "grep", "mkdir", "cp", "mv", "rm", "sha256sum", "readlink")

PYTHON = """
case "$*" in
*version_info*) exit {too_old} ;;
--version) echo Python 3.9.2 ;;
*press.doctor*) printf '%s' "$LACKS" ;;
"-m venv"*)
    echo "python $*" >>"$LOG"
    for folder; do :; done
    rm -rf "$folder"; mkdir -p "$folder/bin"; cp "$0" "$folder/bin/python" ;;
*"pip install"*) echo "pip $*" >>"$LOG"; exit ${{PIP_FAILS:-0}} ;;
*ruff*) echo "run $*" >>"$LOG"; exit ${{RUFF_FAILS:-0}} ;;
*) echo "run $*" >>"$LOG" ;;
esac
"""


@dataclass(frozen=True)
class Machine:
    """A make-believe machine with a copy of the project on it."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def log(self) -> list[str]:
        """How its programs were called since the last look."""
        file = self.folder / "log"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return [line.replace(f"{self.project}/", "") for line in lines]

    def program(self, name: str, script: str) -> None:
        file = self.folder / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        file.chmod(0o755)

    def run(self, *args: str, lang: str = "en_GB.UTF-8",
            **env: str) -> subprocess.CompletedProcess[str]:
        bin_folder = self.folder / "bin"
        return subprocess.run(
            ["sh", "project/setup.sh", *args], cwd=self.folder, text=True, encoding="utf-8",
            capture_output=True, check=False, stdin=subprocess.DEVNULL,
            env={"PATH": str(bin_folder), "LANG": lang, "LOG": str(self.folder / "log"),
                 "PYTHON": str(bin_folder / "python3"), "HAVE": str(self.folder / "have"),
                 "LACKS": "", **env})


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Debian, root, Python 3.11 and no packages at all."""
    made = Machine(tmp_path)
    (tmp_path / "bin").mkdir()
    made.project.mkdir()
    for name in ("setup.sh", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, made.project / name)
    for name in REAL:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    made.program("id", "echo 0")
    made.program("env", 'case "$1" in *=*) shift ;; esac; exec "$@"')
    made.program("apt-get", 'echo "apt-get $*" >>"$LOG"')
    made.program("dpkg-query", 'grep -qx "$4" "$HAVE" 2>/dev/null && echo installed')
    made.program("python3", PYTHON.format(too_old=0))
    return made


def packages(variable: str = "packages") -> list[str]:
    value = re.search(rf'^{variable}="([^"]+)"', SETUP, re.M)
    assert value
    return value[1].replace("\\\n", "").split()


def test_an_empty_machine_gets_packages_libraries_fonts_and_books(machine: Machine) -> None:
    result = machine.run("build", "--jobs", "2")
    assert result.returncode == 0, result.stderr
    update, install, venv, pip, fonts, build = machine.log
    assert update.endswith(" update")
    assert "--no-install-recommends" in install
    assert install.split()[-len(packages()):] == packages()
    assert venv == "python -m venv --clear .venv"
    assert "--require-hashes" in pip
    assert pip.endswith("-r requirements.lock")
    assert (fonts, build) == ("run build.py fonts", "run build.py --jobs 2")
    assert result.stdout == ""  # it belongs to build.py, which may be asked for JSON


def test_the_second_time_nothing_is_done_but_the_build(machine: Machine) -> None:
    machine.run("build")
    for file in machine.project.glob("*.*"):
        file.touch()  # what counts is content, not time
    assert machine.log
    assert machine.run("build").returncode == 0
    assert machine.log == ["run build.py", "run build.py docs"]


def test_another_lock_makes_the_libraries_anew(machine: Machine) -> None:
    machine.run("build")
    with (machine.project / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    assert machine.log
    machine.run("build")
    assert [line.split()[0] for line in machine.log if not line.startswith("apt")] == [
        "python", "pip", "run", "run", "run"]


def test_libraries_that_stopped_half_way_are_made_anew(machine: Machine) -> None:
    broken = machine.run("build", PIP_FAILS="1")
    assert broken.returncode == 3
    assert "mirror" in broken.stderr
    assert not list((machine.project / ".venv").glob("*.stamp"))
    assert machine.log
    assert machine.run("build").returncode == 0
    assert [line.split()[0] for line in machine.log if not line.startswith("apt")] == [
        "python", "pip", "run", "run", "run"]


def test_only_missing_packages_are_installed(machine: Machine) -> None:
    absent = "fonts-lxgw-wenkai"
    present = [name for name in packages() if name != absent]
    (machine.folder / "have").write_text("\n".join(present) + "\n")
    machine.run()
    assert machine.log[1].endswith(f"--no-install-recommends {absent}")
    shutil.rmtree(machine.project / ".venv")
    (machine.folder / "have").write_text("\n".join(packages()) + "\n")
    machine.run()
    assert not [line for line in machine.log if line.startswith("apt-get")]


def test_the_checks_add_to_what_a_build_has(machine: Machine) -> None:
    machine.run()
    assert machine.log
    assert machine.run("--dev").returncode == 0
    log = machine.log
    added = packages("dev_packages")
    assert log[1].split()[-len(added):] == added
    assert log[2].endswith("-r requirements-dev.lock")
    assert len(log) == 3  # the environment stays, and so do the fonts
    machine.run("build")
    assert machine.log == ["run build.py", "run build.py docs"]


def test_measuring_adds_what_it_measures_beside(machine: Machine) -> None:
    shutil.copy(ROOT / "requirements-bench.lock", machine.project)
    machine.run()
    assert machine.log
    assert machine.run("bench", "--quick").returncode == 0
    pip, measured = (line for line in machine.log if not line.startswith("apt-get"))
    assert pip.endswith("-r requirements-bench.lock")
    assert measured == "run -m bench.speed --quick"
    machine.run("bench")
    assert machine.log == ["run -m bench.speed"]
    machine.run("--dev")
    assert machine.log[-1].endswith("-r requirements-dev.lock")


def test_every_check_runs_though_one_fails(machine: Machine) -> None:
    result = machine.run("test", RUFF_FAILS="1")
    assert result.returncode == 1
    assert machine.log[-5:] == ["run -m ruff check .", "run -m mypy press build.py",
                                "run build.py", "run build.py docs", "run -m pytest -n 2"]
    assert "Checks that failed:\n    .venv/bin/python -m ruff check ." in result.stderr


def test_without_root_and_sudo_the_command_is_told(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    result = machine.run("build")
    assert result.returncode == 3
    command = "apt-get install -y --no-install-recommends " + " ".join(packages())
    assert f"apt-get update && {command}\n" in result.stderr
    assert machine.log == []


def test_sudo_is_used_where_there_is_one(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    machine.program("sudo", '[ "$1" = -n ] && exit; echo "sudo $*" >>"$LOG"; exec "$@"')
    assert machine.run("build").returncode == 0
    assert [line.split()[0] for line in machine.log[:4]] == ["sudo", "apt-get"] * 2


@pytest.mark.parametrize(("lang", "words"), [
    ("en_US.UTF-8", "This system has no apt"), ("zh_CN.UTF-8", "这个系统没有 apt")])
def test_without_apt_all_that_is_needed_is_named(machine: Machine, lang: str, words: str) -> None:
    (machine.folder / "bin" / "apt-get").unlink()
    result = machine.run("build", lang=lang, LACKS="- pango-1.0")
    assert result.returncode == 3
    assert result.stderr.startswith(words)
    for name in ("Pango", "harfbuzz-subset", "Noto Serif CJK SC", "LXGW WenKai", "- pango-1.0",
                 *packages()):
        assert name in result.stderr
    assert machine.log == []


def test_without_apt_and_python_the_same_list_is_given(machine: Machine) -> None:
    for name in ("apt-get", "python3"):
        (machine.folder / "bin" / name).unlink()
    result = machine.run("build")
    assert result.returncode == 3
    assert "Python 3.11 or later (with venv), Pango" in result.stderr
    assert result.stderr.endswith("Still missing:\n- Python\n")


def test_without_apt_a_machine_that_has_all_goes_on(machine: Machine) -> None:
    (machine.folder / "bin" / "apt-get").unlink()
    assert machine.run("build").returncode == 0
    assert machine.log[-2:] == ["run build.py", "run build.py docs"]


def test_an_old_python_is_refused_before_anything_is_installed(machine: Machine) -> None:
    machine.program("python3", PYTHON.format(too_old=1))
    result = machine.run("build", lang="C")
    assert result.returncode == 3
    assert "Python 3.11 or later is needed, and this machine has none (only Python 3.9.2)" \
        in result.stderr
    assert "需要 Python 3.11 或更新的版本" in result.stderr  # no language set: both
    assert machine.log == []


def test_an_unknown_verb_is_wrong_usage(machine: Machine) -> None:
    assert machine.run("biuld").returncode == 2


@pytest.mark.parametrize("script", ["setup.sh", ".ci/run"])
def test_scripts_parse(script: str) -> None:
    shell = (ROOT / script).read_text("utf-8").splitlines()[0].rsplit("/", 1)[-1].split()[-1]
    assert subprocess.run([shell, "-n", str(ROOT / script)], check=False).returncode == 0
    assert (ROOT / script).stat().st_mode & 0o111


# --- The locks


def read_lock(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Package → its version and hashes."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    entries: dict[str, tuple[str, frozenset[str]]] = {}
    for line in text.splitlines():
        entry = re.fullmatch(
            r"([a-z0-9-]+)==([^\s;]+)(?: ; [^-]+?)?((?: +--hash=sha256:\w{64})+) *", line)
        assert entry, line
        entries[entry[1]] = entry[2], frozenset(entry[3].split())
    return entries


def test_locks_hold_versions_and_hashes_and_nothing_else() -> None:
    base, dev = read_lock("requirements.lock"), read_lock("requirements-dev.lock")
    assert len(base) > 20
    # The checks run on the very libraries that books are built with.
    assert base.items() <= dev.items()
    assert base.items() <= read_lock("requirements-bench.lock").items()


@pytest.mark.parametrize(("lock", "wanted"), [
    ("requirements.lock", lambda project: project["dependencies"]),
    ("requirements-dev.lock",
     lambda project: project["dependencies"] + [
         one for extra in ("dev", "cluster") for one in project["optional-dependencies"][extra]]),
    ("requirements-bench.lock",
     lambda project: project["dependencies"] + project["optional-dependencies"]["bench"]),
])
def test_locks_meet_pyproject(lock: str, wanted: Callable[..., list[str]]) -> None:
    entries = read_lock(lock)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in map(Requirement, wanted(project)):
        name = canonicalize_name(requirement.name)
        assert name in entries, f"{name} is not in {lock}: make the lock again (CONTRIBUTING.md)"
        assert requirement.specifier.contains(entries[name][0]), name


# --- The papers

PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_and_pictures_in_the_papers_exist(paper: Path) -> None:
    text = re.sub(r"```.*?```", "", paper.read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert "://" in target or (paper.parent / target).exists(), target


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_make_targets_in_the_papers_exist(paper: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert {"all", "test", "lint", "clean"} <= targets
    shown = re.findall(r"(?:`|^)make (\w+)", paper.read_text("utf-8"), re.M)
    assert set(shown) <= targets


def test_what_is_made_stays_out_of_git() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {".venv/", "output/", "__pycache__/"} <= set(ignored)
