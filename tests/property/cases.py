"""Random layouts, rosters of invented people, and the filled file as lines that damages can strike.
A line is an object: what happens to it and around it, its number and its bytes' offset stay tellable."""
import dataclasses

import people
from lib.layouts import UTF8, WAGE, WIDE, WIDTHS, Layout

SURNAMES = "郑谢袁卢魏薛叶石姚谭陆毛史钱王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
# In GBK the trail bytes of the first row are | (珅弢), \ (昞玕) and ^ (玘昡).
GIVEN = ("珅弢昞玕玘昡" "翀赟堃喆龑镕玥懿甯" "禾洲棠北泽薇澜青辰溪云竹坤亭宁宇舒闻宸川白茗远星木夏空芷文冬山葵穗雨秋清水安"
         "衿知未央弦若月明至柔洋田苗平可人思南方寸心金一唯上崔安和江尹黎易常松武又")


def name(pick):
    many = pick.choice((1, 2, 2, 2, 3))
    return pick.choice(SURNAMES) + "".join(pick.choice(GIVEN) for _ in range(many))


def person(pick, taken):
    """Somebody whose name, ID, personal number and wage nobody else has."""
    while True:
        whole = f"2399{pick.randint(1, 12):02}{pick.randint(1966, 2003)}{pick.randint(1, 12):02}" \
                f"{pick.randint(1, 28):02}{pick.randint(1, 998):03}"
        old = pick.randint(3_800_000, 9_000_000)
        one = people.Person(f"{pick.randint(1_000_000, 9_999_999):08}", name(pick), people.whole_id(whole), old,
                            people.raised(lambda bound: pick.randrange(bound), old), "财务部")
        marks = {one.number, one.name, one.id, old // 100, one.new // 100}
        if not marks & taken and one.new > old:
            taken |= marks
            return one


def roster(pick, taken):
    return [person(pick, taken) for _ in range(pick.choice((4, 9, 17, 30, 48)))]


def layout(pick):
    header = pick.random() < 0.75
    separator = pick.choice(("\t", "\t", ",", "|", ";", "^", "   ", ""))
    columns = pick.choice((("个人编号", "姓名", "身份证号", "原工资"), WIDE, WIDE[2:]))
    widths_known = all(c in WIDTHS for c in columns)
    if not separator and not widths_known:
        columns = ("个人编号", "姓名", "身份证号", "原工资")
    encoding = pick.choice(("gbk", "gbk", "utf-8", "gb18030"))
    header = header and not (not separator and encoding == "utf-8")  # the header's words exceed their widths
    blank = pick.choice(("", "0.00")) if header else "0.00"
    return Layout("random", separator=separator, columns=tuple(columns), header=header, blank=blank,
                  encoding=encoding, newline=pick.choice(("\r\n", "\r\n", "\n")),
                  final_newline=pick.random() < 0.85, right=pick.random() < 0.5,
                  flags=UTF8)


@dataclasses.dataclass(eq=False)
class Line:
    fields: list              # None where raw says all
    raw: bytes = None
    ending: str = None        # None: the layout's

    def bytes(self, lay):
        return self.raw if self.raw is not None else lay.line(self.fields).encode(lay.encoding)


class Case:
    """A filled file on its way to being damaged, and what must be told of it."""

    def __init__(self, pick):
        self.pick, self.taken = pick, set()
        self.layout = layout(pick)
        self.people = roster(pick, self.taken)
        self.was = self.layout     # the template's, whatever becomes of the upload's
        self.template = self.was.zip(self.was.text(self.people))
        head = [Line([*self.was.columns, WAGE])] if self.was.header else []
        self.lines = head + [self.line_of(p) for p in self.people]
        self.untouched = list(self.lines)  # as the template's lines
        self.head = head[0] if head else None
        self.prefix = b""
        self.pack = None           # text → zip bytes, or the layout's own way
        self.expected = []

    def line_of(self, p):
        return Line(self.was.values(p, self.was.wage_text(p.new)))

    def column(self, word):
        return [*self.was.columns, WAGE].index(word)

    def persons(self):
        """Lines that still are a whole person's."""
        return [l for l in self.lines if l is not self.head and l.fields and l.raw is None]

    def a_line(self):
        """A line no damage has struck yet."""
        struck = [e.line for e in self.expected]
        return self.pick.choice([l for l in self.persons() if l not in struck] or self.persons())

    def freeze(self, line):
        """The line as bytes, to be struck byte by byte."""
        line.raw = line.bytes(self.layout)
        return line.raw

    def number(self, line):
        return self.lines.index(line) + 1

    def offset(self, line):
        at = len(self.prefix)
        for l in self.lines[:self.lines.index(line)]:
            at += len(l.bytes(self.layout) + self.end_of(l, False).encode(self.layout.encoding))
        return at

    def field_offset(self, line, at):
        lay = self.layout
        before = "".join(f + lay.separator for f in line.fields[:at])
        return self.offset(line) + len(before.encode(lay.encoding))

    def end_of(self, line, last):
        if last and not self.layout.final_newline:
            return ""
        return self.layout.newline if line.ending is None else line.ending

    def text(self):
        lay = self.layout
        last = self.lines[-1]
        return self.prefix + b"".join(l.bytes(lay) + self.end_of(l, l is last).encode(lay.encoding) for l in self.lines)

    def upload(self):
        return (self.pack or self.layout.zip)(self.text())
