"""Tests of convert: from zip to txt to sheet, and back."""
import pathlib
import shutil
import zipfile

from kit import FILLED, GOLDEN, TEMPLATE, fill, report, run, says, status, test, untouched


def only_text(path):
    with zipfile.ZipFile(path) as z:
        return z.read(z.infolist()[0])


def convert(tmp, source, name, *more, wanted=0):
    out = pathlib.Path(tmp) / name
    got = status(run("convert", source, "-o", out, "--force", *more), wanted)
    return out, got


@test
def a_txt_is_zipped_and_a_zip_unpacked(tmp):
    txt, _ = convert(tmp, FILLED, "我的.txt")
    assert txt.read_bytes() == (GOLDEN / "filled.txt").read_bytes()
    plain, _ = convert(tmp, txt, "plain.zip")
    assert zipfile.ZipFile(plain).namelist() == ["gzsb.txt"] and only_text(plain) == txt.read_bytes()
    like, _ = convert(tmp, txt, "like.zip", "--template", TEMPLATE)
    mine, theirs = zipfile.ZipFile(like).infolist(), zipfile.ZipFile(TEMPLATE).infolist()
    assert [(e.orig_filename, e.flag_bits) for e in mine] == [(e.orig_filename, e.flag_bits) for e in theirs]
    report(like, "--template", TEMPLATE, wanted=0)
    shutil.copy(txt, pathlib.Path(tmp) / "2026-07.txt")
    own, _ = convert(tmp, pathlib.Path(tmp) / "2026-07.txt", "own.zip")
    assert zipfile.ZipFile(own).namelist() == ["2026-07.txt"]


@test
def a_zip_made_by_convert_is_judged(tmp):
    _, got = convert(tmp, GOLDEN / "template.txt", "o.zip", "--template", TEMPLATE, wanted=1)
    says(got, "PAY-017")
    convert(tmp, GOLDEN / "template.txt", "o.zip", "--template", TEMPLATE, "--allow-undeclared")


@test
def an_edited_sheet_is_taken_back(tmp):
    for ending in ("xlsx", "csv"):
        for folder in sorted(p for p in (GOLDEN / "layouts").iterdir() if (p / "filled.zip").exists()):
            sheet, _ = convert(tmp, folder / "filled.zip", "编辑表." + ending)
            out, _ = fill(tmp, sheet, "--force", template=folder / "template.zip")
            assert only_text(out) == only_text(folder / "filled.zip"), (folder, ending)


@test
def a_sheet_is_laid_out_as_the_template_or_the_format_says(tmp):
    sheet, _ = convert(tmp, FILLED, "编辑表.xlsx")
    learned = pathlib.Path(tmp) / "f.yaml"
    status(run("formats", "learn", TEMPLATE, "-o", learned), 0)
    for known in (("--template", TEMPLATE), ("--format", learned)):
        out, _ = convert(tmp, sheet, "o.zip", *known)
        assert only_text(out) == only_text(FILLED), known
        text, _ = convert(tmp, sheet, "o.txt", *known)
        assert text.read_bytes() == only_text(FILLED), known
    for known in ((), ("--format", "hlj-shengzhi-gongzi")):
        untold = pathlib.Path(tmp) / "x.zip"
        says(status(run("convert", sheet, "-o", untold, *known), 1), "SRC-027", "formats learn")
        assert not untold.exists()


@test
def every_layout_is_laid_out_again(tmp):
    for folder in sorted(p for p in (GOLDEN / "layouts").iterdir() if (p / "filled.zip").exists()):
        sheet, _ = convert(tmp, folder / "filled.zip", "编辑表.xlsx")
        if folder.name != "spaces":  # runs of blanks have no one width
            out, _ = convert(tmp, sheet, "o.zip", "--template", folder / "template.zip")
            assert only_text(out) == only_text(folder / "filled.zip"), folder


@test
def an_editing_sheet_survives_spreadsheet_programs(tmp):
    sheet, _ = convert(tmp, TEMPLATE, "编辑表.xlsx")
    again, _ = convert(tmp, TEMPLATE, "再来.xlsx")
    assert sheet.read_bytes() == again.read_bytes(), "the same input, the same bytes"
    with zipfile.ZipFile(sheet) as z:
        page = z.read("xl/worksheets/sheet1.xml").decode()
        styles = z.read("xl/styles.xml").decode()
    for part in ("<sheetProtection", "<dataValidation ", 'state="frozen"', "ROUND(E2,2)=E2", 'sqref="E2:E73"'):
        assert part in page, part
    assert 'locked="0"' in styles
    cells = status(run("inspect", "--cells", sheet), 0).stdout.decode().splitlines()
    kinds = {row.split("\t")[1]: row.split("\t")[2] for row in cells}
    assert [kinds[c + "2"] for c in "ABCD"] == ["text", "text", "text", "number"], cells[5:9]
    untouched(tmp, "编辑表.xlsx", "再来.xlsx")
    plain, _ = convert(tmp, TEMPLATE, "编辑表.csv")
    assert plain.read_bytes().startswith(b"\xef\xbb\xbf")


@test
def convert_asks_for_what_it_needs(tmp):
    for words in (["convert"], ["convert", TEMPLATE], ["convert", TEMPLATE, "-o", f"{tmp}/x.pdf"],
                  ["convert", TEMPLATE, TEMPLATE, "-o", f"{tmp}/x.txt"], ["convert", TEMPLATE, "-o", "-"]):
        status(run(*words), 2)
    broken = pathlib.Path(tmp) / "坏.zip"
    broken.write_bytes(FILLED.read_bytes()[:900])
    for name in ("x.txt", "x.zip", "x.xlsx"):
        _, got = convert(tmp, broken, name, wanted=1)
        says(got, "Nothing was written")
    status(run("convert", TEMPLATE, "-o", f"{tmp}/没有/x.xlsx"), 3)
    untouched(tmp, "坏.zip")
