# The libraries for the faces that carry them inside: T=win (mingw), T=wasm (emscripten) or T=linux (the command, of
# which the archives alone are used). The Makefile includes this where T is set. It gives
#   part_libs   the archives, in the order of linking      part_cflags   where their headers are
# and compiles the same core_src as the native build, into build/$(V).
#   sources.txt   which versions, with their SHA-256      fetch   gets and unpacks them into build/parts
# A library's files are listed here since its own build would ask the build host, not the target.
here_parts := src/faces/parts
PARTS      := build/parts
P          := $(PARTS)/src
PO         := $(O)/parts
ifeq ($(T),win)
override CC := $(if $(findstring ccache,$(CC)),ccache) x86_64-w64-mingw32-gcc
override AR := x86_64-w64-mingw32-gcc-ar
else ifeq ($(T),wasm)
override CC := $(if $(findstring ccache,$(CC)),ccache) emcc
override AR := emar
export NODE_PATH := /usr/share/nodejs
endif
# The same bytes from any folder.
same_bytes := -ffile-prefix-map=$(CURDIR)=

# ---------------------------------------------------------------- what each is made of
zlib_c    := $(patsubst %,$(P)/zlib/%.c,adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil)
zlib_f    := -I$(P)/zlib

zip_not   := bzip2 xz crypto_% winzip_aes source_winzip_aes_% random_% source_file_win32% mkstempm source_file_stdio_named
zip_own   := $(if $(filter win,$(T)),source_file_win32 source_file_win32_named source_file_win32_utf16 \
               source_file_win32_utf8 source_file_win32_ansi random_win32,mkstempm source_file_stdio_named random_unix)
zip_names  = $(filter-out $(zip_not) algorithm_bzip2 algorithm_xz,$(patsubst $(P)/libzip/lib/zip_%.c,%,$(wildcard $(P)/libzip/lib/zip_*.c)))
zip_c      = $(patsubst %,$(P)/libzip/lib/zip_%.c,$(zip_names) $(zip_own)) $(PO)/made/zip_err_str.c
zip_f     := -DHAVE_CONFIG_H -I$(here_parts)/config/libzip -I$(P)/libzip/lib -I$(P)/zlib

pcre2_c   := $(patsubst %,$(P)/pcre2/src/pcre2_%.c,auto_possess compile config context convert dfa_match error extuni \
               find_bracket jit_compile maketables match match_data newline ord2utf pattern_info script_run serialize \
               string_utils study substitute substring tables ucd valid_utf xclass) $(PO)/made/pcre2_chartables.c
pcre2_f   := -DHAVE_CONFIG_H -DPCRE2_CODE_UNIT_WIDTH=8 -DPCRE2_STATIC -DSUPPORT_PCRE2_8=1 -DSUPPORT_UNICODE=1 \
               $(if $(filter wasm,$(T)),,-DSUPPORT_JIT) -I$(PO)/made -I$(P)/pcre2/src

csv_c     := $(P)/libcsv/libcsv.c
csv_f     := -I$(P)/libcsv

expat_c   := $(patsubst %,$(P)/expat/expat/lib/%.c,xmlparse xmlrole xmltok)
expat_f   := -DXML_STATIC -I$(here_parts)/config/expat -I$(P)/expat/expat/lib

# Its passing files: on Windows src/faces/windows has its own tmpfileplus, which knows every temporary folder.
xlsx       = $(P)/libxlsxwriter
xlsxwriter_c = $(wildcard $(xlsx)/src/*.c) $(patsubst %,$(xlsx)/third_party/%.c,minizip/ioapi minizip/zip md5/md5 dtoa/emyg_dtoa \
               $(if $(filter win,$(T)),,tmpfileplus/tmpfileplus))
xlsxwriter_f = -DUSE_DTOA_LIBRARY -DNOCRYPT $(if $(filter win,$(T)),-DUSE_FILE32API) -I$(xlsx)/include -I$(xlsx)/include/xlsxwriter -I$(P)/zlib

yaml_c    := $(patsubst %,$(P)/libyaml/src/%.c,api reader scanner parser)
yaml_f    := -DYAML_DECLARE_STATIC -DYAML_VERSION_MAJOR=0 -DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 \
               -DYAML_VERSION_STRING='"0.2.5"' -I$(P)/libyaml/include -I$(P)/libyaml/src

our_arch  := $(if $(filter aarch64 arm%,$(shell uname -m)),arm,x86)
deflate_c := $(patsubst %,$(P)/libdeflate/lib/%.c,adler32 crc32 deflate_compress deflate_decompress gzip_compress \
               gzip_decompress utils zlib_compress zlib_decompress $(if $(filter wasm,$(T)),,$(if $(filter linux,$(T)),$(our_arch),x86)/cpu_features))
deflate_f := -I$(P)/libdeflate

md_c      := $(P)/libmd/src/sha2.c
md_f      := -I$(here_parts)/config/libmd -I$(P)/libmd/include

# ---------------------------------------------------------------- what the rest of the build asks of them
# In the order of linking: who needs zlib comes before it.
PART_NAMES  := zip xlsxwriter deflate pcre2 csv expat yaml md zlib
part_libs   := $(PART_NAMES:%=$(PO)/lib%.a)
part_cflags := $(same_bytes) -DZIP_STATIC -DPCRE2_STATIC -DXML_STATIC -DYAML_DECLARE_STATIC \
                 $(patsubst %,-isystem %,$(here_parts)/config/libzip $(P)/libzip/lib $(P)/libdeflate $(PO)/made $(P)/libcsv \
                 $(P)/expat/expat/lib $(P)/libyaml/include $(xlsx)/include $(P)/libmd/include $(P)/zlib)

# ---------------------------------------------------------------- getting and making them
$(PARTS)/stamp: $(here_parts)/sources.txt $(here_parts)/fetch
	@$(here_parts)/fetch $(PARTS)
	@touch $@
# Lists of files are read when they are there: make starts anew after the fetching.
-include $(PO)/fetched.mk
$(PO)/fetched.mk: $(PARTS)/stamp
	@mkdir -p $(PO)/made && touch $@

$(PO)/made/.stamp: $(PO)/fetched.mk $(here_parts)/zip_errors.awk $(here_parts)/parts.mk
	@awk -f $(here_parts)/zip_errors.awk $(P)/libzip/lib/zip.h > $(PO)/made/zip_err_str.c
	@cp $(P)/pcre2/src/pcre2_chartables.c.dist $(PO)/made/pcre2_chartables.c
	@cp $(P)/pcre2/src/config.h.generic $(PO)/made/config.h
	@cp $(P)/pcre2/src/pcre2.h.generic $(PO)/made/pcre2.h
	@cp /usr/include/jsmn.h $(PO)/made/jsmn.h
	@touch $@
$(PO)/made/%.c: $(PO)/made/.stamp ;
$(core_obj): $(PO)/made/.stamp

part_o = $(foreach c,$($(1)_c),$(PO)/$(1)/$(basename $(notdir $(c))).o)
define PART
$(foreach c,$($(1)_c),$(eval $(PO)/$(1)/$(basename $(notdir $(c))).o: $(c)))
$(call part_o,$(1)): $(PO)/made/.stamp
	@mkdir -p $$(@D)
	@echo "  CC $$(filter %.c,$$^)"; $$(CC) -w $$(OPT) -DNDEBUG $$(same_bytes) $($(1)_f) -c $$(filter %.c,$$^) -o $$@
$(PO)/lib$(1).a: $(call part_o,$(1))
	@rm -f $$@; $$(AR) rcsD $$@ $$^
endef
$(foreach p,$(PART_NAMES),$(eval $(call PART,$(p))))
CFLAGS += $(part_cflags)
ifeq ($(T),win)
# mingw's own printf, which knows %zu and the same rounding everywhere; its isfinite() is written without casts.
CFLAGS += -D__USE_MINGW_ANSI_STDIO=1 -Wno-float-conversion
endif
parts: $(part_libs) $(core_obj)
archives: $(part_libs)
.PHONY: parts archives
