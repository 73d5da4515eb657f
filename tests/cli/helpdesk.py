"""Tests of what helpdesks use: support bundles and comparisons."""
import csv
import io
import json
import pathlib
import re
import struct
import zipfile
import zlib

import cases
from kit import FILLED, GOLDEN, TEMPLATE, run, says, status, test, untouched

FIXTURES = cases.FIXTURES


# ---------------------------------------------------------------- what must not be in a bundle
def encoded(word):
    """A word's bytes as files may hold them, misread ones too."""
    for name in ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"):
        try:
            yield word.encode(name)
        except UnicodeError:
            pass
    for right, wrong in (("utf-8", "gb18030"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gb18030", "latin-1")):
        try:
            yield word.encode(right).decode(wrong).encode("utf-8")
        except UnicodeError:
            pass


def values():
    """Bytes of all invented people's names, and numbers that must not stand by themselves."""
    rows = list(csv.DictReader((FIXTURES / "people.csv").read_text("utf-8-sig").splitlines()))
    names = {form for row in rows for form in encoded(row["姓名"])}
    numbers = set()
    for row in rows:
        id_, own = row["身份证号"], row["个人编号"]
        numbers |= {id_, id_[:17], id_[:6] + id_[8:17], own, own.lstrip("0")}
        for wage in (row["原工资"], row["现工资"]):
            numbers |= {wage.split(".")[0], f"{int(wage.split('.')[0]):,}"}
    return names, numbers


NAMES, NUMBERS = values()
NAME = re.compile(b"|".join(re.escape(n) for n in sorted(NAMES, key=len, reverse=True)))
NUMBER = re.compile(rb"(?<![0-9.,A-Fa-f])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{4,})(?![0-9A-Fa-f])")  # no part of a checksum


def parts(data, depth=0):
    """A file's bytes, and those of everything packed in it, whatever its directory says."""
    yield data
    at = data.find(b"PK\x03\x04")
    while at >= 0 and depth < 4:
        name, extra = struct.unpack("<HH", data[at + 26:at + 30]) if at + 30 <= len(data) else (0, 0)
        try:
            yield from parts(zlib.decompressobj(-15).decompress(data[at + 30 + name + extra:], 1 << 24), depth + 1)
        except zlib.error:
            pass
        at = data.find(b"PK\x03\x04", at + 4)


def real_values(data):
    """Names and numbers of the invented people that can be read in a file."""
    found = set()
    for part in parts(data):
        found |= set(NAME.findall(part))
        for text in (part, part.replace(b"\0", b"")):
            found |= {n for n in NUMBER.findall(text) if n.decode() in NUMBERS}
    return found


def unpacked(path):
    with zipfile.ZipFile(path) as z:
        return {name: z.read(name) for name in z.namelist()}


# ---------------------------------------------------------------- a zip that names people wherever one can
SECRETS = ("真名实姓有限公司", "秘密", "zhenming", "Zhenming")


def field(number, body):
    return struct.pack("<HH", number, len(body)) + body


def telling_zip(text, name):
    """Names in the entry's name, its extra fields and comments, the zip's comment, before and behind it."""
    raw, comment = name.encode("gbk"), "秘密说明 mr.zhenming".encode("gbk")
    unicode = b"\1" + struct.pack("<I", zlib.crc32(raw)) + name.encode("utf-8")
    extra = field(0x7075, unicode) + field(0x7875, "秘密".encode("utf-8")) + field(0x6375, b"\1" + struct.pack("<I", zlib.crc32(comment)) + comment.decode("gbk").encode("utf-8"))
    extra += field(1, bytes(8) + b"zhenming") + field(0x9901, struct.pack("<H2sBH", 2, b"AE", 3, 8) + b"zhenming")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(text) + packer.flush()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(text), len(data), len(text), len(raw), len(extra))
    before, behind = "秘密的前言".encode("gbk"), "秘密的后记 zhenming".encode("gbk")
    local = b"PK\3\4" + common + raw + extra + data
    central = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", len(comment), 0, 0, 0, 0) + raw + extra + comment
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), len(comment)) + comment
    return before + local + central + end + behind


TELLING = """真名实姓有限公司2026年工资表\t\t\t\t\r
个人编号\t姓名\t身份证号\t单位\t原工资\t现工资（真名实姓有限公司）\r
00012345\t秘密甲\t239901199001011234\t真名实姓有限公司\t65432.10\t70123.45\r
00012346\t秘密乙\t239901199002021239\tZhenming Ltd\t55555.55\t60606.06\r
00012347\t秘密丙\t239901199003031235\t真名实姓有限公司\t45454.54\t50505.05\r
合计\t\t\t\t166442.19\t181234.56\r
制表人：秘密丁\t\t\t\t\t\r
"""


def bundle(tmp, upload, template=None, *more, lang="en"):
    out = pathlib.Path(tmp) / "支持包.zip"
    got = status(run("bundle", upload, *(["--template", template] if template else []), "-o", out, "--force", *more, lang=lang), 0)
    return out, got


@test
def a_bundle_tells_the_same_when_it_is_checked(tmp):
    def findings(upload, template):
        one = json.loads(run("check", upload, "--template", template, "--report", "json").stdout)["files"][0]
        return [(f["code"], f.get("line"), f.get("count"), f.get("folded")) for f in one["findings"]], [d["id"] for d in one["diagnosis"]]

    for case in ("demo", "excel-csv", "notepad-utf8-bom", "mac-zip", "wages-monthly", "column-sorted", "excel-ids"):
        folder = FIXTURES / "stories" / case
        upload = next(folder.glob("upload.*"))
        out, _ = bundle(tmp, upload, folder / "template.zip")
        with zipfile.ZipFile(out) as z:
            z.extractall(tmp)
        again = pathlib.Path(tmp) / ("upload.txt" if upload.suffix == ".txt" else "upload.zip")
        assert findings(again, pathlib.Path(tmp) / "template.zip") == findings(upload, folder / "template.zip"), case
        files = json.loads((pathlib.Path(tmp) / "report.json").read_text("utf-8"))["files"]
        assert files[0]["path"] == again.name and "check.txt" in unpacked(out) and "README.txt" in unpacked(out)


@test
def a_bundle_can_still_be_fixed(tmp):
    folder = FIXTURES / "stories/excel-csv"
    out, _ = bundle(tmp, next(folder.glob("upload.*")), folder / "template.zip")
    with zipfile.ZipFile(out) as z:
        z.extractall(tmp)
    here = pathlib.Path(tmp)
    original = run("fix", next(folder.glob("upload.*")), "--template", folder / "template.zip", "--dry-run").returncode
    assert run("fix", here / "upload.zip", "--template", here / "template.zip", "--dry-run").returncode == original


@test
def names_leak_from_no_corner_of_a_zip(tmp):
    path = pathlib.Path(tmp) / "zhenming 秘密.zip"
    path.write_bytes(telling_zip(TELLING.encode("gbk"), "真名实姓有限公司.zhenming/秘密.zhenming.txt"))
    forms = {f for word in SECRETS + ("00012345", "12346", "239901199001011234", "65432", "70123") for f in encoded(word)}
    left = forms
    for _ in range(2):  # five digits may be met by chance, but not in two bundles with keys of their own
        out, got = bundle(tmp, path)
        says(got, "same codes at the same lines")
        left = {form for form in left if any(form in part for part in parts(out.read_bytes()))}
    assert not left, f"left: {[form.decode('gb18030', 'replace') for form in left]}"
    text = next(p for p in parts(out.read_bytes()) if "个人编号".encode("gbk") in p and b"PK" not in p).decode("gbk")
    lines = text.splitlines()
    assert lines[1].startswith("个人编号\t姓名\t身份证号\t单位\t原工资\t现工资（"), lines[1]
    assert lines[5].startswith("合计\t") and lines[6].startswith("制表") and "工资" in lines[0], lines
    assert len(text) == len(TELLING.replace("\r\n", "\n").replace("\r", "").replace("\n", "\r\n")), "not a character more or less"


def persons_of(raw, encoding="utf-8"):
    return [line.split("\t") for line in raw.decode(encoding, "replace").splitlines()[1:]]


def bundled_text(tmp, text):
    path = pathlib.Path(tmp) / "x.txt"
    path.write_bytes(text)
    return unpacked(bundle(tmp, path)[0])["upload.txt"]


@test
def lines_typed_anew_in_a_garbled_file_keep_no_name(tmp):
    lines = (GOLDEN / "filled.txt").read_bytes().decode("gb18030").split("\r\n")
    for right, wrong in (("utf-8", "gb18030"), ("gb18030", "latin-1"), ("utf-8", "latin-1"), ("utf-8", "cp1252")):
        garbled = [line.encode(right).decode(wrong, "replace") for line in lines]
        for typed in (1, 20):
            now = bundled_text(tmp, "\r\n".join(garbled[:-typed - 1] + lines[-typed - 1:]).encode())
            left = [p[:3] for p in persons_of("\r\n".join(lines).encode()) if len(p) > 2 and any(v.encode() in now for v in p[:3])]
            assert not left, (right, wrong, typed, left)
            left = [p for p in persons_of("\r\n".join(garbled).encode()) if len(p) > 2 and p[1].encode() in now]
            assert not left, (right, wrong, typed, "garbled", left)


@test
def names_in_other_characters_are_replaced_too(tmp):
    lines = (GOLDEN / "filled.txt").read_bytes().split(b"\r\n")
    big5 = ["張王".encode("big5"), "王李".encode("big5"), b"\xaa\xa1\xaa\xa2"]
    utf8 = ["\ue863\ue864", "ｱﾌﾞ", "བཀྲ་ཤིས", "丁安".encode("gbk").decode("latin-1"), "王小明".encode().decode("cp1252", "replace")]
    for names, encoding in ((big5, "gb18030"), ([n.encode() for n in utf8], "utf-8")):
        rows = [line.decode("gb18030").encode(encoding).split(b"\t") for line in lines]
        for row, name in zip(rows[5:], names):
            row[1] = name
        now = bundled_text(tmp, b"\r\n".join(b"\t".join(row) for row in rows)).split(b"\r\n")
        for line, name in zip(now[5:], names):
            assert len(line.split(b"\t")[1]) == len(name) or b"\xef\xbf\xbd" in name, (line, name)
            assert name not in line, (line, name)


@test
def names_glued_to_numbers_are_replaced(tmp):
    lines = (GOLDEN / "filled.txt").read_bytes().split(b"\r\n")
    for name in ("秘密", "Zhenming", "Ｚｈｅｎ", "ﾏﾅﾐ", "Wu", "秘密".encode().decode("latin-1"), "丁安".encode("gbk").decode("latin-1")):
        rows = [line.decode("gb18030").split("\t") for line in lines]
        for row in rows[1:20]:
            row[2] = name + row[2]
        for row in rows[30:40]:
            row[4] += name
        now = bundled_text(tmp, "\r\n".join("\t".join(row) for row in rows).encode())
        assert name.encode() not in now, name


@test
def content_that_cannot_be_read_is_left_out(tmp):
    for name, code in (("ZIP-003/bad-half.zip", "ZIP-003"), ("ZIP-008/bad-zipcrypto.zip", "ZIP-008"),
                       ("ZIP-005/bad.zip", "ZIP-005"), ("ZIP-006/bad-stream.zip", "ZIP-006")):
        path = FIXTURES / name
        out, got = bundle(tmp, path)
        says(got, "Left out", "upload.zip", "same codes")
        inner = pathlib.Path(tmp) / "inner.zip"
        inner.write_bytes(unpacked(out)["upload.zip"])
        says(status(run("check", inner), 1), code)
        assert "left out" in unpacked(out)["README.txt"].decode()
        if code != "ZIP-005":
            assert inner.stat().st_size == path.stat().st_size, name


@test
def every_bundle_invents_others(tmp):
    def people(out):
        with zipfile.ZipFile(io.BytesIO(unpacked(out)["upload.zip"])) as z:
            return [line.split("\t") for line in z.read(z.namelist()[0]).decode("gb18030").splitlines()[1:]]

    first, second = (people(bundle(tmp, FILLED)[0]) for _ in range(2))
    assert first != second
    with zipfile.ZipFile(FILLED) as z:
        real = [line.split("\t") for line in z.read(z.namelist()[0]).decode("gb18030").splitlines()[1:]]
    for was, now in zip(real, first):
        assert [len(f) for f in was] == [len(f) for f in now], (was, now)
        assert now[2].startswith("2399") and not set(was) & set(now), (was, now)
    assert len({row[2] for row in first}) == len({row[0] for row in first}) == 72
    assert all(0.5 < float(row[4]) / float(row[3]) < 2 for row in first), "the ratios still tell the story"


@test
def a_bundle_is_an_output_like_others(tmp):
    says(status(run("bundle", FILLED), 2), "-o")
    status(run("bundle", FILLED, "-o", FILLED, "--force"), 2)
    status(run("bundle", FILLED, "--template", TEMPLATE, "-o", TEMPLATE, "--force"), 2)
    status(run("bundle", f"{tmp}/nosuch", "-o", f"{tmp}/o.zip"), 3)
    status(run("bundle", "-o", f"{tmp}/o.zip"), 2)
    untouched(tmp)
    got = status(run("bundle", "-", "-o", "-", stdin=(GOLDEN / "filled.txt").read_bytes()), 0)
    assert zipfile.ZipFile(io.BytesIO(got.stdout)).namelist()[1] == "upload.txt", "and nothing else on standard output"

# ------------------------------------------------------------ compare
def differences(accepted, refused, wanted):
    got = status(run("compare", accepted, refused, "--report", "json"), wanted)
    one = json.loads(got.stdout)["files"][0]
    return {d["fact"]: (d["accepted"], d["refused"]) for d in one["differences"]}, set(one["summary"]["byCode"])


@test
def a_refused_file_is_compared_layer_by_layer(tmp):
    facts, codes = differences(FILLED, FIXTURES / "stories/notepad-utf8-bom/upload.zip", 1)
    assert facts["encoding"] == ("GBK", "UTF-8") and facts["bom"] == ("no", "yes"), facts
    assert "ENC-001" in codes, codes
    facts, codes = differences(FILLED, FIXTURES / "demo/refused.zip", 1)
    assert facts["separator"] == ("TAB", "comma ,") and facts["quotes"] == ("no", "yes") and facts["notEntered"] == ("0", "2"), facts
    assert "encoding" not in facts and "ROW-001" in codes, (facts, codes)
    facts, codes = differences(FILLED, FIXTURES / "stories/password/upload.zip", 1)
    assert facts["encrypted"] == ("no", "yes") and "people" not in facts, "what cannot be read is no difference"
    for folder, fact in (("name-gbk", "nameEncoding"), ("lf", "newline"), ("no-final-newline", "finalNewline"),
                         ("no-header", "header"), ("fixed-left", "separator"), ("more-columns", "columns")):
        facts, codes = differences(FILLED, GOLDEN / "layouts" / folder / "filled.zip", 1)
        assert fact in facts, (folder, facts)
    streamed = pathlib.Path(tmp) / "流.zip"
    with open(streamed, "wb") as out, zipfile.ZipFile(type("Pipe", (), {"write": out.write, "flush": out.flush})(), "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("工资申报.txt", zipfile.ZipFile(FILLED).read("工资申报.txt"))
    facts, codes = differences(FILLED, streamed, 0)
    assert facts["descriptor"] == ("no", "yes") and not codes, (facts, codes)


@test
def the_comparison_says_what_most_likely_did_it(tmp):
    got = says(status(run("compare", FILLED, FIXTURES / "demo/refused.zip"), 1), "most likely", "ROW-001", "TAB → comma ,", "Text: no difference", "explain ROW-001")
    assert len(got.stdout.decode().splitlines()[0]) < 160
    says(status(run("compare", FILLED, FIXTURES / "demo/refused.zip", lang="zh"), 1), "多半是这里", "文字：没有区别", "被拒收的")
    says(status(run("compare", FILLED, FILLED), 0), "No difference")
    says(status(run("compare", FILLED, FIXTURES / "stories/excel-renamed/upload.zip"), 1), "not to be read that far", "ZIP-001")
    shown = run("compare", FILLED, FIXTURES / "stories/excel-csv/upload.zip", "--report", "json").stdout
    shown += run("compare", FILLED, FIXTURES / "stories/excel-csv/upload.zip").stdout
    assert not NAME.search(shown) and not {n for n in NUMBER.findall(shown) if len(n) > 6 and n.decode() in NUMBERS}, "masked"


@test
def a_comparison_needs_two_files(tmp):
    says(status(run("compare", FILLED), 2), "accepted one first")
    status(run("compare", FILLED, FILLED, FILLED), 2)
    status(run("compare", FILLED, f"{tmp}/nosuch"), 3)
    status(run("compare", FILLED, FILLED, "--report", f"json={FILLED}"), 2)
    status(run("compare", FILLED, TEMPLATE, "--fail-on", "never"), 0)
