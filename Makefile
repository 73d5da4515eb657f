# baopan: `make demo` shows it working, `make test` proves it. Both install what they need.
#   make            build/baopan            make lint      one-way includes, one user a library
#   make test       every lean test         make asan      the same under sanitizers, gcc and clang
#   make test-java  read back by Java       make test-office   LibreOffice's and gnumeric's own files
#   make install    DESTDIR= PREFIX=        make clean
# ---------------------------------------------------------------- settings
CC      ?= gcc
OPT     ?= -O2 -g
V       ?= native
PREFIX  ?= /usr/local
WARN    := -std=c17 -Wall -Wextra -Wconversion -Wshadow -Werror
VERSION := 0.1.0
# END OF SETTINGS ------------------------------------------------
MAKEFLAGS += --no-builtin-rules
SHELL    := /bin/bash
O        := build/$(V)
GEN      := build/gen
LIBS     := libzip libdeflate libpcre2-8 expat yaml-0.1 xlsxwriter libmd
CFLAGS   := $(WARN) $(OPT) $(SAN) -D_POSIX_C_SOURCE=200809L -DBAOPAN_VERSION='"$(VERSION)"' -Isrc -I$(GEN) -MMD -MP
LDLIBS   := -lzip -ldeflate -lpcre2-8 -lcsv -lexpat -lyaml -lxlsxwriter -lmd -lm -pthread

ROOMS    := base finding container text table layout rules fill diagnosis report
core_src := $(foreach r,$(ROOMS),$(sort $(wildcard src/$(r)/*.c))) $(wildcard src/*.c)
cli_src  := $(sort $(wildcard src/faces/cli/*.c))
test_src := $(sort $(wildcard tests/unit/*.c))
core_obj := $(core_src:%.c=$(O)/%.o)
cli_obj  := $(cli_src:%.c=$(O)/%.o)
test_obj := $(test_src:%.c=$(O)/%.o)

.PHONY: all demo test unit lint asan test-java test-office deps clean install uninstall
all: build/baopan

build/baopan: $(O)/baopan
	@cp $< $@
$(O)/baopan: $(core_obj) $(cli_obj)
	$(CC) $(OPT) $(SAN) -o $@ $^ $(LDLIBS)
$(O)/unit: $(core_obj) $(test_obj)
	$(CC) $(OPT) $(SAN) -o $@ $^ -lcheck -lsubunit $(LDLIBS) -lrt
$(O)/%.o: %.c | build/deps.stamp
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c $< -o $@
-include $(core_obj:.o=.d) $(cli_obj:.o=.d) $(test_obj:.o=.d)

# ---------------------------------------------------------------- what the machine needs
deps: build/deps.stamp
build/deps.stamp: tests/tools/install-deps
	@mkdir -p build
	tests/tools/install-deps build
	@touch $@

# ---------------------------------------------------------------- generated sources
$(GEN)/suites.h: $(test_src) Makefile
	@mkdir -p $(GEN)
	@for f in $(notdir $(basename $(test_src))); do case $$f in *_test) echo "SUITE($${f%_test})";; esac; done > $@
$(O)/tests/unit/main.o: $(GEN)/suites.h
include src/generated.mk

# ---------------------------------------------------------------- tests
unit: $(O)/unit
	BAOPAN_FIXTURES=fixtures $(O)/unit
clean:
	rm -rf build
