/* Why the system would not, in words: what errno says, the same on every system. */
#include <errno.h>
#include <string.h>

#include "faces/os/os.h"

bool os_reader_left(void) { return errno == EPIPE; }

const char *os_reason(bool chinese) {
    static const struct {
        int number;
        const char *zh, *en;
    } known[] = {{ENOENT, "没有这个文件或文件夹", "no such file or folder"},
                 {EACCES, "没有权限，或文件、文件夹是只读的", "no permission, or it is read-only"},
                 {EPERM, "系统不允许", "the system does not allow it"},
                 {EROFS, "磁盘是只读的", "the disk is read-only"},
                 {EBUSY, "别的程序正开着它（如 Excel、WPS），请先关掉", "another program has it open, such as Excel; please close it"},
                 {EEXIST, "已经有同名的文件", "a file of this name is there already"},
                 {EISDIR, "这是文件夹，不是文件", "it is a folder, not a file"},
                 {ENOTDIR, "路径里有一段不是文件夹", "a part of the path is no folder"},
                 {ENOTEMPTY, "文件夹不是空的", "the folder is not empty"},
                 {ENOSPC, "磁盘满了", "the disk is full"},
                 {EFBIG, "文件太大，系统不许", "the file is larger than the system allows"},
                 {EIO, "磁盘或 U 盘读写出错", "the disk cannot be read or written"},
                 {ENODEV, "没有这个设备，U 盘可能拔掉了", "there is no such device; was it unplugged?"},
                 {ENOMEM, "内存不够", "not enough memory"},
                 {EMFILE, "同时打开的文件太多", "too many files are open"},
                 {EPIPE, "接收输出的程序已经关了", "the program that was to take the output has ended"},
                 {ELOOP, "链接绕成了圈", "links lead round in a circle"},
                 {EINVAL, "系统不许用这个文件名", "the system does not allow this name"},
                 {ENAMETOOLONG, "文件名太长", "the name is too long"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].number == errno)
            return chinese ? known[i].zh : known[i].en;
    return strerror(errno);
}
