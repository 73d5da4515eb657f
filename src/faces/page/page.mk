# The page: the core in wasm (T=wasm, V=wasm: src/faces/parts) and the page's own files in one.
page_dir := src/faces/page
page_src := $(wildcard $(page_dir)/*.js $(page_dir)/*.css $(page_dir)/*.html) $(page_dir)/build
page_obj := $(O)/$(page_dir)/page.o

# Room for a 200 MB file: what grows beyond 2 GiB fails as memory running out, not as a crash. No file system but
# the one in memory, which the xlsx writer needs; no network, and nothing fetched: the page hands the wasm over.
page_link := --no-entry -sMODULARIZE=1 -sEXPORT_NAME=BaopanCore -sENVIRONMENT=worker,node -sALLOW_MEMORY_GROWTH=1 \
             -sINITIAL_MEMORY=33554432 -sMAXIMUM_MEMORY=2147483648 -sEXPORTED_FUNCTIONS=_malloc,_free \
             -sEXPORTED_RUNTIME_METHODS=HEAPU8,UTF8ToString

ifeq ($(T),wasm)
$(O)/core.js: $(core_obj) $(page_obj) $(part_libs)
	@echo "  LD $@"; $(filter-out ccache,$(CC)) -Oz $(page_link) -o $@ $^
# For the test that two builds give the same: the same objects linked once more.
page-again: $(core_obj) $(page_obj) $(part_libs)
	@mkdir -p $(O)/again
	@$(filter-out ccache,$(CC)) -Oz $(page_link) -o $(O)/again/core.js $^
.PHONY: page-again
build/baopan.html: $(O)/core.js $(page_src)
	@$(page_dir)/build $(O)/core.js $(O)/core.wasm $(VERSION) $@
-include $(page_obj:.o=.d)
endif
