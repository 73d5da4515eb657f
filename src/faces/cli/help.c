#include <stdio.h>

#include "faces/cli/cli.h"

static const char ZH[] =
    "baopan 报盘：上传之前，检查、填写、修好工资申报文件\n"
    "\n"
    "  baopan check 上传.zip --template 原模板.zip      检查门户会不会接受\n"
    "  baopan fill 原模板.zip 工资表.xlsx -o 上传.zip   把工资填进原模板\n"
    "  baopan convert 原模板.zip -o 编辑表.xlsx         做成可编辑的表，改好再 fill\n"
    "  baopan convert 工资申报.txt -o 上传.zip          按 -o 的结尾转换：zip、txt、xlsx、csv\n"
    "  baopan inspect 文件 [--cells]                    看文件是什么，不作判断\n"
    "  baopan explain [代码]                            解释一个问题\n"
    "  baopan formats [list | show 名字 | lint 文件 | learn 原模板]\n"
    "\n"
    "check：  --template 文件  --format 名字或文件  --report text|json|ndjson|sarif|junit|csv[=文件]\n"
    "         --fail-on error|warning|note|never  --severity 代码=off|note|warning|error\n"
    "         --allow-undeclared  --wage-column 第几项  --hash\n"
    "fill：   -o 文件  --sheet 表  --id-column 列  --wage-column 列  --partial\n"
    "         --duplicates error|sum|last  --match-by-name  --template-wage-column 第几项  --force\n"
    "convert：-o 文件  --template 文件  --format 名字或文件  --force\n"
    "都可以： --lang zh|en  --color auto|always|never  --reveal id,name,wage,all\n"
    "         --max-lines 行数  --max-size 字节\n"
    "\n"
    "退出状态：0 没有问题  1 有问题  2 用法不对  3 读写不了  4 程序自己的错\n";

static const char EN[] =
    "baopan: checks, fills in and mends a wage declaration file before it is uploaded\n"
    "\n"
    "  baopan check UPLOAD.zip --template TEMPLATE.zip     will the portal take it?\n"
    "  baopan fill TEMPLATE.zip WAGES.xlsx -o UPLOAD.zip   wages into the template\n"
    "  baopan convert TEMPLATE.zip -o SHEET.xlsx           a sheet to edit, which fill takes back\n"
    "  baopan convert WAGES.txt -o UPLOAD.zip              the ending of -o decides: zip, txt, xlsx, csv\n"
    "  baopan inspect FILE [--cells]                       what a file is, unjudged\n"
    "  baopan explain [CODE]                               what a finding means\n"
    "  baopan formats [list | show NAME | lint FILE | learn TEMPLATE]\n"
    "\n"
    "check:  --template FILE  --format NAME|FILE  --report text|json|ndjson|sarif|junit|csv[=FILE]\n"
    "        --fail-on error|warning|note|never  --severity CODE=off|note|warning|error\n"
    "        --allow-undeclared  --wage-column N  --hash\n"
    "fill:   -o FILE  --sheet S  --id-column C  --wage-column C  --partial\n"
    "        --duplicates error|sum|last  --match-by-name  --template-wage-column N  --force\n"
    "convert: -o FILE  --template FILE  --format NAME|FILE  --force\n"
    "all:    --lang zh|en  --color auto|always|never  --reveal id,name,wage,all\n"
    "        --max-lines N  --max-size BYTES\n"
    "\n"
    "exit status: 0 fine  1 found something  2 wrong usage  3 cannot read or write  4 our own fault\n";

void print_usage(baopan_lang lang) { (void)fputs(lang == BAOPAN_ZH ? ZH : EN, stdout); }
