# dateline: build, test, install. `make help` lists the targets.
#
# One makefile for the whole tree. Everything it makes lies under $(BUILD). The packages are found
# by pkg-config once, into $(BUILD)/config.mk; make writes that file first and starts again with it.

BUILD  ?= build
PREFIX ?= /usr/local
DESTDIR ?=
DEV    ?=

VERSION := 0.1.0

# ---- what is needed -----------------------------------------------------------------------------
# pkg-config name = Debian package. libstemmer has no .pc file: it is found by a compile test.
PACKAGES := \
    glib-2.0=libglib2.0-dev xapian-core=libxapian-dev libdeflate=libdeflate-dev \
    libxxhash=libxxhash-dev libarchive=libarchive-dev libcjson=libcjson-dev \
    uchardet=libuchardet-dev libxml-2.0=libxml2-dev yaml-0.1=libyaml-dev gmime-3.0=libgmime-3.0-dev \
    zlib=zlib1g-dev libbrotlidec=libbrotli-dev check=check

# ---- flags --------------------------------------------------------------------------------------
WARNINGS  := -Wall -Wextra -Wshadow -Wvla
CWARNINGS  = $(WARNINGS) -Wstrict-prototypes -Wmissing-prototypes
HARDEN    := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
OPTIMIZE  := -O3 -g
LDHARDEN  := -pie -Wl,-z,relro -Wl,-z,now -Wl,--as-needed
ifneq ($(DEV),)
WARNINGS  += -Werror
HARDEN    := -fPIE
OPTIMIZE  := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
LDHARDEN  := -pie -fsanitize=address,undefined
endif
CFLAGS    ?=
CXXFLAGS  ?=
LDFLAGS   ?=
CPPFLAGS_ := -I. -D_GNU_SOURCE -DDATELINE_VERSION='"$(VERSION)"' $(CPPFLAGS)
CFLAGS_    = -std=gnu11 $(OPTIMIZE) $(CWARNINGS) $(HARDEN) $(CFLAGS)
CXXFLAGS_  = -std=c++17 $(OPTIMIZE) $(WARNINGS) $(HARDEN) $(CXXFLAGS)

# config.mk sets PKG_<name>_CFLAGS and PKG_<name>_LIBS. Targets that need no package skip it.
ifneq ($(filter-out help clean uninstall,$(or $(MAKECMDGOALS),all)),)
include $(BUILD)/config.mk
endif

# ---- rooms --------------------------------------------------------------------------------------
ROOMS := corpus stemmer xapian-c console indexer search
room_objects = $(patsubst %,$(BUILD)/%.o,$(sort $(wildcard $(1)/*.c) $(wildcard $(1)/*.cc)))

corpus_PKGS   := glib-2.0 libarchive libcjson uchardet libxml-2.0 yaml-0.1 gmime-3.0 zlib libbrotlidec
stemmer_PKGS  := glib-2.0
xapian-c_PKGS := glib-2.0 xapian-core libdeflate libxxhash
indexer_PKGS  := glib-2.0 libxxhash
console_PKGS  := glib-2.0
search_PKGS   := glib-2.0
tests_PKGS    := $(foreach p,$(PACKAGES),$(firstword $(subst =, ,$(p))))

cflags_of = $(foreach p,$(1),$(PKG_$(p)_CFLAGS))
libs_of   = $(foreach p,$(1),$(PKG_$(p)_LIBS))

SEARCH_LIBS  = -lstemmer $(call libs_of,xapian-core libdeflate libxxhash glib-2.0) -lm
INDEX_LIBS   = -lstemmer $(call libs_of,libarchive libcjson uchardet libxml-2.0 yaml-0.1 gmime-3.0 zlib libbrotlidec xapian-core libdeflate libxxhash glib-2.0) -lm

PROGRAMS := $(BUILD)/dateline $(BUILD)/dateline-index

## make             build the programs (build/dateline and build/dateline-index) and their manual pages
all: $(PROGRAMS) $(BUILD)/share/made
.PHONY: all
.DEFAULT_GOAL := all

define room_template
$(1)_OBJECTS := $$(call room_objects,$(1))
$(BUILD)/$(1).a: $$($(1)_OBJECTS)
	@rm -f $$@
	$$(QUIET_AR)$$(AR) rcs $$@ $$^
$(BUILD)/$(1)/%.o: ROOM_CFLAGS = $$(call cflags_of,$$($(1)_PKGS))
endef
$(foreach r,$(ROOMS),$(eval $(call room_template,$(r))))
$(BUILD)/tests/%.o: ROOM_CFLAGS = $(call cflags_of,$(tests_PKGS))
$(BUILD)/dateline.c.o: ROOM_CFLAGS = $(call cflags_of,glib-2.0)

ifeq ($(V),)
QUIET_CC = @echo "  cc   $<";
QUIET_LD = @echo "  link $@";
QUIET_AR = @echo "  ar   $@";
QUIET_GEN = @echo "  gen  $(@D)";
endif

$(BUILD)/%.c.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(QUIET_CC)$(CC) $(CPPFLAGS_) $(CFLAGS_) $(ROOM_CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/%.cc.o: %.cc $(BUILD)/flags
	@mkdir -p $(@D)
	$(QUIET_CC)$(CXX) $(CPPFLAGS_) $(CXXFLAGS_) $(ROOM_CFLAGS) -MMD -MP -c -o $@ $<

# The objects are made anew when the flags change (DEV=1 and back).
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(CC) $(CXX) $(CPPFLAGS_) $(CFLAGS_) $(CXXFLAGS_) $(LDHARDEN))' | cmp -s - $@ || \
	    printf '%s\n' '$(subst ','\'',$(CC) $(CXX) $(CPPFLAGS_) $(CFLAGS_) $(CXXFLAGS_) $(LDHARDEN))' >$@
.PHONY: FORCE

# The search program starts in milliseconds because it loads few libraries: readers stay out of it.
$(BUILD)/dateline: $(BUILD)/dateline.c.o $(BUILD)/search.a $(BUILD)/console.a $(BUILD)/stemmer.a $(BUILD)/xapian-c.a
	$(QUIET_LD)$(CXX) $(LDHARDEN) $(LDFLAGS) -o $@ $^ $(SEARCH_LIBS)
$(BUILD)/dateline-index: $(BUILD)/indexer.a $(BUILD)/console.a $(BUILD)/corpus.a $(BUILD)/stemmer.a $(BUILD)/xapian-c.a
	$(QUIET_LD)$(CXX) $(LDHARDEN) $(LDFLAGS) -o $@ -Wl,--whole-archive $(BUILD)/indexer.a -Wl,--no-whole-archive \
	    $(filter-out $(BUILD)/indexer.a,$^) $(INDEX_LIBS)

# Manual pages and completions: the programs print them, of the tables of options that they parse by.
$(BUILD)/share/made: $(PROGRAMS)
	@rm -rf $(@D)
	@mkdir -p $(@D)/man/man1 $(@D)/bash-completion/completions $(@D)/zsh/site-functions
	$(QUIET_GEN)set -e; cd $(BUILD); ./dateline --help=man >share/man/man1/dateline.1; \
	./dateline --help=commands >share/commands; \
	while read -r c; do ./dateline $$c --help=man >share/man/man1/dateline-$$c.1; done <share/commands; \
	./dateline --help=bash >share/bash-completion/completions/dateline; \
	./dateline --help=zsh >share/zsh/site-functions/_dateline
	@touch $@

# ---- tests --------------------------------------------------------------------------------------
# tests/<room>/check_<file>.c is one program, linked with that room and the rooms it may include; those of
# reliability with what the indexer has.
CHECK_SOURCES  := $(sort $(wildcard $(patsubst %,tests/%/check_*.c,$(ROOMS) cli reliability)))
CHECK_PROGRAMS := $(CHECK_SOURCES:%.c=$(BUILD)/%)
HELPER_OBJECTS := $(patsubst %,$(BUILD)/%.o,$(wildcard tests/support/*.c tests/support/*.cc))

check_corpus_LINK   := corpus
check_stemmer_LINK  := stemmer
check_xapian-c_LINK := xapian-c
check_console_LINK  := console stemmer
check_indexer_LINK  := indexer console corpus stemmer xapian-c
check_search_LINK   := search console stemmer xapian-c
check_cli_LINK      :=
check_reliability_LINK := $(check_indexer_LINK)
define check_template
$(BUILD)/tests/$(1)/check_%: $(BUILD)/tests/$(1)/check_%.c.o $(HELPER_OBJECTS) $(patsubst %,$(BUILD)/%.a,$(check_$(1)_LINK))
	$$(QUIET_LD)$$(CXX) $$(LDHARDEN) $$(LDFLAGS) -o $$@ $$^ $$(INDEX_LIBS) $$(call libs_of,check)
endef
$(foreach r,$(ROOMS) cli reliability,$(eval $(call check_template,$(r))))
.SECONDARY:

## make check       install what is missing, build, and run every test
check: $(PROGRAMS) $(CHECK_PROGRAMS)
	@BUILD=$(BUILD) tests/run-checks $(CHECK_PROGRAMS)
.PHONY: check

RELIABILITY_PROGRAMS := $(filter $(BUILD)/tests/reliability/%,$(CHECK_PROGRAMS))

# Loaded before the C library into programs under test; it can't be a program's of the sanitizers.
$(BUILD)/tests/reliability/%.so: tests/reliability/%.c tests/reliability/inject-private.h
	@mkdir -p $(@D)
	$(QUIET_LD)$(CC) -I. -D_GNU_SOURCE -std=gnu11 -O2 -g $(CWARNINGS) -fPIC -shared -o $@ $<
$(RELIABILITY_PROGRAMS): | $(BUILD)/tests/reliability/inject.so
$(BUILD)/tests/cli/check_cli: | $(BUILD)/tests/reliability/no-locks.so

## make check-valgrind   run the unit tests, and each command once, under valgrind
check-valgrind: $(PROGRAMS) $(CHECK_PROGRAMS)
	@status=0; \
	BUILD=$(BUILD) tests/run-checks --valgrind $(filter-out $(BUILD)/tests/cli/% $(RELIABILITY_PROGRAMS),$(CHECK_PROGRAMS)) || status=1; \
	BUILD=$(BUILD) tests/tools/valgrind-programs || status=1; exit $$status
.PHONY: check-valgrind

## make check-reliability   kills, faults, power cuts, limits, damage, readers; a table (KILLS=, SEED=, ONLY=)
check-reliability: $(PROGRAMS) $(RELIABILITY_PROGRAMS)
	@BUILD=$(BUILD) KILLS=$(KILLS) SEED=$(SEED) ONLY=$(ONLY) tests/reliability/run $(RELIABILITY_PROGRAMS)
.PHONY: check-reliability

## make soak        an hour of small runs beside open readers (SOAK_SECONDS=, SEED=); a short one is part of check-reliability
SOAK_SECONDS ?= 3600
soak: $(PROGRAMS) $(BUILD)/tests/reliability/check_soak
	@BUILD=$(BUILD) RELIABILITY=1 SOAK_SECONDS=$(SOAK_SECONDS) SEED=$(SEED) $(BUILD)/tests/reliability/check_soak
.PHONY: soak

## make coverage    which lines the tests of `make check` run, by room; in a build of its own
# Behind the fence no counts could be written.
COVERAGE := BUILD=$(BUILD)/coverage OPTIMIZE='-O1 -g --coverage -fprofile-update=prefer-atomic' LDFLAGS='--coverage $(LDFLAGS)'
coverage:
	@mkdir -p $(BUILD)/coverage
	@find $(BUILD)/coverage -name '*.gcda' -delete
	@DATELINE_FENCE=off $(MAKE) $(COVERAGE) check || echo 'some tests do not hold in this build, see above'
	@tests/tools/coverage $(BUILD)/coverage $(ROOMS)
.PHONY: coverage

## make demo        install what is missing, build, index the sample corpus, and search it three times
demo: $(PROGRAMS)
	@BUILD=$(BUILD) tests/tools/demo
.PHONY: demo

# ---- set-up -------------------------------------------------------------------------------------
## make deps        install the packages that are missing (one apt-get call; sudo when not root)
deps: $(BUILD)/config.mk
.PHONY: deps

# `make demo`, `make check` and `make deps` install what is missing; any other target says what is.
INSTALL_DEPS := $(if $(filter deps demo check% bench-deps fuzz-deps,$(MAKECMDGOALS)),--install)
$(BUILD)/config.mk: Makefile tests/tools/configure
	@mkdir -p $(@D)
	@CC='$(CC)' CXX='$(CXX)' tests/tools/configure $(INSTALL_DEPS) $@ $(PACKAGES)

# ---- install ------------------------------------------------------------------------------------
## make install     install under PREFIX (default /usr/local), below DESTDIR if set
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/dateline $(DESTDIR)$(PREFIX)/share/doc/dateline
	install -m 755 $(BUILD)/dateline $(DESTDIR)$(PREFIX)/bin/dateline
	install -m 755 $(BUILD)/dateline-index $(DESTDIR)$(PREFIX)/libexec/dateline/dateline-index
	install -m 644 README.md COPYING CHANGELOG.md $(DESTDIR)$(PREFIX)/share/doc/dateline
	for d in man/man1 bash-completion/completions zsh/site-functions; do \
	    install -d $(DESTDIR)$(PREFIX)/share/$$d && \
	    install -m 644 $(BUILD)/share/$$d/* $(DESTDIR)$(PREFIX)/share/$$d || exit 1; \
	done
.PHONY: install

## make uninstall   remove what `make install` put there
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/dateline
	rm -rf $(DESTDIR)$(PREFIX)/libexec/dateline $(DESTDIR)$(PREFIX)/share/doc/dateline
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/dateline.1 $(DESTDIR)$(PREFIX)/share/man/man1/dateline-*.1 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/dateline \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_dateline
.PHONY: uninstall

## make clean       remove everything that was built
clean:
	rm -rf $(BUILD)
.PHONY: clean

## make help        this list
help:
	@sed -n 's/^## //p' Makefile tests/bench/bench.mk tests/fuzz/fuzz.mk
	@echo
	@echo "DEV=1 adds -Werror and the address and undefined-behaviour sanitizers; V=1 shows the commands."
.PHONY: help

-include tests/bench/bench.mk
-include tests/fuzz/fuzz.mk
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
