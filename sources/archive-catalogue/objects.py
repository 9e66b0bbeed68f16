"""What the objects of the made-up archive look like: each in a few strokes, 400 × 300, no two
quite alike."""

from __future__ import annotations

import random
from collections.abc import Callable

IRON, DARK, LIGHT = "#8d8a84", "#6f6c66", "#c4c1ba"
WOOD, CLOTH, BAMBOO, BRASS = "#b08a5a", "#4d5666", "#c9a86a", "#c9a35a"

Draw = Callable[[random.Random], str]


def snap_gauge(rng: random.Random) -> str:
    """A C, its jaws as far apart as the shaft that it measures."""
    gap = rng.randrange(34, 66)
    return (f'<path d="M262 {150 - gap / 2:.0f}V92Q262 66 232 66H186Q112 66 112 150T186 234H232'
            f'Q262 234 262 208V{150 + gap / 2:.0f}H222V196Q222 200 214 200H190Q150 200 150 150'
            f'T190 100H214Q222 100 222 104V{150 - gap / 2:.0f}z" fill="{IRON}"/>'
            f'<circle cx="131" cy="150" r="7" fill="{LIGHT}"/>')


def plug_gauge(rng: random.Random) -> str:
    """A grip between two plugs: the one that goes in and the one that does not."""
    go, stop = rng.randrange(58, 92), rng.randrange(28, 42)
    return (f'<rect x="{146 - go}" y="122" width="{go}" height="56" rx="4" fill="{LIGHT}"/>'
            f'<rect x="254" y="122" width="{stop}" height="56" rx="4" fill="{LIGHT}"/>'
            f'<rect x="146" y="134" width="108" height="32" fill="{IRON}"/>'
            '<path d="' + "".join(f"M{158 + 12 * n} 134l-10 32" for n in range(9)) +
            f'" stroke="{DARK}"/>')


def spanner(rng: random.Random) -> str:
    """Open at both ends, the two mouths of two sizes."""
    wide, turn = rng.randrange(22, 30), rng.randrange(-14, 15)
    return (f'<g transform="rotate({turn} 200 150)"><path d="M128 136H272V164H128z" '
            f'fill="{IRON}"/><path d="M96 {150 - wide / 2:.0f}H62Q66 108 104 108T142 150T104 192'
            f'T62 {150 + wide / 2:.0f}H96z" fill="{IRON}"/>'
            '<path d="M312 140H340Q336 116 304 116T268 '
            f'150T304 184T340 160H312z" fill="{IRON}"/><path d="M146 144H254" '
            f'stroke="{LIGHT}"/></g>')


def hammer(rng: random.Random) -> str:
    """A head on a handle of wood."""
    length = rng.randrange(170, 220)
    return (f'<rect x="140" y="138" width="{length}" height="22" rx="9" fill="{WOOD}"/>'
            f'<path d="M96 104H150Q160 104 160 118V180Q160 194 150 194H96L84 182V116z" '
            f'fill="{DARK}"/><path d="M96 112V186" stroke="{LIGHT}"/>')


def template(rng: random.Random) -> str:
    """A plate whose edge is the shape that a piece must have."""
    x, depth = rng.randrange(120, 150), rng.randrange(30, 56)
    return (f'<path d="M90 92H{x}V{92 + depth}Q{x + 30} {130 + depth} {x + 60} {92 + depth}V92H310'
            f'V196L286 216H90z" fill="{IRON}"/><circle cx="112" cy="196" r="8" fill="{LIGHT}"/>'
            f'<path d="M160 190H260" stroke="{LIGHT}"/>')


def scriber(rng: random.Random) -> str:
    """A needle with a bent point and a grip that does not slip."""
    turn = rng.randrange(-24, -8)
    return (f'<g transform="rotate({turn} 200 150)"><path d="M64 128L74 148H150V156H66L56 132z" '
            f'fill="{LIGHT}"/><rect x="150" y="141" width="108" height="22" rx="6" '
            f'fill="{IRON}"/><path d="' + "".join(
                f"M{160 + 10 * n} 141v22" for n in range(10)) +
            f'" stroke="{DARK}"/><path d="M258 148H330L346 152 330 156H258z" '
            f'fill="{LIGHT}"/></g>')


def lunch_box(rng: random.Random) -> str:
    """Of tin, with a lid and two catches."""
    height = rng.randrange(78, 98)
    return (f'<rect x="96" y="{208 - height}" width="208" height="{height}" rx="18" '
            f'fill="{LIGHT}"/><path d="M90 {212 - height}Q92 {184 - height} 120 {184 - height}H280'
            f'Q308 {184 - height} 310 {212 - height}z" fill="{IRON}"/>'
            f'<rect x="130" y="{206 - height}" width="16" height="24" fill="{DARK}"/>'
            f'<rect x="254" y="{206 - height}" width="16" height="24" fill="{DARK}"/>')


def oil_lamp(rng: random.Random) -> str:
    """A bowl on a foot, a wick, a small flame."""
    stem = rng.randrange(40, 64)
    top = 196 - stem
    return (f'<path d="M152 212H248L232 196H168z" fill="{DARK}"/><rect x="190" y="{top}" '
            f'width="20" height="{stem}" fill="{IRON}"/><path d="M140 {top - 34}H260Q256 {top} '
            f'200 {top}T140 {top - 34}z" fill="{IRON}"/><path d="M200 {top - 34}V{top - 46}"/>'
            f'<path d="M200 {top - 82}Q216 {top - 58} 200 {top - 46}Q184 {top - 58} 200 '
            f'{top - 82}z" fill="#e0b04c"/>')


def shoes(rng: random.Random) -> str:
    """A pair, of cloth, soles of many layers; one patched."""
    patch = rng.randrange(134, 148)
    shoe = (f'<path d="M{{x}} 118Q{{x1}} 96 {{x2}} 124Q{{x3}} 168 {{x2}} 208Q{{x1}} 226 {{x}} 208'
            f'Q{{x4}} 160 {{x}} 118z" fill="{CLOTH}"/><path d="M{{x5}} 150Q{{x1}} 138 {{x6}} 150V'
            f'196Q{{x1}} 206 {{x5}} 196z" fill="#e9e2d2"/>')
    pair = "".join(shoe.format(x=x, x1=x + 26, x2=x + 52, x3=x + 66, x4=x - 14, x5=x + 8,
                               x6=x + 44) for x in (126, 222))
    return (f'{pair}<rect x="{patch}" y="112" width="20" height="18" fill="#5f6a7c" '
            'stroke-dasharray="3 2"/>')


def canteen(rng: random.Random) -> str:
    """A round flask with a strap."""
    r = rng.randrange(58, 70)
    return (f'<path d="M{200 - r} 150Q{200 - r - 6} 60 200 56T{200 + r} 150" stroke="{WOOD}" '
            f'stroke-width="7"/><circle cx="200" cy="{216 - r}" r="{r}" fill="{IRON}"/>'
            f'<rect x="186" y="{198 - 2 * r}" width="28" height="20" rx="3" fill="{DARK}"/>'
            f'<path d="M{200 - r} {216 - r}H{200 + r}M200 {216 - 2 * r}V216" stroke="{LIGHT}" '
            'stroke-width="5"/>')


def sewing_kit(rng: random.Random) -> str:
    """A roll of cloth, a reel, a needle with its thread."""
    x = rng.randrange(96, 116)
    return (f'<path d="M{x} 118H{x + 130}Q{x + 146} 118 {x + 146} 162T{x + 130} 208H{x}Q{x - 16} '
            f'208 {x - 16} 162T{x} 118z" fill="{CLOTH}"/><path d="M{x + 56} 118V208M{x + 74} '
            f'118V208" stroke="#e9e2d2" stroke-width="4"/><rect x="272" y="158" width="44" '
            f'height="10" fill="{WOOD}"/><rect x="278" y="168" width="32" height="32" '
            f'fill="#e9e2d2"/><rect x="272" y="200" width="44" height="10" fill="{WOOD}"/>'
            f'<path d="M278 176h32M278 184h32M278 192h32" stroke="{LIGHT}"/>'
            '<path d="M262 100L330 128M262 100Q230 92 250 132T286 168" stroke-width="1.5"/>')


def basket(rng: random.Random) -> str:
    """To carry on the back: woven, two straps."""
    rows = range(110, 206, rng.choice((12, 14, 16)))
    return (f'<path d="M128 96H272L248 214H152z" fill="{BAMBOO}"/><path d="' + "".join(
        f"M{128 + (y - 96) * .2:.0f} {y}H{272 - (y - 96) * .2:.0f}" for y in rows) + "".join(
        f"M{146 + 18 * n} 96L{160 + 13 * n} 214" for n in range(7)) +
            '" stroke="#8a6a3a"/><path d="M124 88H276V100H124z" fill="#a8844c"/>'
            f'<path d="M150 100Q112 150 158 208M250 100Q288 150 242 208" stroke="{WOOD}" '
            'stroke-width="6"/>')


OBJECTS: dict[str, tuple[str, Draw]] = {
    "卡规": ("铁", snap_gauge), "塞规": ("铁", plug_gauge), "扳手": ("铁", spanner),
    "手锤": ("铁、木", hammer), "样板": ("铁", template), "划针": ("铁", scriber),
    "饭盒": ("铁皮", lunch_box), "油灯": ("铁", oil_lamp), "布鞋": ("布", shoes),
    "水壶": ("铁皮", canteen), "针线包": ("布", sewing_kit), "背篓": ("竹", basket)}
"""Name → what it is made of, and its drawing."""


def object_plate(name: str, rng: random.Random) -> str:
    """The object on its shadow."""
    return (f'<ellipse cx="200" cy="222" rx="{rng.randrange(112, 136)}" ry="9" fill="#d9d4c8" '
            f'stroke="none"/>{OBJECTS[name][1](rng)}')
