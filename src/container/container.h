#ifndef CONTAINER_CONTAINER_H
#define CONTAINER_CONTAINER_H
/* The room of archives: what some bytes are, what a zip's headers say, the one txt inside,
 * and the zip that the portal reads. Memory in, memory out. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/crew.h"
#include "base/span.h"
#include "finding/finding.h"

/* ---- What some bytes are (sniff.c), by content alone. */
typedef enum file_kind {
    KIND_EMPTY,
    KIND_ZIP,   /* begins like a zip, or an end-of-central-directory is found */
    KIND_XLSX,  /* a zip holding [Content_Types].xml and a workbook part */
    KIND_ODS,   /* a zip whose mimetype says OpenDocument spreadsheet */
    KIND_OLE,   /* compound file: .xls, .et, or a password-protected .xlsx */
    KIND_BIFF,  /* a bare BIFF stream without OLE */
    KIND_HTML,
    KIND_SS2003, /* XML Spreadsheet 2003 */
    KIND_XML,
    KIND_RAR, KIND_7Z, KIND_GZIP, KIND_BZIP2, KIND_XZ, KIND_ZSTD, KIND_TAR, KIND_CAB,
    KIND_PDF, KIND_PNG, KIND_JPEG, KIND_EXE, KIND_RTF,
    KIND_TEXT,  /* text in some encoding */
    KIND_BINARY /* none of these */
} file_kind;
file_kind file_sniff(span bytes);
term file_kind_term(file_kind k); /* how a clerk calls it */

/* ---- What a zip's headers say (zip_facts.c): read from the raw bytes, every offset and
 * size checked, nothing believed (source: PKWARE's APPNOTE, sections 4.3 to 4.5). Facts only;
 * container_open judges them. Spans are borrowed from the file. */
typedef struct zip_header { /* of one entry, as one of its two headers states it */
    bool found;
    uint64_t offset; /* of the header in the file */
    uint16_t made_by, needs, flags, method, time, date;
    uint32_t crc;
    uint64_t packed, size; /* after zip64 extras where valid */
    span name, extra, comment;
    bool zip64;         /* has a zip64 extra field */
    bool extra_damaged; /* the extra fields do not add up, or zip64's lacks what it must say */
} zip_header;

typedef struct zip_descriptor { /* what follows the data when flag bit 3 is set */
    bool found;             /* one that says what the directory says (where there is a directory) */
    bool wide;              /* with sizes of 8 bytes */
    uint32_t crc, len;      /* len: its own bytes */
    uint64_t packed, size;
} zip_descriptor;

typedef struct zip_entry {
    zip_header central, local;
    zip_descriptor descriptor;
    uint64_t local_offset; /* as the directory states it, without the shift */
    uint32_t external;     /* attributes */
    uint32_t disk;
    uint32_t crc;          /* crc and sizes to go by: the directory's; where there is none, */
    uint64_t packed, size; /* the local header's or the descriptor's */
    span data;             /* packed bytes; empty where they do not lie within the file */
    bool data_found;
    bool has_descriptor;   /* flag bit 3 in the local header */
    bool is_folder, is_symlink;
} zip_entry;

enum { ZIP_FLAG_ENCRYPTED = 1, ZIP_FLAG_DESCRIPTOR = 8, ZIP_FLAG_UTF8 = 1 << 11 };
enum { ZIP_STORED = 0, ZIP_DEFLATED = 8 };

/* What is wrong with the central directory, the first thing only. */
typedef enum zip_fault {
    ZIP_SOUND,
    ZIP_FAULT_PLACE,  /* not where the end record says */
    ZIP_FAULT_HEADER, /* a header in it cut, or with a wrong signature */
    ZIP_FAULT_COUNT,  /* not as many headers as stated */
    ZIP_FAULT_SIZE,   /* not as long as stated */
    ZIP_FAULT_ZIP64   /* the two end records contradict each other */
} zip_fault;

typedef struct zip_facts {
    bool end_found;          /* an end-of-central-directory record */
    uint64_t end_offset;
    bool comment_overruns;   /* its comment runs past the end of the file */
    uint32_t disk, directory_disk;
    uint64_t entries_stated; /* as the end record counts */
    uint64_t directory_offset, directory_size; /* as stated */
    zip_fault fault;
    bool zip64;              /* zip64 end record present */
    bool split_marker;       /* begins with the marker of a multi-volume zip */
    uint64_t prefix, suffix; /* foreign bytes before the first header and after the end */
    uint64_t shift;          /* what must be added to stated offsets, junk in front */
    bool overlap;            /* two entries claim the same bytes */
    bool into_directory;     /* an entry claims bytes of the directory */
    uint64_t gaps;           /* bytes within that belong to nothing */
    uint64_t gap_offset;     /* of the first such gap */
    span comment;
    VEC(zip_entry) entries;  /* in the directory's order; without a directory, as they lie */
    bool more_entries;       /* there are more than were read */
} zip_facts;
/* Reads at most `max_entries`. Without a usable directory it walks the local headers. */
void zip_facts_read(arena *a, span bytes, size_t max_entries, zip_facts *facts);

/* "Deflate", "LZMA" …; NULL for a number that APPNOTE does not name. A literal. */
const char *zip_method_name(uint16_t method);

/* ---- The upload or template (container.c): from bytes to the one txt, with findings. */
typedef struct container_options {
    uint64_t max_size;    /* of the unpacked txt, bytes */
    uint32_t max_ratio;   /* unpacked over packed; judged above 1 MiB unpacked only */
    uint32_t max_entries;
    /* A name that is no UTF-8, for people, as UTF-8: the text room, which lies to the right, knows
     * how. NULL: bytes beyond ASCII are shown as \xB9. */
    span (*decode_name)(arena *a, span raw);
    /* What the txt is known to hold, of a zip of our own: where that proves true it is not unpacked once more,
     * and the text is this one. ptr NULL: nothing is known. */
    span known;
    const crew *crew; /* hands that help in proving it, or NULL */
    /* Is told of packed bytes of a sound zip's txt that nobody reads any more, while the rest is still unpacked.
     * NULL: nobody wants to know. */
    void (*spent)(void *context, const void *bytes, size_t len);
    void *spent_context;
} container_options;
extern const container_options CONTAINER_DEFAULTS; /* 2 GiB - 1; 1,000; 1,000; NULL */

typedef struct container {
    file_kind kind;
    bool zipped;      /* false: the txt itself was given */
    zip_facts facts;  /* where zipped */
    bool sound;       /* a zip whose end and directory can be followed */
    size_t chosen;    /* index of the txt among the entries, SIZE_MAX if none */
    span entry_name;  /* raw bytes of its name; empty where not zipped */
    bool entry_utf8;  /* its name flag */
    span entry_label; /* the name as UTF-8 for people, control characters escaped */
    span text;        /* the txt's bytes, borrowed from `bytes` or on the arena */
    bool data_broken;     /* the txt's data cannot be unpacked */
    bool unpacked;        /* they could be, right or not: then */
    uint64_t actual_size; /* this is how many bytes came */
    uint32_t actual_crc;  /* and their checksum */
    bool usable;      /* there is a text to go on with */
} container;

/* What is in `bytes`. All problems are findings of `input` (places by entry); the work goes on as
 * far as it can, so that a txt in a wrong wrapping is still looked at. `is_text` says the caller
 * was given it as a txt (by its name or on stdin): then plain text is no error, only a note.
 * Reports what is wrong whatever the template looks like; container_compare does the rest. */
void container_open(arena *a, span bytes, bool is_text, input_role input,
                    const container_options *options, findings *found, container *out);
/* What is wrong, or has changed, in the wrapping where the template decides what is right: name,
 * name flag, ending, zip64. `templ` NULL: judged without one. To be called once for an upload,
 * never for a template. */
void container_compare(const container *upload, const container *templ, findings *found);

/* The safe zip: one deflated entry, sizes and CRC in the local header, no descriptor, no zip64, no
 * extra field, fixed time 1980-01-01. The same input gives the same bytes (of one version of
 * libdeflate), whatever the crew. `name` are raw bytes, 1 to 65,535 of them; `utf8_flag` bit 11, set or not
 * as asked; `level` 1 to 12 as libdeflate's, 0 = 6, but for long texts, with which many hands make haste.
 * Text or zip of 4 GiB or more: STATUS_BAD_ARGUMENT. The text is not kept. */
span container_pack(arena *a, const crew *c, span name, bool utf8_flag, span text, int level);

/* ---- The same wrapping round other content (rewrap.c), for support bundles. */
typedef struct rewrap {
    span text;         /* instead of the txt's; ptr NULL: the content is left out */
    span (*name)(void *context, arena *a, span raw); /* instead of a name, exactly as long */
    span (*comment)(void *context, arena *a, span raw);
    void *context;
    uint64_t max_size; /* of an unpacked entry */
    size_t chosen;     /* set by container_rewrap */
} rewrap;
/* `was` once more, opened as `box`: headers with all their oddities, in their order; other entries'
 * content and what belongs to no record become empty bytes of the same kind and length. Data that cannot
 * be unpacked is left out, and *left_out set, as it is where there was no txt to replace. */
span container_rewrap(arena *a, span was, const container *box, const rewrap *how, bool *left_out);

/* A zip of several files, each deflated, names ASCII, the same bytes for the same input. */
typedef struct packed_file {
    const char *name;
    span bytes;
} packed_file;
span container_pack_files(arena *a, const packed_file *files, size_t count);

/* ---- Zips of many parts, for workbooks (archive.c, the only user of libzip). */
typedef struct archive archive;
/* NULL when libzip cannot open it. Borrowed bytes must outlive it; closed with the arena. */
archive *archive_open(arena *a, span bytes);
size_t archive_count(const archive *z);
/* Raw name bytes. */
span archive_name(const archive *z, size_t index);
/* Declared unpacked size. */
uint64_t archive_size(const archive *z, size_t index);
bool archive_encrypted(const archive *z, size_t index);
/* Unpacks in pieces: each() gets up to 64 KB at a time and returns false to stop early.
 * False where data, length or CRC are wrong, or more than `max` bytes come (stopping early is true). */
bool archive_stream(archive *z, size_t index, uint64_t max,
                    bool (*each)(void *context, span piece), void *context);

/* The same at the caller's pace (archive_flow.c), for what is large: a piece can be unpacked by one hand while
 * another looks at the last one. `bytes` are the archive's. NULL where only archive_stream can do it. */
typedef struct archive_flow archive_flow;
archive_flow *archive_flow_open(arena *a, const archive *z, span bytes, size_t index);
/* The next piece, about 1 MiB, which lives until the next call; empty when no more comes. */
span archive_flow_next(archive_flow *f);
/* Did all of it come, as the directory says? To be asked at the end. */
bool archive_flow_whole(const archive_flow *f);

#endif
