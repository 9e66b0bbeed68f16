"""A whole book: what is read, in which order, and what never is."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from press.config import BookConfig, PartConfig
from press.manuscript import characters, read_book

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"/>'


def make(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_stories_without_parts_come_in_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, {f"stories/{name}.md": f"# {name}\n"
                    for name in ("10-c", "9-b", "1-a", "附录", "A b")})
    book, problems = read_book(tmp_path, BookConfig(title="书"))
    assert problems == () and book is not None
    (section,) = book.sections
    assert (section.title, section.key) == ("", "p-1")
    assert [(s.title, s.key) for s in section.stories] == [
        ("1-a", "s-1-a"), ("9-b", "s-9-b"), ("10-c", "s-10-c"), ("A b", "s-a-b"),
        ("附录", "s-u9644-u5f55")]
    assert (book.name, book.front, book.back) == (tmp_path.name, (), ())


def test_parts_and_matter(tmp_path: Path) -> None:
    make(tmp_path, {"foreword.md": "# 前言\n", "editors.md": "# 编委会\n",
                    "afterword.md": "# 后记\n", "README.md": "no story",
                    "stories/a.md": "# 甲\n", "stories/b.md": "# 乙\n",
                    "stories/foreword.md": "# 丙\n", "stories/.hidden.md": "x"})
    config = BookConfig(title="书", parts=(
        PartConfig(title="一", intro="引", stories=("b",)),
        PartConfig(title="二", stories=("a", "foreword"))))
    book, problems = read_book(tmp_path, config)
    assert problems == () and book is not None
    assert [(s.role, s.title) for s in book.front] == [("editors", "编委会"), ("foreword", "前言")]
    assert [(p.key, p.title, p.intro, [s.title for s in p.stories]) for p in book.sections] == [
        ("p-1", "一", "引", ["乙"]), ("p-2", "二", "", ["甲", "丙"])]
    assert [s.role for s in book.back] == ["afterword"]
    assert [s.title for s in book.stories] == ["编委会", "前言", "乙", "甲", "丙", "后记"]
    assert len({s.key for s in book.stories}) == 6


def test_one_bad_story_does_not_stop_the_others(tmp_path: Path) -> None:
    make(tmp_path, {"stories/1.md": "no title\n", "stories/3.md": "# 三\n\n[^1]\n",
                    "stories/4.md": "# 四\n\n[x](2.md#y)\n\n[x](33.md)\n"})
    (tmp_path / "stories" / "2.md").write_bytes("# 黄崖洞兵工厂".encode("gbk"))
    book, problems = read_book(tmp_path, BookConfig(title="书"))
    assert book is None
    assert [(p.path, p.code) for p in problems] == [
        ("stories/1.md", "title-missing"), ("stories/2.md", "file-gbk"),
        ("stories/3.md", "footnote-undefined"), ("stories/4.md", "link-story-missing")]
    assert [p.line for p in problems] == [1, 1, 3, 5]


def test_a_picture_is_read_once_and_its_fault_told_once(tmp_path: Path) -> None:
    make(tmp_path, {"stories/1.md": "# 一\n\n![a](x.png)\n\n![a](x.png)\n",
                    "stories/2.md": "# 二\n\n![a](x.png)\n"})
    _, problems = read_book(tmp_path, BookConfig(title="书"))
    assert [(p.path, p.line, p.code) for p in problems] == [("stories/1.md", 3, "image-missing")]


def test_no_file_outside_the_book_is_opened(tmp_path: Path) -> None:
    """Checked by Python's own audit of every file that is opened."""
    outside = make(tmp_path / "outside", {"x.svg": SVG, "x.md": "# 外\n", "d/y.md": "# 外\n",
                                          "d/y.svg": SVG})
    folder = make(tmp_path / "book", {
        "book.toml": 'title = "书"', "stories/1.md":
        "# 一\n\n![a](../../outside/x.svg) ![a](%2e%2e/%2e%2e/outside/x.svg) ![a](images/l.svg) "
        f"![a]({outside}/x.svg) ![a](file://{outside}/x.svg) ![a](images/d/y.svg)\n"
        "[b](../../outside/x.md)\n\n<img src='../../outside/x.svg' alt='a'>\n"})
    (folder / "images").mkdir()
    (folder / "images" / "l.svg").symlink_to(outside / "x.svg")
    (folder / "images" / "d").symlink_to(outside / "d")
    (folder / "stories" / "2.md").symlink_to(outside / "x.md")
    (folder / "foreword.md").symlink_to("/dev/zero")
    code = f"""
import sys
from pathlib import Path
from press.config import load_book_config
from press.manuscript import read_book
from press.messages import catalogue
catalogue()
opened = []
def hook(event, args):
    if event in ("open", "os.listdir", "os.scandir"):
        opened.append(str(args[0]))
sys.addaudithook(hook)
config, _ = load_book_config(Path({str(folder)!r}))
book, problems = read_book(Path({str(folder)!r}), config)
print("\\n".join(o for o in opened if {str(outside)!r} in o or o == "/dev/zero"), end="")
real = [o for o in opened if o.startswith({str(folder)!r})]
print(*sorted({{o.removeprefix({str(folder)!r}) for o in real}}))
print(*[p.code for p in problems])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          cwd=Path(__file__).parent.parent, check=True)
    opened, codes = done.stdout.strip().split("\n")
    assert opened == "/%2e%2e/%2e%2e/outside/x.svg /book.toml /stories /stories/1.md"
    assert set(codes.split()) == {"file-outside", "image-outside", "image-remote",
                                  "image-missing", "link-story-missing"}


def test_the_same_in_any_process(tmp_path: Path) -> None:
    folder = make(tmp_path, {
        "stories/1.md": "# 一\n\n甲[^1] <b class='x y' id='i' onclick='x'>乙</b> [丙](2.md)\n\n"
                        "::: 思考题\n- 问\n:::\n\n![图](images/a.svg){ width=50% #f .c }\n\n"
                        "[^1]: 注\n",
        "stories/2.md": "# 二\n\n## 节\n\n|a|b|\n|-|-|\n|1|2|\n", "images/a.svg": SVG})
    code = (f"import sys, hashlib; from pathlib import Path; from press.config import BookConfig; "
            f"from press.manuscript import read_book; "
            f"r = read_book(Path({str(folder)!r}), BookConfig(title='书')); "
            f"print(hashlib.sha256(repr(r).encode()).hexdigest(), r[0] is not None)")
    seen = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": seed}, timeout=60,
                           cwd=Path(__file__).parent.parent).stdout for seed in ("0", "1", "77")}
    assert len(seen) == 1 and seen.pop().endswith("True\n")


def test_a_book_survives_pickling(tmp_path: Path) -> None:
    make(tmp_path, {"stories/1.md": "# 一\n\n![图](a.svg)\n", "a.svg": SVG})
    book, problems = read_book(tmp_path, BookConfig(title="书"))
    assert book is not None
    assert pickle.loads(pickle.dumps((book, problems))) == (book, problems)
    assert book.sections[0].stories[0].assets[0].data == SVG.encode()


def test_characters_and_where_they_are_first_used(tmp_path: Path) -> None:
    make(tmp_path, {"stories/1.md": "---\nauthor: 镕\n---\n# 甲\n\n乙&hearts;[丙](http://x.y)\n\n"
                                    "![说明](a.svg \"丁|戊\")\n\n甲[^1]\n\n[^1]: 堃\n",
                    "a.svg": SVG})
    book, _ = read_book(tmp_path, BookConfig(title="书"))
    assert book is not None
    found = characters(book.sections[0].stories[0])
    assert found == {"镕": (2, 9), "甲": (4, 3), "乙": (6, 1), "♥": (6, 1), "丙": (6, 11),
                     "丁": (8, 14), "戊": (8, 16), "堃": (12, 7)}
