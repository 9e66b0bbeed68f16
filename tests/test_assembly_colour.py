"""What a printing shop gets: inks, overprinting, pictures and gradients in CMYK, PDF/X, PDF/A."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops, ImageCms

from press.assembly.gradients import recolour
from press.assembly.images import ForeignImageError, separate_image
from press.assembly.inks import from_lab, inks, limited
from press.assembly.plates import ForeignColourError, print_content
from press.assembly.profiles import read_profile
from press.assembly.separating import overprint_states, separate
from press.assembly.separation import Separator, within_limit
from press.assembly.standards import PrintColour
from press.assembly.transparency import flatten, page_effects
from press.values import Problem

PROFILES = Path("/usr/share/color/icc/ghostscript")


@cache
def colour(limit: int = 300) -> PrintColour:
    return PrintColour((PROFILES / "default_cmyk.icc").read_bytes(), limit)


# --- plates


def test_small_black_overprints_and_nothing_else() -> None:
    content = print_content(b"\n".join((
        b"0 0 0 rg", b"BT", b"/F 10 Tf", b"[<01>] TJ", b"ET", b"1 1 1 rg", b"BT", b"/F 10 Tf",
        b"[<02>] TJ", b"ET", b"")))
    assert content == (b"0 0 0 1 k\nBT\n/F 10 Tf\n/Ov1 gs\n[<01>] TJ\nET\n0 0 0 0 k\nBT\n"
                       b"/F 10 Tf\n/Ov0 gs\n[<02>] TJ\nET\n")


@pytest.mark.parametrize(("drawn", "over"), [
    (b"0.5 w\n0 0 m\n9 0 l\nS", 2),
    (b"8 w\n0 0 m\n9 0 l\nS", 0),
    (b"0 0 200 0.5 re\nf", 1),
    (b"0 0 200 100 re\nf", 0),
    (b"0 0 200 100 re\n0 0 200 99 re\nf*", 1),
    (b"0 0 200 100 re\n0 0 100 100 re\nf*", 0),
    (b"0 0 m\n90 0 l\n90 1 l\n0 1 l\nf", 1),
    (b"0 0 m\n9 9 9 9 9 9 c\nf", 0),
    (b"q\n0.1 0 0 0.1 0 0 cm\n8 w\n0 0 m\n9 0 l\nS\nQ", 2),
    (b"BT\n/F 30 Tf\n[<01>] TJ\nET", 0),
    (b"BT\n0.5 0 0 0.5 0 0 Tm\n/F 30 Tf\n[<01>] TJ\nET", 1),
    (b"2 Tr\nBT\n/F 9 Tf\n[<01>] TJ\nET", 3),
    (b"0.5 g\n0 0 9 1 re\nf", 0),
    (b"/Pattern cs\n/p0 scn\n0 0 9 1 re\nf", 0),
])
def test_what_overprints(drawn: bytes, over: int) -> None:
    made = print_content(b"0 0 0 rg\n0 0 0 RG\n" + drawn + b"\n")
    states = [line for line in made.splitlines() if line.startswith(b"/Ov")]
    assert states == ([b"/Ov%d gs" % over] if over else [])


def test_a_state_is_set_before_the_path_and_given_back_with_q() -> None:
    made = print_content(b"0 0 0 rg\nq\n0 0 9 1 re\nW\nn\n0 0 9 1 re\nf\nQ\n0 0 9 1 re\nf\n")
    assert made == (b"0 0 0 1 k\nq\n0 0 9 1 re\nW\nn\n/Ov1 gs\n0 0 9 1 re\nf\nQ\n/Ov1 gs\n"
                    b"0 0 9 1 re\nf\n")


def test_a_form_does_not_trust_what_it_is_shown_in() -> None:
    assert print_content(b"1 g\n0 0 9 9 re\nf\n", page=False) == (
        b"0 0 0 0 k\n/Ov0 gs\n0 0 9 9 re\nf\n")
    made = print_content(b"0 0 0 rg\n0 0 9 1 re\nf\n/x0 Do\n/i1 Do\n")
    assert made == b"0 0 0 1 k\n/Ov1 gs\n0 0 9 1 re\nf\n/Ov0 gs\n/x0 Do\n/i1 Do\n"


def test_colours_of_every_space_become_cmyk() -> None:
    made = print_content(b"/DeviceCMYK cs\n0 1 1 0 scn\n/lab-d50 CS\n100 0 0 SCN\n0.25 G\n"
                         b"/DeviceRGB cs\n1 0 0 sc\n/Pattern cs\n/p0 scn\n")
    assert made == (b"0 1 1 0 k\n0 0 0 0 K\n0 0 0 0.75 K\n0 1 1 0 k\n/Pattern cs\n/p0 scn\n")
    with pytest.raises(ForeignColourError, match="--x"):
        print_content(b"/--x cs\n1 scn\n")


def test_lab_is_the_colour_that_it_names() -> None:
    assert from_lab(0, 0, 0, d65=True) == pytest.approx((0, 0, 0, 1), abs=0.01)
    # sRGB red in Lab (D50), as CSS Color 4 gives it.
    assert from_lab(54.29, 80.81, 69.89, d65=False) == pytest.approx((0, 1, 1, 0), abs=0.01)


@pytest.mark.parametrize("limit", [2.4, 3.0])
def test_ink_is_limited_and_keeps_hue_and_black(limit: float) -> None:
    for rgb in ((0.0, 0.0, 0.1), (0.05, 0.0, 0.05), (0.2, 0.0, 0.0)):
        full = inks(*rgb)
        made = limited(full, limit)
        assert sum(made) <= limit + 1e-9
        assert made[3] == full[3]
        assert made[0] * full[1] == pytest.approx(made[1] * full[0])
    assert print_content(b"1 1 1 1 k\n", 2.4) == b"0.4667 0.4667 0.4667 1 k\n"


# --- pictures


def photo(width: int = 90, height: int = 60) -> Any:
    """Many colours, also black and white."""
    across = Image.linear_gradient("L").resize((width, height))
    made: Any = Image.merge("RGB", (across, across.rotate(180), across.transpose(
        Image.Transpose.FLIP_LEFT_RIGHT).rotate(90).resize((width, height))))
    made.paste((0, 0, 0), (0, 0, 9, 9))
    made.paste((255, 255, 255), (10, 0, 19, 9))
    return made


def xobject(pdf: Pdf, picture: Any, kind: str = "", **keys: Any) -> Any:
    """An image XObject, with the samples as they are or as JPEG."""
    space = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[picture.mode]
    out = io.BytesIO()
    if kind == "JPEG":
        picture.save(out, "JPEG", quality=95)
        keys["Filter"] = Name.DCTDecode
    data = out.getvalue() or picture.tobytes()
    return pdf.make_indirect(Stream(pdf, data, **{
        "Type": Name.XObject, "Subtype": Name.Image, "Width": picture.width,
        "Height": picture.height, "ColorSpace": space, "BitsPerComponent": 8, **keys}))


def cmyk_of(image: Any) -> Any:
    """The inks that an image XObject means, read without our code."""
    space = image.ColorSpace
    size = int(image.Width), int(image.Height)
    if image.get("/Filter") == Name.DCTDecode:
        picture: Any = Image.open(io.BytesIO(image.read_raw_bytes()))
        assert [int(v) for v in image.Decode] == [1, 0] * 4, "Adobe's CMYK is inverted"
        return picture
    data = image.read_bytes()
    if isinstance(space, Array):
        assert space[1] == Name.DeviceCMYK
        table = bytes(space[3])
        return Image.frombytes("CMYK", size, b"".join(table[4 * v:4 * v + 4] for v in data))
    assert space == Name.DeviceCMYK
    return Image.frombytes("CMYK", size, data)


def by_lcms(picture: Any) -> Any:
    return ImageCms.profileToProfile(
        picture, ImageCms.createProfile("sRGB"), str(PROFILES / "default_cmyk.icc"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION)


def apart(one: Any, other: Any) -> float:
    """How far two pictures differ on the average, of 255."""
    data = ImageChops.difference(one, other).tobytes()
    return sum(data) / len(data)


@pytest.mark.parametrize("kind", ["JPEG", ""])
def test_a_photograph_is_what_the_profile_makes_of_it(kind: str) -> None:
    pdf = Pdf.new()
    image = xobject(pdf, photo(), kind)
    separate_image(image, Separator(colour(400)))
    assert (image.get("/Filter") == Name.DCTDecode) == bool(kind), "lossy stays lossy"
    assert apart(cmyk_of(image), by_lcms(photo())) < (6 if kind else 1)


def test_no_pixel_takes_more_ink_than_the_limit() -> None:
    pdf = Pdf.new()
    image = xobject(pdf, photo())
    separate_image(image, Separator(colour(240)))
    data = cmyk_of(image).tobytes()
    sums = [sum(data[at:at + 4]) for at in range(0, len(data), 4)]
    assert max(sums) <= 2.40 * 255
    assert max(sums) > 2.30 * 255, "and not much less than it may"
    heavy = Image.merge("CMYK", [Image.linear_gradient("L")] * 4)
    made = within_limit(heavy, 240)
    data = made.tobytes()
    assert max(sum(data[at:at + 4]) for at in range(0, len(data), 4)) <= 612
    assert made.getchannel("K").tobytes() == heavy.getchannel("K").tobytes()
    assert within_limit(made, 240) is None


def test_a_drawing_keeps_clean_colours_and_black_on_k() -> None:
    chart = Image.new("RGB", (40, 30), "white")
    chart.paste((0, 0, 0), (0, 0, 9, 9))
    chart.paste((163, 23, 27), (20, 0, 30, 9))
    pdf = Pdf.new()
    image = xobject(pdf, chart)
    separate_image(image, Separator(colour()))
    made = cmyk_of(image)
    assert made.getpixel((5, 5)) == (0, 0, 0, 255)
    assert made.getpixel((35, 20)) == (0, 0, 0, 0)
    assert made.getpixel((25, 5)) == tuple(round(255 * v) for v in inks(
        163 / 255, 23 / 255, 27 / 255))


def test_masks_bits_and_greys_stay_and_alpha_stays() -> None:
    pdf = Pdf.new()
    mask = xobject(pdf, photo().convert("L"))
    bits = pdf.make_indirect(Stream(pdf, b"\xaa", Subtype=Name.Image, Width=8, Height=1,
                                    ColorSpace=Name.DeviceGray, BitsPerComponent=1))
    stencil = pdf.make_indirect(Stream(pdf, b"\xaa", Subtype=Name.Image, Width=8, Height=1,
                                       ImageMask=True, BitsPerComponent=1))
    before = [item.read_bytes() for item in (mask, bits, stencil)]
    image = xobject(pdf, photo(), SMask=mask)
    for item in (mask, bits, stencil, image):
        separate_image(item, Separator(colour()))
    assert [item.read_bytes() for item in (mask, bits, stencil)] == before
    assert image.SMask.objgen == mask.objgen
    assert image.ColorSpace == Name.DeviceCMYK


def test_profiles_of_images_are_heeded() -> None:
    pdf = Pdf.new()
    wide = Stream(pdf, (PROFILES / "a98.icc").read_bytes(), N=3)
    one, other = xobject(pdf, photo(), ColorSpace=Array([Name.ICCBased, wide])), \
        xobject(pdf, photo())
    for image in (one, other):
        separate_image(image, Separator(colour()))
    assert apart(cmyk_of(one), cmyk_of(other)) > 2
    grey = xobject(pdf, photo().convert("L"), ColorSpace=Array([Name.ICCBased, Stream(
        pdf, (PROFILES / "sgray.icc").read_bytes(), N=1)]))
    separate_image(grey, Separator(colour()))
    assert grey.ColorSpace == Name.DeviceGray


def test_tables_of_colours_become_cmyk() -> None:
    pdf = Pdf.new()
    image = pdf.make_indirect(Stream(
        pdf, b"\x00\x01", Subtype=Name.Image, Width=2, Height=1, BitsPerComponent=8,
        ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\0\0")])))
    separate_image(image, Separator(colour()))
    assert cmyk_of(image).tobytes() == b"\0\0\0\xff\0\xff\xff\0"


def test_lossless_rows_are_the_picture_again() -> None:
    for picture in (photo(), photo(1, 1), photo(7, 300)):
        pdf = Pdf.new()
        image = xobject(pdf, picture.convert("CMYK"))
        made = Separator(colour(400)).rgb(picture, lossy=False)
        image.write(made.data, filter=Name.FlateDecode, decode_parms=Dictionary(
            Predictor=15, Colors=1 if made.palette else 4, BitsPerComponent=8,
            Columns=picture.width))
        assert len(image.read_bytes()) == picture.width * picture.height * (
            1 if made.palette else 4)


@pytest.mark.parametrize(("keys", "data", "words"), [
    ({"BitsPerComponent": 16}, None, "16 bit"),
    ({"ColorSpace": Name.Pattern}, None, "Pattern"),
    ({"Filter": Name.DCTDecode}, b"\xff\xd8 no picture", "DCTDecode"),
    ({"Mask": Array([0, 1, 0, 1, 0, 1])}, None, "Mask"),
    ({}, b"too short", "None"),
])
def test_what_cannot_be_converted_is_refused(keys: dict[str, Any], data: bytes | None,
                                             words: str) -> None:
    pdf = Pdf.new()
    image = xobject(pdf, photo(), **keys)
    if data is not None:
        image.write(data, filter=keys.get("Filter"))
    with pytest.raises(ForeignImageError, match=words):
        separate_image(image, Separator(colour()))


# --- gradients


def test_a_gradient_between_dark_and_light_is_sampled() -> None:
    pdf = Pdf.new()
    ends = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 0, 0], N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=Dictionary(
        FunctionType=3, Domain=[0, 1], Bounds=[], Encode=[0, 1], Functions=Array([ends])))
    recolour(pdf, shading, 3)
    function = shading.Function.Functions[0]
    data = function.read_bytes()
    middle = len(data) // 8 * 4
    assert shading.ColorSpace == Name.DeviceCMYK
    assert tuple(data[middle:middle + 4]) == tuple(round(255 * v) for v in inks(0.5, 0, 0))
    assert data[:4] == b"\0\0\0\xff"
    assert data[-4:] == b"\0\xff\xff\0"


def test_a_grey_gradient_stays_two_ends() -> None:
    pdf = Pdf.new()
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 1, 1], N=1))
    recolour(pdf, shading, 3)
    assert [float(v) for v in shading.Function.C0] == [0, 0, 0, 1]
    assert [float(v) for v in shading.Function.C1] == [0, 0, 0, 0]


# --- transparency


def page_with(pdf: Pdf, content: bytes, **resources: Any) -> Any:
    return pdf.make_indirect(Dictionary(Type=Name.Page, Contents=Stream(pdf, content),
                                        Resources=Dictionary(**resources)))


def test_transparency_is_told_where_it_is_used() -> None:
    pdf = Pdf.new()
    states = Dictionary(a=Dictionary(ca=1), h=Dictionary(ca=0.5), m=Dictionary(BM=Name.Multiply))
    inner = Stream(pdf, b"/h gs\n", Subtype=Name.Form, Resources=Dictionary(ExtGState=states))
    form = pdf.make_indirect(inner)
    pages = [page_with(pdf, b"/a gs\n", ExtGState=states),
             page_with(pdf, b"/m gs\n", ExtGState=states),
             page_with(pdf, b"/x Do\n", XObject=Dictionary(x=form)),
             page_with(pdf, b"n\n", XObject=Dictionary(x=form))]
    assert page_effects(pages) == [frozenset(), {"BM Multiply"}, {"ca 0.5"}, frozenset()]


def test_for_x1a_groups_go_and_masks_of_bits_become_stencils() -> None:
    pdf = Pdf.new()
    hard = xobject(pdf, Image.new("L", (10, 2), 255))
    hard.write(bytes([255] * 5 + [0] * 5) * 2)
    soft = xobject(pdf, Image.linear_gradient("L"))
    one = xobject(pdf, photo(), SMask=hard)
    other = xobject(pdf, photo(), SMask=soft)
    form = pdf.make_indirect(Stream(
        pdf, b"/i Do\n", Subtype=Name.Form, Group=Dictionary(S=Name.Transparency),
        Resources=Dictionary(XObject=Dictionary(i=one))))
    told: list[Problem] = []
    flatten(pdf, [page_with(pdf, b"/x Do\n", XObject=Dictionary(x=form)),
                  page_with(pdf, b"/i Do\n", XObject=Dictionary(i=other))], told.append)
    assert "/Group" not in form
    assert one.Mask.read_bytes() == bytes([0b00000111, 0b11111111] * 2)
    assert "/SMask" not in one
    assert [(p.code, p.page, dict(p.args)["what"]) for p in told] == [
        ("print-transparent", 2, "SMask")]


def test_what_is_drawn_for_a_soft_mask_becomes_grey_and_not_black_ink() -> None:
    """K alone is no full black to a viewer that knows the paper: the mask would leak."""
    pdf = Pdf.new()
    ramp = pdf.make_indirect(Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Function=Dictionary(
            FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 0], N=1)))
    mask = pdf.make_indirect(Stream(
        pdf, b"0 0 0 rg\n1 1 1 RG\n/s sh\n", Subtype=Name.Form,
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
        Resources=Dictionary(Shading=Dictionary(s=ramp))))
    form = pdf.make_indirect(Stream(
        pdf, b"0 0 0 rg\n0 0 9 1 re\nf\n", Subtype=Name.Form, Resources=Dictionary(),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)))
    page = page_with(pdf, b"/m gs\n/x Do\n", XObject=Dictionary(x=form), ExtGState=Dictionary(
        m=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))))
    separate(pdf, [page], colour(), lambda content: content, lambda _: None)
    overprint_states(pdf, [page])
    assert mask.read_bytes() == b"0.0000 g\n1.0000 G\n/s sh\n"
    assert (mask.Group.CS, ramp.ColorSpace) == (Name.DeviceGray, Name.DeviceGray)
    assert Name.DeviceCMYK == form.Group.CS
    assert b"/Ov1 gs" in form.read_bytes()
    state = form.Resources.ExtGState["/Ov1"]
    assert (state.op, state.OP, state.OPM) == (True, False, 1)


# --- profiles


def test_profiles_are_known_by_what_they_say() -> None:
    cmyk = read_profile((PROFILES / "default_cmyk.icc").read_bytes())
    rgb = read_profile((PROFILES / "srgb.icc").read_bytes())
    assert cmyk is not None
    assert rgb is not None
    assert (cmyk.prints, rgb.prints) == (True, False)
    assert cmyk.condition == ("Custom", "")
    assert cmyk.description == "Artifex CMYK SWOP Profile"


@pytest.mark.parametrize("cut", [0, 100, 130, 400, 100_000])
def test_a_part_of_a_profile_is_none(cut: int) -> None:
    assert read_profile((PROFILES / "default_cmyk.icc").read_bytes()[:cut]) is None


def test_registered_conditions_are_named() -> None:
    data = (PROFILES / "default_cmyk.icc").read_bytes()
    named = data.replace(b"Artifex CMYK SWOP Profile", b"Coated FOGRA39 (ISO 12647")
    found = read_profile(named)
    assert found is not None
    assert found.condition == ("FOGRA39", "http://www.color.org")
