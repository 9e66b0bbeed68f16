"""Books built for print and for keeping: PDF/X-4, PDF/X-1a, PDF/A, and what checks make of them."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from build_samples import TEMPLATES, WORDS, workshop, write_book
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageStat

from press.build import make
from press.build.run import BuildResult, build_book
from press.manuscript.filtered import filtered
from press.preflight import DocumentJob, check_document

STORY = """# 第一篇

{words}

![照片](../images/photo.jpg)

![图表](../images/chart.png)

![透明](../images/alpha.png)

![渐变](../images/gradient.svg)

::: 讲者
讲者自己看的话。
:::
"""
GRADIENT = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"
 viewBox="0 0 400 200"><defs><linearGradient id="g"><stop offset="0" stop-color="#000"/>
<stop offset="1" stop-color="#d02020"/></linearGradient></defs>
<rect width="400" height="90" fill="url(#g)"/>
<rect y="100" width="200" height="90" fill="#003"/><text x="10" y="60" fill="#fff">字</text></svg>
"""
TOML = """title = "小书"
date = 2021-07-01
documents = ["reading", "print", "booklet", "archive"]
{more}
"""


def pictures(folder: Path, *, opaque: bool = False) -> None:
    """A photograph, a chart and something half transparent."""
    (folder / "images").mkdir(parents=True)
    ramp = Image.linear_gradient("L").resize((1300, 860))
    photo = Image.merge("RGB", (ramp, ramp.rotate(180), ramp.transpose(
        Image.Transpose.FLIP_LEFT_RIGHT)))
    photo.paste((3, 3, 20), (0, 0, 200, 200))
    photo.paste((255, 255, 255), (300, 0, 500, 200))
    photo.save(folder / "images/photo.jpg", quality=90)
    chart = Image.new("RGB", (1500, 500), "white")
    chart.paste((163, 23, 27), (100, 100, 300, 400))
    chart.paste((0, 0, 0), (0, 400, 1500, 410))
    chart.save(folder / "images/chart.png")
    alpha = ramp.point(lambda v: 255 * (v > 100)) if opaque else ramp
    photo.putalpha(alpha)
    photo.save(folder / "images/alpha.png")
    (folder / "images/gradient.svg").write_text(GRADIENT, "utf-8")


def built(folder: Path, more: str = "", *, opaque: bool = False) -> tuple[
        BuildResult, dict[str, bytes]]:
    """A book with all of it, and its files by kind."""
    book = write_book(folder / "book", {"01": STORY.format(words=WORDS * 30)},
                      TOML.format(more=more))
    pictures(book, opaque=opaque)
    result = build_book(book, folder / "out", TEMPLATES, workshop(folder / "cache"), {})
    files = {a.kind: (folder / "out/book" / a.path).read_bytes() for a in result.artefacts}
    return result, files


@pytest.fixture(scope="module")
def x4(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[
        dict[str, bytes], dict[str, DocumentJob]]]:
    """The files, and what each was ordered as."""
    jobs: dict[str, DocumentJob] = {}
    with pytest.MonkeyPatch.context() as patch:
        real = make._job

        def kept(*arguments: Any) -> DocumentJob:
            job = real(*arguments)
            jobs[job.kind] = job
            return job

        patch.setattr(make, "_job", kept)
        result, files = built(tmp_path_factory.mktemp("x4"), "[archive]\nattach = true")
    assert [p.code for p in result.problems if p.severity != "note"] == []
    yield files, jobs


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def spaces(pdf: pikepdf.Pdf) -> set[str]:
    """Of all images, shadings and groups of a file."""
    found = set()
    for item in pdf.objects:
        if isinstance(item, Dictionary | pikepdf.Stream):
            for key in ("/ColorSpace", "/CS"):
                space = item.get(key)
                if isinstance(space, Array):
                    space = space[1] if space[0] == Name.Indexed else space[0]
                if isinstance(space, Name):
                    found.add(str(space)[1:])
    return found


def test_print_is_x4_in_cmyk(x4: Any) -> None:
    with opened(x4[0]["print"]) as pdf:
        assert pdf.pdf_version == "1.6"
        intent, = pdf.Root.OutputIntents
        assert (intent.S, intent.DestOutputProfile.N) == (Name.GTS_PDFX, 4)
        assert pdf.docinfo.GTS_PDFXVersion == "PDF/X-4"
        assert pdf.docinfo.Trapped == Name("/False")
        assert str(pdf.docinfo.CreationDate) == "D:20210701000000Z"
        assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in pdf.Root.Metadata.read_bytes()
        assert pdf.Root.Metadata.get("/Filter") is None
        assert spaces(pdf) <= {"DeviceCMYK", "DeviceGray"}
        assert {str(i.get("/Filter")) for i in pdf.objects if isinstance(i, pikepdf.Stream)
                and i.get("/Subtype") == Name.Image} == {"/DCTDecode", "/FlateDecode"}
        assert any(page.obj.get("/Group", {}).get("/CS") == Name.DeviceCMYK
                   for page in pdf.pages)


def test_booklet_has_the_same_inks(x4: Any) -> None:
    with opened(x4[0]["booklet"]) as pdf:
        assert spaces(pdf) <= {"DeviceCMYK", "DeviceGray"}
        assert "/GTS_PDFXVersion" not in pdf.docinfo


def test_the_reading_document_stays_as_it_was(x4: Any) -> None:
    with opened(x4[0]["reading"]) as pdf:
        assert "DeviceRGB" in spaces(pdf)
        assert "/OutputIntents" not in pdf.Root
        assert b"<pdfuaid:part>1<" in pdf.Root.Metadata.read_bytes()


def test_the_archive_keeps_its_manuscripts(x4: Any) -> None:
    with opened(x4[0]["archive"]) as pdf:
        assert pdf.Root.OutputIntents[0].S == Name.GTS_PDFA1
        xmp = pdf.Root.Metadata.read_bytes()
        for words in (b"<pdfaid:part>3<", b"<pdfaid:conformance>B<", b"<pdfuaid:part>1<",
                      b"pdfaExtension:schemas"):
            assert words in xmp
        assert list(pdf.attachments) == ["01.md"]
        text = pdf.attachments["01.md"].get_file().read_bytes().decode()
        assert text.startswith("# 第一篇\n")
        assert "讲者" not in text
        assert pdf.Root.AF[0].AFRelationship == Name.Source
        assert "/Outlines" in pdf.Root
        assert pdf.Root.Names.Dests


def test_the_same_book_gives_the_same_bytes(x4: Any, tmp_path: Path) -> None:
    _, again = built(tmp_path, "[archive]\nattach = true")
    for kind, data in again.items():
        assert hashlib.sha256(data).digest() == hashlib.sha256(x4[0][kind]).digest(), kind


def test_qpdf_finds_nothing_wrong(x4: Any, tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    for kind, data in x4[0].items():
        (tmp_path / kind).write_bytes(data)
        done = subprocess.run(["qpdf", "--check", tmp_path / kind], capture_output=True,
                              check=False)
        assert done.returncode == 0, done.stdout


def test_print_looks_like_the_reading_document(x4: Any) -> None:
    """Page by page in eighths of an inch: inks dull some colours, and nothing is lost."""
    shown: list[list[Image.Image]] = []
    for kind in ("reading", "print"):
        document = pypdfium2.PdfDocument(x4[0][kind])
        images = []
        for page in document:
            box, media = page.get_trimbox(), page.get_mediabox()
            image = page.render(scale=1).to_pil().convert("RGB")
            top = media[3] - box[3]
            images.append(image.crop((round(box[0]), round(top), round(box[2]),
                                      round(media[3] - box[1]))).resize((41, 58)))
        shown.append(images)
    assert len(shown[0]) == len(shown[1])
    for one, other in zip(*shown, strict=True):
        means = [ImageStat.Stat(image).mean for image in (one, other)]
        assert max(abs(a - b) for a, b in zip(*means, strict=True)) < 12


def test_without_a_date_x_has_a_fixed_one(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", toml='title = "书"\ndocuments = ["print"]\n')
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(tmp_path / "cache"), {})
    assert result.good
    with opened((tmp_path / "out/book/book-print.pdf").read_bytes()) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20000101000000Z"


def test_x1a_is_older_and_opaque(tmp_path: Path) -> None:
    result, files = built(tmp_path, '[colour]\nstandard = "x-1a"\nink_limit = 260', opaque=True)
    assert [p.code for p in result.problems if p.severity != "note"] == []
    assert files["print"].startswith(b"%PDF-1.4")
    with opened(files["print"]) as pdf:
        assert pdf.docinfo.GTS_PDFXVersion == "PDF/X-1a:2003"
        streams = [i for i in pdf.objects if isinstance(i, pikepdf.Stream)]
        assert not [i for i in streams if "/SMask" in i or "/Group" in i]
        assert [i for i in streams if "/Mask" in i]


def test_x1a_refuses_what_shines_through(tmp_path: Path) -> None:
    result, _ = built(tmp_path, '[colour]\nstandard = "x-1a"')
    refused = {p.code: dict(p.args) for p in result.problems if p.severity == "error"}
    assert set(refused) == {"print-transparent"}
    assert refused["print-transparent"]["what"] == "SMask"


def test_a_shop_has_its_own_profile(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", toml=TOML.format(
        more='[colour]\nprofile = "colour/shop.icc"'))
    (book / "colour").mkdir()
    data = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc").read_bytes().replace(
        b"Artifex CMYK SWOP Profile", b"Coated FOGRA39 (ISO 12647")
    (book / "colour/shop.icc").write_bytes(data)
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(tmp_path / "cache"), {})
    assert result.good, result.problems
    with opened((tmp_path / "out/book/book-print.pdf").read_bytes()) as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert intent.DestOutputProfile.read_bytes() == data
        assert intent.OutputConditionIdentifier == "FOGRA39"
        assert intent.RegistryName == "http://www.color.org"


# --- the finished files, tampered with


def page_content(new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[-1].obj
        page.Contents.write(page.Contents.read_bytes() + b"\nq\n" + new + b"\nQ\n")
    return change


def on_images(change_image: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for item in list(pdf.objects):
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image and \
                    item.get("/Filter") == Name.DCTDecode:
                change_image(item)
    return change


def in_rgb(image: Any) -> None:
    image.write(bytes(int(image.Width) * int(image.Height) * 3))
    image.ColorSpace = Name.DeviceRGB
    del image["/Decode"]


def inverted(image: Any) -> None:
    """As if written without heed of Adobe's inversion: the dark becomes light, and light dark."""
    del image["/Decode"]


def group_in_rgb(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Group" in page.obj:
            page.obj.Group.CS = Name.DeviceRGB


MUTATIONS: dict[str, tuple[str, Callable[[pikepdf.Pdf], Any], str]] = {
    "RGB operator": ("print", page_content(b"1 0 0 rg 50 50 9 9 re f"), "pdf-rgb"),
    "RGB stroke": ("print", page_content(b"1 0 0 RG 50 50 9 9 re S"), "pdf-rgb"),
    "RGB inline image": ("print", page_content(
        b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI"), "pdf-rgb"),
    "RGB photograph": ("print", on_images(in_rgb), "colour-image"),
    "inverted photograph": ("print", on_images(inverted), "colour-ink"),
    "heavy colour": ("print", page_content(b"1 1 1 1 k 50 50 9 9 re f"), "colour-ink"),
    "white overprints": ("print", page_content(
        b"/GSw gs 0 0 0 0 k 50 50 9 9 re f"), "colour-white"),
    "no output intent": ("print", lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
                         "standard-intent"),
    "RGB output intent": ("print", lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(
        Path("/usr/share/color/icc/ghostscript/srgb.icc").read_bytes()), "standard-profile"),
    "group in RGB": ("print", group_in_rgb, "colour-group"),
    "not trapped, not untrapped": ("print", lambda pdf: pdf.docinfo.__delitem__("/Trapped"),
                                   "pdfx-missing"),
    "no standard named": ("print", lambda pdf: pdf.docinfo.__delitem__("/GTS_PDFXVersion"),
                          "pdfx-name"),
    "archive of another part": ("archive", lambda pdf: pdf.Root.Metadata.write(
        pdf.Root.Metadata.read_bytes().replace(b"<pdfaid:part>3", b"<pdfaid:part>1")),
        "pdfa-name"),
    "archive without intent": ("archive", lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
                               "standard-intent"),
    "archive with a script": ("archive", lambda pdf: pdf.Root.Names.__setitem__(
        "/JavaScript", Dictionary(Names=Array([]))), "pdfa-object"),
    "archive without manuscript": ("archive", lambda pdf: pdf.Root.Names.__delitem__(
        "/EmbeddedFiles"), "pdfa-attached"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_mutation_of_a_finished_file_is_found(name: str, x4: Any) -> None:
    files, jobs = x4
    kind, change, code = MUTATIONS[name]
    assert check_document(files[kind], jobs[kind]) == ()
    with opened(files[kind]) as pdf:
        resources = pdf.pages[-1].obj.Resources
        if "/ExtGState" not in resources:
            resources.ExtGState = Dictionary()
        resources.ExtGState["/GSw"] = Dictionary(op=True, OPM=1)
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, force_version=pdf.pdf_version)
    assert code in {p.code for p in check_document(out.getvalue(), jobs[kind])}


# --- manuscripts as an edition has them


def test_a_manuscript_is_cut_as_its_edition() -> None:
    text = ("# 题\n\n::: 仅 版本=职工版\n职工看的。\n:::\n\n::: 除 版本=职工版\n别人看的。\n:::\n\n"
            "```\n::: 仅 版本=别\n```\n\n::: 讲者\n提示。\n:::\n")
    assert filtered(text, "职工版", "reader") == (
        "# 题\n\n职工看的。\n\n```\n::: 仅 版本=别\n```\n\n")
    assert filtered(text, "外宾版", "speaker") == (
        "# 题\n\n别人看的。\n\n```\n::: 仅 版本=别\n```\n\n::: 讲者\n提示。\n:::\n")
    assert filtered("# 题\n\n\n\n文\n", "", "reader") == "# 题\n\n\n\n文\n"
