# build/baopan.exe: one static file. Included where T=win. build/baopanw.exe: the same, but marked as a program of
# windows: Windows opens no console for it, not for a blink, and cmd does not wait for it.
win_dir   := src/faces/windows
win_src   := $(sort $(wildcard $(win_dir)/*.c))
win_obj   := $(win_src:%.c=$(O)/%.o)
win_tools := x86_64-w64-mingw32
# Windows 7 and later; unused functions stay out; the linker writes no time into the file.
CFLAGS    += -D_WIN32_WINNT=0x0601 -DUNICODE -D_UNICODE -ffunction-sections -fdata-sections
win_link  := -static -s -municode -Wl,--gc-sections,--no-insert-timestamp,--wrap=fopen
win_libs  := -lcomdlg32 -lshell32 -luser32 -lgdi32 -ladvapi32 -lole32

build/baopan.exe build/baopanw.exe: build/%: $(O)/%
	@cp $< $@
$(O)/baopan.exe: win_kind := console
$(O)/baopanw.exe: win_kind := windows
$(O)/baopan.exe $(O)/baopanw.exe: $(core_obj) $(cli_obj) $(win_obj) $(O)/app.res $(part_libs)
	@echo "  LD $@"; $(CC) $(OPT) $(win_link) -Wl,--subsystem,$(win_kind):6.1 -o $@ $^ $(win_libs)
$(O)/app.res: $(win_dir)/app.rc $(win_dir)/app.manifest $(win_dir)/resource.h $(O)/app.ico Makefile
	@echo "  RC $<"; $(win_tools)-windres -c 65001 -DVERSION=$(VERSION) -DVERSION_NUMBERS=$(subst .,$(comma),$(VERSION)),0 -I$(win_dir) -I$(O) $< -O coff -o $@
$(O)/app.ico: $(win_dir)/draw_icon
	@mkdir -p $(O)
	@$< > $@
$(win_obj): $(PO)/made/.stamp
-include $(win_obj:.o=.d)
comma := ,
