#ifndef FINDING_CATALOGUE_PHRASES_H
#define FINDING_CATALOGUE_PHRASES_H
/* Steps that many rows of the catalogue share, so that a command or a menu is worded once.
 * A RUN_ is a command, a STEPS_ is numbered lines to be joined to others by "\n". */

#define RUN_FIX_ZH "baopan fix 坏文件.zip --template 原模板.zip -o 上传.zip"
#define RUN_FIX_EN "baopan fix BROKEN.zip --template TEMPLATE.zip -o UPLOAD.zip"
#define RUN_FILL_ZH "baopan fill 原模板.zip 工资表.xlsx -o 上传.zip"
#define RUN_FILL_EN "baopan fill TEMPLATE.zip WAGES.xlsx -o UPLOAD.zip"
/* What fix would do, without doing it. */
#define RUN_DRY_ZH RUN_FIX_ZH " --dry-run"
#define RUN_DRY_EN RUN_FIX_EN " --dry-run"
/* For a txt taken out of whatever it was wrapped in. */
#define RUN_REWRAP_ZH "baopan fix 工资申报.txt --template 原模板.zip -o 上传.zip"
#define RUN_REWRAP_EN "baopan fix WAGES.txt --template TEMPLATE.zip -o UPLOAD.zip"
#define RUN_LINT_ZH "baopan formats lint 我的格式.yaml"
#define RUN_LINT_EN "baopan formats lint MY-FORMAT.yaml"

#define ZIP_TXT_ZH "在 txt 上点右键 → 发送到 → 压缩(zipped)文件夹"
#define ZIP_TXT_EN "right-click the txt → Send to → Compressed (zipped) folder"
#define OPEN_FRESH_ZH "在门户重新下载模板，解压，用记事本打开里面的 txt"
#define OPEN_FRESH_EN "download the template again, unpack it and open its txt in Notepad"
#define WAGES_ONLY_ZH "只改每行最后一项“现工资”，按 Ctrl+S 保存"
#define WAGES_ONLY_EN "change only the last item of each line, 现工资, and save with Ctrl+S"

/* The handbook's own advice, as steps 2 to 4 after a command. */
#define STEPS_AFRESH_ZH "2. 或者手工：" OPEN_FRESH_ZH "\n3. " WAGES_ONLY_ZH "\n4. " ZIP_TXT_ZH
#define STEPS_AFRESH_EN                                                                            \
    "2. Or by hand: " OPEN_FRESH_EN "\n3. Then " WAGES_ONLY_EN "\n4. Then " ZIP_TXT_EN
#define STEPS_FIX_ZH "1. " RUN_FIX_ZH "\n" STEPS_AFRESH_ZH
#define STEPS_FIX_EN "1. " RUN_FIX_EN "\n" STEPS_AFRESH_EN
#define STEPS_FILL_ZH "1. " RUN_FILL_ZH "\n" STEPS_AFRESH_ZH
#define STEPS_FILL_EN "1. " RUN_FILL_EN "\n" STEPS_AFRESH_EN

#endif
