"""What befalls a filled file, one function a damage. Each changes the case and says what a report must
hold. A damage that the layout cannot suffer returns False and changes nothing."""
import codecs
import dataclasses
import zlib

import cases
import people
from lib.layouts import WAGE, WIDTHS
from lib.zipbytes import Entry, utf8_entry, zip_bytes


@dataclasses.dataclass
class Expected:
    damage: str
    prefixes: tuple            # a finding of one of these, told or folded
    line: object = None        # the Line it must stand at; or a number, of the template
    field: int = None          # a field of it, whose byte offset must be told
    byte: int = None           # an offset within the line instead


def expect(case, damage, prefixes, line=None, field=None, byte=None):
    if field is not None and not case.layout.separator:
        field = None
    case.expected.append(Expected(damage, tuple(prefixes.split()), line, field, byte))
    return True


# ---- The whole text.
def separator_changed(case):
    if not case.layout.separator or not separators_left(case):
        return False
    case.layout = dataclasses.replace(case.layout, separator=case.pick.choice(separators_left(case)))
    return expect(case, "separator changed", "ROW")


def separators_left(case):
    return [s for s in "\t,;|^" if s != case.layout.separator]


def quoted(case):
    if not case.layout.separator:
        return False
    if len(case.layout.separator) > 1:  # quotes between blanks are told of the fields, not as quotes
        return expect_quoted(case, "ID-004 ROW PAY")
    return expect_quoted(case, "ROW-002")


def expect_quoted(case, prefixes):
    for l in case.persons():
        l.fields = [f'"{f}"' for f in l.fields]
    return expect(case, "quotes", prefixes)


def encoding_changed(case):
    if case.layout.encoding == "utf-8":
        target = case.pick.choice(("gbk", "utf-16-le"))
    else:
        target = case.pick.choice(("utf-8", "utf-16-le", "utf-16-be"))
    if case.prefix or not case.layout.separator:
        return False
    case.layout = dataclasses.replace(case.layout, encoding=target)
    if target.startswith("utf-16"):
        case.prefix = codecs.BOM_UTF16_LE if target.endswith("le") else codecs.BOM_UTF16_BE
    return expect(case, f"encoding changed to {target}", "ENC-001 ENC-016")


def bom_added(case):
    if case.layout.encoding != "utf-8" or case.prefix:
        return False
    case.prefix = codecs.BOM_UTF8
    return expect(case, "BOM added", "ENC-002")


def newline_changed(case):
    other = case.pick.choice([n for n in ("\r\n", "\n", "\r") if n != case.layout.newline])
    case.layout = dataclasses.replace(case.layout, newline=other)
    return expect(case, "newline changed", "ENC-008")


def newline_mixed(case):
    case.pick.choice(case.lines[:-1]).ending = "\n" if case.layout.newline == "\r\n" else "\r\n"
    return expect(case, "newlines mixed", "ENC-009 ENC-008")


def final_newline_changed(case):
    case.layout = dataclasses.replace(case.layout, final_newline=not case.layout.final_newline)
    return expect(case, "final newline", "ENC-010")


# ---- Bytes of one line.
def bad_byte(case):
    """0xFF is part of no character. Put within a character it makes that character's start the place."""
    if case.layout.encoding != case.was.encoding:
        return False
    line = case.a_line()
    text = case.layout.line(line.fields)
    at = case.pick.randrange(len(text))
    before = text[:at].encode(case.layout.encoding)
    struck = text[at].encode(case.layout.encoding)
    into = case.pick.randrange(len(struck))
    raw = case.freeze(line)
    line.raw = before + struck[:into] + b"\xff" + raw[len(before) + into:]
    return expect(case, "bad byte", "ENC-004", line, byte=len(before))


def control_character(case):
    line = case.a_line()
    at = case.column("姓名")
    line.fields[at] += case.pick.choice("\x00\x0b\x1b\x1a\x07")
    return expect(case, "control character", "ENC-012", line)


def empty_line(case):
    new = cases.Line(None, b"")
    case.lines.insert(case.pick.randrange(1, len(case.lines)), new)
    return expect(case, "empty line", "ENC-011", new)


# ---- Lines and people.
def column_lost(case):
    if not case.layout.separator:
        return False
    line = case.a_line()
    del line.fields[case.pick.randrange(len(line.fields) - 1)]
    line.raw = case.layout.line(line.fields).encode(case.layout.encoding)
    return expect(case, "column lost", "ROW", line)


def person_lost(case):
    line = case.a_line()
    number = case.untouched.index(line) + 1
    case.lines.remove(line)
    return expect(case, "person lost", "ROS-001", number)


def person_added(case):
    new = case.line_of(cases.person(case.pick, case.taken))
    case.lines.insert(case.pick.randint(1, len(case.lines)), new)
    return expect(case, "person added", "ROS-002", new)


def person_twice(case):
    again = cases.Line(list(case.a_line().fields))
    case.lines.append(again)
    return expect(case, "person twice", "ROS-003 ID-007", again)


def header_lost(case):
    if not case.head or case.head not in case.lines:
        return False
    case.lines.remove(case.head)
    return expect(case, "header lost", "ROW-005")


def total_added(case):
    if not case.layout.separator:
        return False
    fields = [""] * len(case.was.columns) + [people.amount(sum(p.new for p in case.people))]
    fields[0] = "合计"
    new = cases.Line(fields)
    case.lines.append(new)
    return expect(case, "total line", "ROW", new)


# ---- Fields.
def set_field(case, word, make, damage, prefixes):
    """A field of one line anew; in fixed width only what fits."""
    line, at = case.a_line(), case.column(word)
    value = make(line.fields[at])
    if not case.layout.separator and len(value.encode(case.layout.encoding)) > WIDTHS[word]:
        return False
    if case.layout.separator and case.layout.separator in value:
        prefixes = "ROW"
    line.fields[at] = value
    return expect(case, damage, prefixes, line, at if prefixes != "ROW" and value else None)


def id_digit(case):
    at, more = case.pick.randrange(17), case.pick.randint(1, 9)
    turned = lambda v: v[:at] + str((int(v[at]) + more) % 10) + v[at + 1:]
    return set_field(case, "身份证号", turned, "ID digit changed", "ID")


def id_scientific(case):
    return set_field(case, "身份证号", lambda v: f"{float(v[:17] + '0'):.5E}", "ID scientific", "ID-002")


def old_altered(case):
    return set_field(case, "原工资", lambda v: "1" + v, "old wage altered", "ROW-015")


def name_altered(case):
    return set_field(case, "姓名", lambda v: "欧阳石" if v != "欧阳石" else "司马石", "name altered", "ROW-015")


def number_altered(case):
    return set_field(case, "个人编号", lambda v: v[:-1] + str((int(v[-1]) + 3) % 10), "number altered", "ROW-015 ROS ID")


def wage_blank(case):
    return set_field(case, WAGE, lambda v: "", "wage blank", "PAY-001")


def wage_below(case):
    return set_field(case, WAGE, lambda v: case.pick.choice(("0", "0.00", "0.5", "0.99")), "wage below 1", "PAY-002")


def wage_text(case):
    return set_field(case, WAGE, lambda v: case.pick.choice(("待定", "#N/A", "abc", "2026-01-05")), "wage text", "PAY")


def wage_negative(case):
    return set_field(case, WAGE, lambda v: "-" + v, "wage negative", "PAY-003")


def wage_thousands(case):
    return set_field(case, WAGE, lambda v: f"{float(v):,.2f}", "wage with thousands", "PAY-005")


# ---- The zip.
def repacked(case, make, damage, prefixes):
    if case.pack:
        return False
    case.pack = make
    return expect(case, damage, prefixes)


def in_folder(case):
    return repacked(case, lambda text: zip_bytes(utf8_entry("申报/工资申报.txt", text)), "in a folder", "ZIP")


def extra_entry(case):
    name = case.pick.choice(("__MACOSX/._工资申报.txt", ".DS_Store", "Thumbs.db", "说明.doc", "旧.txt"))
    return repacked(case, lambda text: zip_bytes(Entry(case.was.entry, text), utf8_entry(name, b"\0\1\2")),
                    f"extra entry {name}", "ZIP")


def wrong_crc(case):
    return repacked(case, lambda text: zip_bytes(Entry(case.was.entry, text, crc=zlib.crc32(text) ^ 5)), "wrong CRC", "ZIP-005")


def truncated(case):
    share = case.pick.uniform(0.1, 0.98)
    return repacked(case, lambda text: case.was.zip(text)[:int(len(case.was.zip(text)) * share)], "truncated", "ZIP")


ANY = [separator_changed, quoted, encoding_changed, bom_added, newline_changed, newline_mixed, final_newline_changed,
       bad_byte, bad_byte, bad_byte, control_character, empty_line, column_lost, person_lost, person_added, person_twice,
       header_lost, total_added, id_digit, id_scientific, old_altered, name_altered, number_altered, wage_blank,
       wage_below, wage_text, wage_negative, wage_thousands, in_folder, extra_entry, wrong_crc, truncated]
# Two at once: what befell the whole text, then a line of it.
WHOLE = [separator_changed, encoding_changed, bom_added, newline_changed, final_newline_changed, header_lost, person_lost,
         person_added, empty_line, bad_byte, bad_byte, control_character]
THEN = [bad_byte, empty_line, person_lost, person_added, person_twice, id_digit, id_scientific, old_altered, name_altered,
        number_altered, wage_blank, wage_below, wage_text, wage_negative, wage_thousands, in_folder, extra_entry]
