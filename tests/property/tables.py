"""Payroll tables in random dress: the same people and wages as CSV of some dialect or as a workbook written by
hand, in payroll's own order, among columns, titles and totals that mean nothing to a wage file."""
import io
import zipfile
from xml.sax.saxutils import escape

import people

IDS = ("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证号（18位）")
WAGES = ("现工资", "本年工资", "新工资", "现缴费基数", "现工资(元)")
MORE = ("序号", "部门", "备注", "联系电话", "职务")
OFFICES = ("职员", "审核员", "负责人", "制表员", "经办")
REMARKS = ("", "试用", "含\"岗位\"津贴", "换行\n在格里", "a,b;c", "  ", "0")


class Number(float):
    """A cell that a workbook holds as a number."""


def decorated_id(pick, one, key=None):
    kind = pick.randrange(12)
    if kind == 0:
        return one.lower()
    if kind == 1:
        return one[:6] + " " + one[6:14] + " " + one[14:]
    if kind == 2:
        return "'" + one
    return " " + one + " " if kind == 3 else one


def dressed_wage(pick, fen, book):
    """A wage as payroll writes it, and means these very fen."""
    if book and pick.random() < 0.7:
        return Number(fen / 100)
    kind = pick.randrange(10)
    text = people.amount(fen, pick.choice((0, 2, 2)))
    if kind == 0:
        whole, _, part = text.partition(".")
        return f"{int(whole):,}" + ("." + part if part else "")
    if kind == 1:
        return pick.choice((f"¥{text}", f"{text}元", f"￥{text}", f" {text} "))
    if kind == 2:
        return pick.choice((f"'{text}", f"{text}\n", f"\r\n{text}", text if book else f'="{text}"'))
    return text


def rows_of(pick, payroll, book):
    """Header and rows; payroll is a list of (person, fen or None or a text that is no wage)."""
    more = pick.sample(MORE, pick.randrange(len(MORE) + 1))
    head = [*more, "姓名", pick.choice(IDS), pick.choice(WAGES)]
    pick.shuffle(head)
    rows = []
    for n, (p, wage) in enumerate(payroll):
        cells = {"序号": Number(n + 1) if book else str(n + 1), "部门": p.department, "备注": pick.choice(REMARKS),
                 "联系电话": "139" + p.number, "职务": pick.choice(OFFICES), "姓名": p.name}
        rows.append([cells[h] if h in cells else decorated_id(pick, p.id) if h in IDS else
                     wage if isinstance(wage, str) else "" if wage is None else dressed_wage(pick, wage, book)
                     for h in head])
    return head, rows


def around(pick, head, rows):
    """Titles above, blank rows between, totals and signatures below."""
    table = []
    if pick.random() < 0.3:
        table.append(["2026年度工资表"])
    if pick.random() < 0.2:
        table.append([])
    table.append(head)
    table += rows
    if pick.random() < 0.25 and len(rows) > 2:  # the next page begins
        at = len(table) - pick.randrange(1, len(rows))
        table[at:at] = [["本页小计"] + [""] * (len(head) - 2) + ["9999.00"], ["2026年度工资表"], list(head)][pick.randrange(3):]
    if pick.random() < 0.3:
        table.append(["合计"] + [""] * (len(head) - 2) + ["720000.00"])
    if pick.random() < 0.2:
        table.append(["制表人：", "", "审核："][:len(head)])
    return table


# ---- CSV.
def quoted(pick, cell, separator, style):
    text = f"{cell:.2f}" if isinstance(cell, Number) else cell
    needs = any(c in text for c in (separator, '"', "\n", "\r"))
    return '"' + text.replace('"', '""') + '"' if needs or style == "all" or (style == "some" and pick.random() < 0.3) else text


def csv_bytes(pick, table):
    separator = pick.choice((",", ",", ",", ";", "\t"))
    style, newline = pick.choice(("few", "few", "some", "all")), pick.choice(("\r\n", "\n"))
    encoding = pick.choice(("utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16"))
    lines = [separator.join(quoted(pick, c, separator, style) for c in row) for row in table]
    return (newline.join(lines) + pick.choice((newline, ""))).encode(encoding)


# ---- A workbook by hand: nobody's library, so that the reader meets what it must only understand.
def reference(column, row):
    letters = ""
    while column >= 0:
        letters, column = chr(65 + column % 26) + letters, column // 26 - 1
    return f"{letters}{row}"


class Book:
    def __init__(self, pick):
        self.shared, self.inline = {}, pick.random() < 0.4
        self.referenced, self.spaced = pick.random() < 0.8, pick.random() < 0.3
        self.prefix = "x:" if pick.random() < 0.15 else ""
        self.entities = pick.random() < 0.3
        self.quote = pick.choice("\"\"'")

    def text(self, value):
        kept = escape(value)
        if self.entities and value:
            kept = f"&#{ord(value[0])};" + escape(value[1:])
        return kept

    def cell(self, value, column, row):
        p, q, blank = self.prefix, self.quote, "\n  " if self.spaced else ""
        at = f" r={q}{reference(column, row)}{q}" if self.referenced else ""
        if isinstance(value, Number):
            return f"{blank}<{p}c{at}><{p}v>{value!r}</{p}v></{p}c>"
        if value == "":
            return f"{blank}<{p}c{at}/>"
        keep = f" xml:space={q}preserve{q}" if value != value.strip() or "\n" in value else ""
        if self.inline:
            return f"{blank}<{p}c{at} t={q}inlineStr{q}><{p}is><{p}t{keep}>{self.text(value)}</{p}t></{p}is></{p}c>"
        index = self.shared.setdefault((value, keep), len(self.shared))
        return f"{blank}<{p}c{at} t={q}s{q}><{p}v>{index}</{p}v></{p}c>"

    def sheet(self, table):
        p = self.prefix
        rows = "".join(f"<{p}row r={self.quote}{n}{self.quote}>" + "".join(self.cell(c, i, n) for i, c in enumerate(row)) + f"</{p}row>"
                       for n, row in enumerate(table, 1))
        space = f"xmlns{':' + p[:-1] if p else ''}={self.quote}{MAIN}{self.quote}"
        return f"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{p}worksheet {space}><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>"

    def strings(self):
        items = "".join(f"<si><t{keep}>{self.text(value)}</t></si>" for value, keep in self.shared)
        return f'<sst xmlns="{MAIN}" count="{len(self.shared)}">{items}</sst>'


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>')


def relations(*targets):
    rows = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def xlsx_bytes(pick, table):
    book, out = Book(pick), io.BytesIO()
    sheet = book.sheet(table)
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="工资" sheetId="1" r:id="rId1"/></sheets></workbook>'
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
             "xl/workbook.xml": workbook,
             "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")),
             "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": book.strings()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if pick.random() < 0.8 else zipfile.ZIP_STORED) as z:
        for name, part in parts.items():
            z.writestr(name, part)
    return out.getvalue()
