"""Small payroll tables as people make them: what is filled in of each, or which finding refuses it."""
import pathlib
import zipfile

from kit import TEMPLATE, of_the_core, run, says, test

ONE, TWO = "239906199101248283", "239907198510201971"  # 郑沐禾 and 谢知洲, old wages 56375.86 and 64364.22

GROUPS = [  # 现工资 over several columns: none of them is the first
    "人员信息,,,现工资,,/姓名,身份证号,部门,基本,绩效,合计/郑沐禾,ONE,x,47000,12000,59000",
    "姓名,身份证号,,现工资,,/,,工号,固定,浮动,合计/郑沐禾,ONE,1,47000,12000,59000",
    "姓名,身份证号,,本年工资,,/,,工号,上半年,下半年,全年/郑沐禾,ONE,1,47000,12000,59000",
]
NO_WAGES = ("上年缴费工资 上年度申报工资 原申报工资 旧缴费基数 老缴费基数 去年缴费基数 调整前月工资 变更前工资 原月工资 应发工资（上年） "
            "现工资(申报前) 扣工资 应扣工资 病假工资 加班工资 工资扣款 最低工资 工资差额 工资卡").split()
UNKNOWN_HEADERS = ["职工甲,证明,年资/郑沐禾,ONE,55000/谢知洲,TWO,56000", "身份证号码,参保人,原申报数/ONE,郑沐禾,55000/TWO,谢知洲,56000",
                   "姓名,身份证号,原申报工资,新申报数/郑沐禾,ONE,55000,-"]
FURTHER_DOWN = [  # what a second header says otherwise than the first
    ("姓名,身份证号,现工资/郑沐禾,ONE,59000/姓名,身份证号,现工资（万元）/谢知洲,TWO,6.5", "SRC-032"),
    ("姓名,身份证号,现工资/郑沐禾,ONE,59000/二车间,,单位：万元/谢知洲,TWO,6.5", "SRC-032"),
    ("姓名,身份证号,现工资/郑沐禾,ONE,59000/,,（千元）/谢知洲,TWO,6.5", "SRC-032"),
    ("姓名,身份证号,现工资,备注/郑沐禾,ONE,59000,/姓名,身份证号,现工资（上年）,现工资（本年）/谢知洲,TWO,61000,66000", "SRC-031"),
    ("姓名,身份证号,应发工资（月）/郑沐禾,ONE,59000/姓名,身份证号,应发工资（年）/谢知洲,TWO,66000", "SRC-031"),
]
TWO_ROWS = "姓名,身份证号,工资,/,,应发,实发/郑沐禾,ONE,60000,59000/姓名,身份证号,工资,/,,%s/谢知洲,TWO,67000,66000"
CUT = ["姓名,身份证号,现工资,备注/郑沐禾,ONE,59,000.00,", "姓名,身份证号,现工资,备注/郑沐禾,ONE,59,000.00", "姓名,身份证号,现工资,备注/郑沐禾,ONE,1,059,000.00",
       "姓名,身份证号,津贴,现工资,备注/郑沐禾,ONE,1,200.00,59000,"]
MONTHS = "姓名,身份证号,月份,工资/郑沐禾,ONE,1月,29000/郑沐禾,ONE,2月,30000/郑沐禾,ONE,%s,59000"


def filled(tmp, table, *more):
    """The wages filled in, by name, and what was said."""
    path, out = pathlib.Path(tmp) / "小表.csv", pathlib.Path(tmp) / "小.zip"
    out.unlink(missing_ok=True)
    path.write_text(table.replace("/", "\n").replace("ONE", ONE).replace("TWO", TWO) + "\n", encoding="utf-8")
    got = run("fill", TEMPLATE, path, "-o", out, "--partial", *more)
    if not out.exists():
        return {}, got
    with zipfile.ZipFile(out) as z:
        lines = [line.split("\t") for line in z.read(z.namelist()[0]).decode("gb18030").splitlines()[1:]]
    return {f[1]: f[4] for f in lines if f[4]}, got


def refused(tmp, table, code, *more):
    wages, got = filled(tmp, table, *more)
    says(got, code)
    assert not wages, (table, wages)


def taken(tmp, table, *more, **wages):
    got, said = filled(tmp, table, *more)
    assert got == {name: f"{wage}.00" for name, wage in wages.items()}, (table, got, said.stdout.decode())
    return said


@test
@of_the_core
def no_column_of_several_is_taken(tmp):
    for table in GROUPS:
        refused(tmp, table, "SRC-006")
    for table in UNKNOWN_HEADERS:
        refused(tmp, table, "SRC-005")
    refused(tmp, "姓名,身份证号,现工资(2025),基数(2026)/郑沐禾,ONE,55000,59000", "SRC-006")
    taken(tmp, "姓名,身份证号,现工资（2026年）/郑沐禾,ONE,59000", 郑沐禾=59000)
    taken(tmp, "2026年工资表/郑沐禾,ONE,59000/谢知洲,TWO,66000", 郑沐禾=59000, 谢知洲=66000)
    taken(tmp, "姓名,身份证号,上年月平均,现工资*必填/郑沐禾,ONE,1,59000", 郑沐禾=59000)


@test
@of_the_core
def old_wages_and_what_is_taken_off_are_no_wages(tmp):
    for header in NO_WAGES:
        refused(tmp, f"姓名,身份证号,{header}/郑沐禾,ONE,55000", "SRC-005")


@test
@of_the_core
def names_are_compared_whichever_column_they_stand_in(tmp):
    table = "姓名,身份证号,姓名,现工资/%s,ONE,%s,59000/%s,TWO,%s,66000"
    for swap in (False, True):
        own, other = ("郑沐禾", "谢知洲"), ("甲", "乙")
        cells = (other[0], own[0], other[1], own[1]) if swap else (own[0], other[0], own[1], other[1])
        assert b"SRC-012" not in taken(tmp, table % cells, 郑沐禾=59000, 谢知洲=66000).stdout
    says(taken(tmp, table % ("谢知洲", "甲", "郑沐禾", "乙"), 郑沐禾=59000, 谢知洲=66000), "SRC-012")


@test
@of_the_core
def a_header_further_down_is_read_as_closely(tmp):
    for table, code in FURTHER_DOWN:
        refused(tmp, table, code)
    for top in ("姓名,身份证号,现工资（百万元）", "工资及奖金发放表（单位：万元）/姓名,身份证号,现工资", "工资、奖金以千元计/姓名,身份证号,现工资"):
        refused(tmp, top + "/郑沐禾,ONE,5.9", "SRC-032")
    refused(tmp, TWO_ROWS % "实发,应发", "SRC-031", "--wage-column", "D")
    taken(tmp, TWO_ROWS % "应发,实发", "--wage-column", "D", 郑沐禾=59000, 谢知洲=66000)
    taken(tmp, "姓名,身份证号,现工资/郑沐禾,ONE,59000/姓名,身份证号,现工资（元）/谢知洲,TWO,66000", 郑沐禾=59000, 谢知洲=66000)


@test
@of_the_core
def a_sum_is_a_sum_by_any_name(tmp):
    for word in ("全年", "合計", "Total", "汇总", "本年累计"):
        says(taken(tmp, MONTHS % word, "--duplicates", "sum", 郑沐禾=59000), "SRC-018")
    for word in ("年度合计数", "Σ", "1-2月"):
        refused(tmp, MONTHS % word, "SRC-021", "--duplicates", "sum")
    taken(tmp, (MONTHS % "3月").replace("59000", "31000"), "--duplicates", "sum", 郑沐禾=90000)


@test
@of_the_core
def commas_that_cut_an_amount_are_seen(tmp):
    for table in CUT:
        refused(tmp, table, "SRC-021")
    taken(tmp, "姓名,身份证号,月数,现工资,备注/郑沐禾,ONE,12,850.00,/谢知洲,TWO,12,900,250", 郑沐禾=850, 谢知洲=900)


@test
@of_the_core
def a_name_does_not_outdo_anothers_number(tmp):
    for number in ("E12345678", "110101198001011230", "H01234567"):
        assert not filled(tmp, f"姓名,身份证号,现工资/郑沐禾,{number},59000", "--match-by-name")[0], number
    for number in ("", "不详", ONE[:-1], ONE[:9] + "0" + ONE[10:]):
        says(taken(tmp, f"姓名,身份证号,现工资/郑沐禾,{number},59000", "--match-by-name", 郑沐禾=59000), "SRC-014")
    taken(tmp, "部门,姓名,现工资,备注/x,郑沐禾,59000,累计工龄20年/总计划部,谢知洲,66000,/合计,,125000,", "--match-by-name", 郑沐禾=59000, 谢知洲=66000)


@test
@of_the_core
def a_personal_number_beside_a_lost_id_finds_its_person(tmp):
    for number in ("", "不详"):
        says(taken(tmp, f"个人编号,姓名,身份证号,现工资/01204030,郑沐禾,{number},59000", 郑沐禾=59000), "SRC-014")
    assert not filled(tmp, "个人编号,姓名,身份证号,现工资/01204042,郑沐禾,,59000")[0]


def book(tmp, *sheets, hidden=0):
    """A workbook as XML, whose sheets are (name, rows); numbers are numbers. `hidden`: a column that is."""
    def cell(c):
        kind = "Number" if isinstance(c, (int, float)) else "String"
        return f'<Cell><Data ss:Type="{kind}">{c}</Data></Cell>'
    said = f'<Column ss:Index="{hidden}" ss:Hidden="1"/>' if hidden else ""
    parts = [f'<Worksheet ss:Name="{name}"><Table>{said}' + "".join("<Row>" + "".join(map(cell, r)) + "</Row>" for r in rows) + "</Table></Worksheet>"
             for name, rows in sheets]
    path = pathlib.Path(tmp) / "簿.xml"
    path.write_text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
                    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">' + "".join(parts) + "</Workbook>", encoding="utf-8")
    return path


def of_book(tmp, path, *more):
    out = pathlib.Path(tmp) / "簿.zip"
    out.unlink(missing_ok=True)
    got = run("fill", TEMPLATE, path, "-o", out, "--partial", *more)
    if not out.exists():
        return None, got
    with zipfile.ZipFile(out) as z:
        return z.read(z.namelist()[0]).decode("gb18030").split(ONE)[1].splitlines()[0].split("\t")[2], got


@test
def a_sheet_is_known_by_its_name_first(tmp):
    def sheet(wage):
        return [["姓名", "身份证号", "现工资"], ["郑沐禾", ONE, wage]]
    path = book(tmp, ("2", sheet(2000)), ("3", sheet(3000)), ("1", sheet(1000)))
    for name in "123":
        assert of_book(tmp, path, "--sheet", name)[0] == f"{name}000.00", name
    assert of_book(tmp, book(tmp, ("一", sheet(1)), ("二", sheet(7000))), "--sheet", "2")[0] == "7000.00"


@test
@of_the_core
def a_hidden_column_is_no_clear_choice(tmp):
    rows = [["姓名", "身份证号", "现工资", "实发工资"], ["郑沐禾", ONE, 55000, 59000]]
    says(of_book(tmp, book(tmp, ("a", rows), hidden=3))[1], "SRC-006")
    assert of_book(tmp, book(tmp, ("a", rows), hidden=4))[0] == "55000.00"


@test
@of_the_core
def years_and_months_may_be_headers(tmp):
    years = book(tmp, ("a", [["姓名", "身份证号", 2025, 2026], ["郑沐禾", ONE, 55000, 59000]]))
    says(of_book(tmp, years)[1], "SRC-005", "2026")
    assert of_book(tmp, years, "--wage-column", "2026")[0] == "59000.00"
    months = book(tmp, ("a", [["姓名", "身份证号", 1, 2, "现工资"], ["郑沐禾", ONE, 5000, 5100, 59000]]))
    assert of_book(tmp, months)[0] == "59000.00"


@test
@of_the_core
def ordinary_tables_are_taken(tmp):
    """What stands round them is nobody's wage, no unit and no other header."""
    people = "郑沐禾,ONE,%s,59000/谢知洲,TWO,%s,66000"
    both = {"郑沐禾": 59000, "谢知洲": 66000}
    for title in ("单位名称：千山百货有限公司", "编制单位：某某公司,,日期：2026年11月", "金额单位：人民币元", "分公司：一分", "单位：人"):
        taken(tmp, f"{title}/姓名,身份证号,部门,现工资/" + people % ("a", "b"), **both)
    for head in ("现 工 资", "2026年工资", "薪酬", "工资（含加班）", "应发（扣社保前）", "*现工资", "现工资（必填）", "基本养老缴费工资"):
        taken(tmp, f"姓名,身份证号,部门,{head}/" + people % ("a", "b"), **both)
    for beside, value in (("入职时间", "201903"), ("出生年月", "1991.01"), ("天数", "250"), ("原工资", "50000"), ("增减", "3000"), ("岗位", "2")):
        taken(tmp, f"姓名,身份证号,{beside},工资/" + people % (value, value), **both)
    rows = (people % ("a", "b")).split("/")
    for foot in ("制表人：张三,审核：李四,,", "总计（大写）：壹拾贰万伍仟元整,,,", "注：1、工资单位为元,,,", "平均,,,62500", "财务：,,人事：,", "经手人姓名：,,身份证号：,"):
        taken(tmp, f"姓名,身份证号,部门,现工资/{rows[0]}/{rows[1]}/{foot}", **both)


@test
@of_the_core
def columns_of_one_header_say_each_their_own(tmp):
    path, out = pathlib.Path(tmp) / "少两列.csv", pathlib.Path(tmp) / "出.zip"
    path.write_text(f"姓名,身份证号,现工资\n郑沐禾,{ONE},59000\n", encoding="utf-8")
    says(run("convert", path, "-o", out, "--template", TEMPLATE), "no column \"个人编号\"", "no column \"原工资\"")


@test
@of_the_core
def what_may_be_another_is_asked_and_amounts_in_words_are_not(tmp):
    for head in ("缴费工资（上年度月平均工资）,基本工资", "打卡工资,基本工资", "现工资（旧系统）,基本工资", "加班工资,基本工资"):
        refused(tmp, f"姓名,身份证号,{head}/郑沐禾,ONE,47000,42000", "SRC-006")
    people = "郑沐禾,ONE,59000/%s/谢知洲,TWO,66000"
    for row in ("合计金额（大写）,,肆万柒仟元整", "注：年终奖以万元计算另报,,", "张三,,停发工资"):
        taken(tmp, "姓名,身份证号,现工资/" + people % row, 郑沐禾=59000, 谢知洲=66000)
    taken(tmp, "姓名,身份证号,原工资,现工资/郑沐禾,ONE,-,56375.86".replace("56375.86", "59000"), 郑沐禾=59000)
    assert filled(tmp, "姓名,身份证号,原工资,现工资/郑沐禾,ONE,-,56375.86")[0] == {"郑沐禾": "56375.86"}
    taken(tmp, "序号,工龄,出勤天数,姓名,身份证号,现工资/1,12,250,郑沐禾,ONE,59000,", 郑沐禾=59000)
