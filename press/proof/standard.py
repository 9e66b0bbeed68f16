"""The 8,105 characters of the table of standard characters (通用规范汉字表, 2013).

Code points, from the field kTGH of the Unicode Han Database (Unicode 15.0,
https://www.unicode.org/reports/tr38/): as bits for U+4E00–U+9FFF, compressed, and one by one
for the extensions.
"""

from __future__ import annotations

import base64
import zlib
from functools import cache

_FIRST = 0x4E00

_BITS = (
    "c-oCrX;>5I7CtkXgdql*gajjX8N(tVLO@(tDnp11i;7o}Nb$0$EuvK_-~w$KkYE&%7?g5RYl0ghxIwF;y@@DliwY"
    "<rwzopXrCK#AS5P9EM#X!txBb!gdA?`P^UU|1?|sjC&sSi~%C7YgE%z|Z?+!r+1yiQUg*{nI*D=fby8MSfsz8lvo"
    "BFGwGr~H5WBfGp`bQklxZS@l&7E|6ZEu({WeOY)ynbsH5x1emRVa}*TyS%Af(ko~M;jtBL#i8Yz%h`4n9drrLg=)"
    "{6yR7>>oC6AIH{$K>t<IGs&8C$&WoS*{UNWwwC3`BOlyx=|7sgFxLM^Mt>go8Hc|JBPq-XzR-S*{+R=VeneLykXK"
    "4srI2ZJ+Xbocwi0w80+Gv`P^}S912XV+_ziWLNo_#wVsyn*%cW-|(xVApm&UHuYf#z6FBJu3=r}H|B1T|`?Op*G;"
    "KgrxtmB6|Rm&&AbHz-rpcEXV|ajJzduB8dUh>Js9YwjwBAQ~QHGgE0^_bN@lep1{^kINkoCNx}ZuieM5l1{vs=_o"
    "5^JEx{f1&O2>rN*$vo)2RIApr>xicpqX`&r3hvt~$1V;_4osc^jMd@<y>5euVic4kbPEvq!yaW}i6D~aF<<dm(v7"
    "u%yCA_AN|gY5<BqHs@?1k`|&gqj`&CjIC3W1Q-?Rb(^6)^zm{Hl04f$j-mzuNYq|5-?s(j<O{*+Qu1wHQpwmQa1w"
    "68`S5_QguW|UA&SM*;yV(jfFBHIFY<^3i3cJfrPt_UneZvoEB7{nCs_Dq)z8xao;s>G_^e?AIzZ!&*TEzkk?UIx&"
    "F>B*$@OC>RKlhI2^Ox^8va@D@{InenIh4_ea^c)BU@O$kM^CAG&PUhw2sMqN-+`7&5do!bgAFG>;SB<(+rK6=*72"
    "Lhkm~0Zf;o^f+3M+1LXGBu(|-E1aBO+G$)qBJ_eev}Y*CTsU#4r0&(KpSQj0{_#nENZ7-yLd<1p-zdYTTLus1^(n"
    "#CtNsxkS-uDcxhQm_ONT2$d<my#N?|B1AslPrV;QkRCvr|;2S)+W2#O)(1?o4lctuKt!&ach1$8x*!9JPo4b+|P?"
    "!uq12bQ0#&P;dT-hXcHrK|E<;uc8<r`H1?{3&$D739E)3hFz5=lNHcT-mj+y8WoTE~BdY5z9dtzsgy&O{?o@(xRO"
    "0S=liGz!bEiDQXp5()m5Hav#ecI^S{ff@E8o@5JAQ!IqChFVl9f99M{Gw_=<d#ovyQ94%mU4yu$SsDTxp1gL;dt)"
    "&nLu+-))Fw5Er*sNa#fWE@O;ihK<kBc3rU5@v2(T%Q>PHk3E+j-IH^R`D`6njM{nTv-O^)2Tzr|e(;-RshUFEsNu"
    "&8qrzGV{O~baP41R=#gq!2OOU-<+qVvhF$UWe#L|@$P_1kw}~rdjg*>G(0FruHDJ&@w{AF*U)QApz?y%F#F(-v4#"
    "q&MV{oFAxr~txs$?&&E-(6dJ8$JfQN%b0Gln8D-v50=cd=-FE#|&vWb%|Ck>vI{rwn<4gvQ#ytz4en6o;M*fxq!a"
    "`B5&Oh;MV4a9B`bsfm}mLKe?ce-3$h0(CNg*9S<GKtl_b9kA&bG6IO;&VVM0Xa-irD4mORy}C?dXN5-lt-R>M!!7"
    "I-?*~>3nCl(%z568RAVT+MHj=t5RlKFZ)jE#+6`Ni^oM4Qx)C`db&GIqnD*-4pcg@Dr$z^c{>#QrvqY#X$nf-Qv6"
    "ePR;wre`8k!OonP5*Zymx(lf}v!N#tZVN)O3orQ7qoFp>WH4HHY3a*{#B2T}4%9=#3bkwr}>YJ`%qx{kaQ#4r*2R"
    "h8>kiyiBsmTY&Pna3ut8X{9u(vFZM+J-WQ;aT|p;YQUF;ySwDH*CC5%tkz7m231`o<Z1v~)&(rOdt|XUo&&h-%;E"
    "~zt0?pd`|M|Kw5}}X!wl+f>?rajaV|)J)Dv8nq_eq^s<H%a4u<5gNB|PVlK|cO)K@<ES^4<e8YG9rUmHlNdSfL5D"
    "Edu6y))MU*Z{cZzkb7+cQ9I3%<CYV?Mv1uIn(AQp;4K)HMCWYSG2TfL4AS3biCK@xz%s`BLanN;GlH7!}RKjk4v7"
    "%e`fgdq&|MU{BC>$Xr`W~h6h>cy6ntsB^p2>IB$j!B~-p*#VV<&ee5YF{O}K;gww-s4||kflf`UH(=h+MVNz+rvV"
    "W=zq)%i{{3$p7rir2b5@ftA#J1zuzHcLsIC89fVqc)+U$D62D5`!0*FTHB<)a)8nqz;cWN*0kQvy+2i#Ft;Vmb)7"
    "GRO!-H1jA8VqwGjwP>!JdNvDGB*+jNwM@HVq+F=TWnuzdrKMlRU^gz?H4;f9Lkd5sj`oykF3@vSEI%rGwTBx`Tc2"
    "=u3f{=UM@4`P=OqINFo9p{7S!t_W#>w_vxKlJm-sluw;&MtU=D_j-6YvK8w5bMQaGr>2I_3?nAVzH!KF999dQZ}c"
    "-<TnIQV<Lq5mhQh=H@lf&Q5E4Aak;Es?rjKw_L3xYa^?0(rl?&}kmn-r?~Qe0TyHr~R+RwV!z?-ul3cED?4_v?aM"
    "5v$e99AB}!ePV*z76vN<8U>Hb)4`SW=HaNhPzI^@Y?1R@IPU}pa*QPD9_DGbL+gMkQnRPAOSl3Vx*j7#a@*$BMW1"
    "~XRrDo;AFWY+WY5lEu*d3{y?qLysyn%T8@L3l1z6$C;kKwz5VALP~<F7gPTPW(y*~~pgKcIU+{}&b?)9+<{Q^($~"
    "Q2Cd~pJ$D`P%`A-ki37h9gT*r?Cx;_WZe(4?yl*P;LHvIhzJ`knD>pu)gCE$IqVG;Ls0Vnm)er=C#LsJvGix?*BV"
    "G<fSnYy7GiyRW`P!gKgW}Sp+nAyycAqyY6ZCCIlLU4J}WjK5Wru+6C>06T0f(=d`7}w0{wQ-dzlVqq(NytQ){8SM"
    "14zeVqZSQLUJL>F3U~HMOkn6j)YC@H&Wjo{vFKu&3X"
)
"""Bit n of byte m: U+4E00 + 8 m + n; zlib, base 85."""

_OTHERS = (
    "3447 344A 356E 360E 364D 3658 3666 36C3 36DA 36F9 37C3 3807 3813 3918 3944 39D0 39D1 "
    "39DF 3AF0 3B0A 3B0E 3B1A 3B4E 3B55 3BBE 3C00 3CC7 3CD8 3CDA 3D14 3D50 3DB2 3E06 3E0C "
    "3E84 3EEC 3F4F 3FE0 4056 40AE 40C5 40CE 415F 4339 4383 4396 43DD 43E1 43F2 4403 44D6 "
    "44DB 44E8 44EB 44EC 45D6 45DB 45EA 45F4 4723 4759 48BA 48BC 48D8 497D 4983 4C9F 4CA0 "
    "4CA2 4D13 4D14 4D15 4D16 4D17 4D18 4D19 4DAE 20164 20676 20CD0 2139A 21413 235CB 23C97 "
    "23C98 23E23 249DB 24A7D 24AC9 25532 25562 255A8 25ED7 26221 2648D 26676 2677C 26B5C "
    "26C21 27FF9 28408 28678 28695 287E0 28B49 28C47 28C4F 28C51 28C54 28E99 29F7E 29F83 "
    "29F8C 2A7DD 2A8FB 2A917 2AA30 2AA36 2AA58 2AFA2 2B127 2B128 2B137 2B138 2B1ED 2B300 "
    "2B363 2B36F 2B372 2B37D 2B404 2B410 2B413 2B461 2B4E7 2B4EF 2B4F6 2B4F9 2B50D 2B50E "
    "2B536 2B5AE 2B5AF 2B5B3 2B5E7 2B5F4 2B61C 2B61D 2B626 2B627 2B628 2B62A 2B62C 2B695 "
    "2B696 2B6AD 2B6ED 2B7A9 2B7C5 2B7E6 2B7F9 2B7FC 2B806 2B80A 2B81C 2B8B8 2BAC7 2BB5F "
    "2BB62 2BB7C 2BB83 2BC1B 2BD77 2BD87 2BDF7 2BE29 2C029 2C02A 2C0A9 2C0CA 2C1D5 2C1D9 "
    "2C1F9 2C27C 2C288 2C2A4 2C317 2C35B 2C361 2C364 2C488 2C494 2C497 2C542 2C613 2C618 "
    "2C621 2C629 2C62B 2C62C 2C62D 2C62F 2C642 2C64A 2C64B 2C72C 2C72F 2C79F 2C7C1 2C7FD "
    "2C8D9 2C8DE 2C8E1 2C8F3 2C907 2C90A 2C91D 2CA02 2CA0E 2CA7D 2CAA9 2CB29 2CB2D 2CB2E "
    "2CB31 2CB38 2CB39 2CB3B 2CB3F 2CB41 2CB4A 2CB4E 2CB5A 2CB5B 2CB64 2CB69 2CB6C 2CB6F "
    "2CB73 2CB76 2CB78 2CB7C 2CBB1 2CBBF 2CBC0 2CBCE 2CC56 2CC5F 2CCF5 2CCF6 2CCFD 2CCFF "
    "2CD02 2CD03 2CD0A 2CD8B 2CD8D 2CD8F 2CD90 2CD9F 2CDA0 2CDA8 2CDAD 2CDAE 2CDD5 2CE18 "
    "2CE1A 2CE23 2CE26 2CE2A 2CE7C 2CE88 2CE93"
)
"""In the extensions, hexadecimal."""


@cache
def standard_characters() -> frozenset[str]:
    """All of them, and 〇."""
    bits = zlib.decompress(base64.b85decode(_BITS))
    found = {chr(_FIRST + 8 * m + n) for m, byte in enumerate(bits) for n in range(8)
             if byte >> n & 1}
    return frozenset(found | {chr(int(code, 16)) for code in _OTHERS.split()} | {"〇"})
