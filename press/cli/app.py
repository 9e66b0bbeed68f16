"""The verbs, as Typer reads them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from press.cli import proofing, verbs
from press.cli.books import language
from press.cli.misuse import misuse
from press.cli.options import Options
from press.dataclass import replace

app = typer.Typer(add_completion=False, no_args_is_help=False, rich_markup_mode=None,
                  pretty_exceptions_enable=False,
                  context_settings={"help_option_names": ["-h", "--help"]},
                  help="把 Markdown 文章排成可以付印的读本 / "
                       "Markdown stories become printed readers")

Books = Annotated[Optional[list[str]], typer.Argument(  # noqa: UP045 (Typer reads it)
    metavar="[BOOK]...",
    help="sources/ 下的书名，或书的文件夹 / a name under sources/, or a folder")]
Checked = Annotated[Optional[list[str]], typer.Argument(  # noqa: UP045 (Typer reads it)
    metavar="[BOOK]...", help="sources/ 下的书名，书的文件夹，或一个 .md 文件 / "
                              "a name under sources/, a folder, or an .md file")]
Fix = Annotated[bool, typer.Option(
    "--fix", help="先给出对照，再改好能放心改的 / mend what is safe, showing a diff first")]
Yes = Annotated[bool, typer.Option("--yes", help="改以前不再问 / mend without asking")]
Output = Annotated[Path, typer.Option("--output", help="成品放在哪里 / where results go")]
Templates = Annotated[Optional[Path], typer.Option(  # noqa: UP045
    "--templates", help="版式文件夹 / the folder of layouts")]
Jobs = Annotated[int, typer.Option(
    "--jobs", min=0, help="同时用几个进程，0 为自动 / processes at once; 0: as many as cores")]
Scheduler = Annotated[Optional[str], typer.Option(  # noqa: UP045
    "--scheduler", metavar="ADDRESS",
    help="用集群排版：Dask 调度程序的地址 / typeset on a Dask cluster: its scheduler's address")]
Json = Annotated[bool, typer.Option("--json", help="输出一个 JSON 值 / print one JSON value")]
Quiet = Annotated[bool, typer.Option("--quiet", help="只报告错误 / errors only")]
Editions = Annotated[Optional[list[str]], typer.Option(  # noqa: UP045
    "--edition", metavar="NAME",
    help="只做这个版本，可以写几次 / this edition only; may be given again")]
Language = Annotated[Optional[str], typer.Option(  # noqa: UP045
    "--lang", metavar="zh|en", help="提示语言 / language of messages")]

Report = Annotated[Optional[Path], typer.Option(  # noqa: UP045
    "--report", metavar="FILE", dir_okay=False,
    help="另写一份网页报告，问题标在页面上 / write a page for a browser: problems in their places")]

DEFAULT_OUTPUT = Path("output")
DEFAULT_TO = Path("handover")


def _options(output: Path = DEFAULT_OUTPUT, templates: Path | None = None, jobs: int = 0,
             json: bool = False, quiet: bool = False, lang: str | None = None,
             editions: Sequence[str] | None = None, scheduler: str | None = None,
             report: Path | None = None) -> Options:
    if lang not in (None, "zh", "en"):
        raise typer.BadParameter("zh | en", param_hint="--lang")
    return Options(output, templates, jobs, json, quiet, language(lang), tuple(editions or ()),
                   scheduler, report)


@app.command()
def build(books: Books = None, edition: Editions = None, output: Output = DEFAULT_OUTPUT,
          templates: Templates = None, jobs: Jobs = 0, scheduler: Scheduler = None,
          report: Report = None, json: Json = False, quiet: Quiet = False,
          lang: Language = None) -> None:
    """排版并检查（默认动作）/ build and check every document (the default)"""
    raise typer.Exit(verbs.build(books or (), _options(
        output, templates, jobs, json, quiet, lang, edition, scheduler, report)))


@app.command()
def check(books: Checked = None, edition: Editions = None, fix: Fix = False, yes: Yes = False,
          output: Output = DEFAULT_OUTPUT, templates: Templates = None, jobs: Jobs = 0,
          scheduler: Scheduler = None, report: Report = None, json: Json = False,
          quiet: Quiet = False, lang: Language = None) -> None:
    """只检查，不写成品 / check without writing results"""
    options = _options(output, templates, jobs, json, quiet, lang, edition, scheduler, report)
    raise typer.Exit(proofing.check(books or (), options, fix=fix, yes=yes))


@app.command()
def watch(books: Books = None, edition: Editions = None, output: Output = DEFAULT_OUTPUT,
          templates: Templates = None, jobs: Jobs = 0, scheduler: Scheduler = None,
          json: Json = False, quiet: Quiet = False, lang: Language = None) -> None:
    """存盘就重排：先出这一篇，再出全书 / build again what is saved: first its own pages"""
    raise typer.Exit(verbs.watch(
        books or (), _options(output, templates, jobs, json, quiet, lang, edition, scheduler)))


@app.command(add_help_option=False, context_settings={
    "allow_extra_args": True, "ignore_unknown_options": True})
def impose(words: typer.Context) -> None:
    """拼版：小册子、书帖、一面几页 / impose any PDF: booklets, signatures, n-up"""
    from press.cli.impose import run

    raise typer.Exit(run(words.args))


@app.command(add_help_option=False, context_settings={
    "allow_extra_args": True, "ignore_unknown_options": True})
def preflight(words: typer.Context) -> None:
    """检查 PDF：付印、打印、屏幕 / check any PDF for print, office or screen"""
    from press.cli.preflight import run

    raise typer.Exit(run(words.args))


@app.command()
def proofs(books: Annotated[list[str], typer.Argument(
               metavar="BOOK...",
               help="sources/ 下的书名，或书的文件夹 / a name under sources/, or a folder")],
           made: Annotated[Optional[str], typer.Option(  # noqa: UP045
               "--round", metavar="1|2|3|press",
               help="校次：一校、二校、三校、付印；不写就接着上一次 / "
                    "the round; by default the one that is due")] = None,
           document: Annotated[Optional[list[str]], typer.Option(  # noqa: UP045
               "--document", metavar="NAME",
               help="只出这个文件的校样，可以写几次 / of this document only; may be given again"
               )] = None,
           output: Output = DEFAULT_OUTPUT, templates: Templates = None, jobs: Jobs = 0,
           scheduler: Scheduler = None, json: Json = False, quiet: Quiet = False,
           lang: Language = None) -> None:
    """出校样、改样单、核红单，付印并冻结 / make proofs, check corrections, release to the press"""
    raise typer.Exit(verbs.proofs(books, made, document or (),
                                  _options(output, templates, jobs, json, quiet, lang,
                                           scheduler=scheduler)))


@app.command(add_help_option=False, context_settings={
    "allow_extra_args": True, "ignore_unknown_options": True})
def compare(words: typer.Context) -> None:
    """比较一个文件的两个版本，出替换页 / compare two versions of a PDF, page by page"""
    from press.cli.compare import run

    raise typer.Exit(run(words.args))


@app.command()
def handover(books: Annotated[list[str], typer.Argument(
                 metavar="BOOK...",
                 help="sources/ 下的书名，或书的文件夹 / a name under sources/, or a folder")],
             edition: Editions = None,
             to: Annotated[Path, typer.Option(
                 "--to", help="交印文件夹放在哪里 / where folders for the shop go")] = DEFAULT_TO,
             output: Output = DEFAULT_OUTPUT, templates: Templates = None, jobs: Jobs = 0,
             scheduler: Scheduler = None, json: Json = False, quiet: Quiet = False,
             lang: Language = None) -> None:
    """备好交给印厂的文件夹 / make the folder for a print shop"""
    raise typer.Exit(verbs.handover(
        books, to, _options(output, templates, jobs, json, quiet, lang, edition, scheduler)))


@app.command()
def packets(book: Annotated[str, typer.Argument(
                metavar="BOOK",
                help="sources/ 下的书名，或书的文件夹 / a name under sources/, or a folder")],
            as_zip: Annotated[bool, typer.Option(
                "--zip", help="每位宣讲人再打一个压缩包 / also one zip file a lecturer")] = False,
            issue: Annotated[Optional[str], typer.Option(  # noqa: UP045
                "--issue", metavar="NAME",
                help="这一次发出去了，记入台账 / given out now: keep it in the ledger")] = None,
            date: Annotated[Optional[str], typer.Option(  # noqa: UP045
                "--date", metavar="YYYY-MM-DD",
                help="记入台账的日期 / the date that the ledger keeps")] = None,
            lookup: Annotated[Optional[str], typer.Option(  # noqa: UP045
                "--lookup", metavar="CODE",
                help="手里的这一份是不是最新的 / is the copy with this code current")] = None,
            report: Annotated[bool, typer.Option(
                "--report", help="汇总场次和实到人数 / totals of lectures and listeners")] = False,
            numbered: Annotated[Optional[str], typer.Option(  # noqa: UP045
                "--numbered", metavar="STORY",
                help="把一篇讲义印成编号的份 / numbered copies of a handout")] = None,
            copies: Annotated[Optional[str], typer.Option(  # noqa: UP045
                "--copies", metavar="FIRST-LAST",
                help="份号的起止，如 1-500 / numbers of the copies, such as 1-500")] = None,
            output: Output = DEFAULT_OUTPUT, templates: Templates = None, jobs: Jobs = 0,
            json: Json = False, quiet: Quiet = False, lang: Language = None) -> None:
    """按宣讲名单做讲义袋 / make the packets of all lectures of a roster"""
    from press.cli.packets import Wishes
    from press.cli.packets import packets as make

    wishes = Wishes(as_zip, issue, date, lookup, report, numbered, copies)
    raise typer.Exit(make(book, wishes, _options(output, templates, jobs, json, quiet, lang)))


@app.command()
def new(name: Annotated[str, typer.Argument(metavar="NAME")],
        layout: Annotated[str, typer.Option(
            "--layout", metavar="LAYOUT", help="版式 / the layout")] = "reader-zh",
        templates: Templates = None, lang: Language = None) -> None:
    """新建一本书 / start a book in sources/NAME"""
    raise typer.Exit(verbs.new(name, layout, _options(templates=templates, lang=lang)))


@app.command()
def doctor(output: Output = DEFAULT_OUTPUT, json: Json = False, lang: Language = None) -> None:
    """检查这台机器缺什么 / say what this machine lacks and how to get it"""
    raise typer.Exit(verbs.doctor(_options(output, json=json, lang=lang)))


@app.command()
def clean(output: Output = DEFAULT_OUTPUT, lang: Language = None) -> None:
    """删除成品和缓存 / delete results and cache"""
    raise typer.Exit(verbs.clean(_options(output, lang=lang)))


@app.command()
def fonts(lang: Language = None) -> None:
    """准备字体（只需一次）/ prepare the fonts, once"""
    raise typer.Exit(verbs.fonts(_options(lang=lang)))


VERBS = ("build", "check", "watch", "impose", "preflight", "proofs", "compare", "handover",
         "packets", "new", "doctor", "clean", "fonts")
VALUED = ("--output", "--templates", "--jobs", "--lang", "--layout", "--edition",
          "--scheduler", "--to", "--issue", "--date", "--lookup", "--numbered", "--copies",
          "--report", "--round", "--document")
"""Options that a value follows."""
# Typer exports BadParameter, but not its base, which all faults of usage share.
UsageError: Any = typer.BadParameter.__mro__[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code. Without a verb, ``build``."""
    words = _with_verb(sys.argv[1:] if arguments is None else arguments)
    try:
        result = app(words, standalone_mode=False, prog_name="duben")
        return int(result or 0)
    except typer.Exit as end:
        return end.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        options = _overheard(words)
        if isinstance(error, UsageError):
            return verbs.misused(*misuse(error), options)
        return verbs.bug(error, options)


def _with_verb(words: Sequence[str]) -> list[str]:
    """The words with their verb first, also where options stood before it, or ``build``."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] != "--":
        if words[at] in ("--help", "-h"):
            return list(words)
        at += 2 if words[at] in VALUED else 1
    if at < len(words) and words[at] in VERBS:
        return [words[at], *words[:at], *words[at + 1:]]
    return ["build", *words]


def _overheard(words: Sequence[str]) -> Options:
    """How to talk to someone whose command could not be read, or failed."""
    lang = next((w.removeprefix("--lang=") for w in words if w.startswith("--lang=")), None)
    if "--lang" in words[:-1]:
        lang = words[words.index("--lang") + 1]
    options = _options()
    return replace(options, json="--json" in words, lang=language(lang))
