# rapporteur: make, make demo, make test, make bless T=…, make asan, make bench, make gallery, make install DESTDIR= PREFIX=, make clean
PREFIX ?= /usr/local
BUILD  ?= build
CFLAGS ?= -O2 -g

# Debian 12 packages: to build and run; to test as well.
DEB_BUILD = build-essential pkg-config libglib2.0-dev libglib2.0-dev-bin libxml2-dev libxslt1-dev libcmark-dev \
  libcairo2-dev libpango1.0-dev libfreetype-dev libqpdf-dev libicu-dev libjansson-dev libcsv-dev fonts-liberation fonts-noto-core \
  libhyphen-dev hyphen-en-gb hyphen-fr
DEB_TEST  = bats perl unzip xsltproc libreoffice-writer-nogui poppler-utils qpdf libxml2-utils mandoc default-jre-headless npm fonts-noto-cjk

PACKAGES = glib-2.0 gio-2.0 libxml-2.0 libxslt libexslt libcmark cairo cairo-pdf pangocairo pangoft2 fontconfig freetype2 \
  libqpdf icu-uc icu-i18n jansson
WARN     = -std=c11 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wno-unused-parameter
ALL_CFLAGS = $(WARN) -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(CFLAGS) -I$(BUILD) -Isrc $(shell pkg-config --cflags $(PACKAGES))
LIBS     = $(shell pkg-config --libs $(PACKAGES)) -lcsv -lhyphen -lm

SOURCES  = $(sort $(wildcard src/*.c))
OBJECTS  = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/resources.o
EMBEDDED = $(sort $(shell find templates schemas styles -type f ! -name '.*' 2>/dev/null))

all: $(BUILD)/rapporteur

$(BUILD)/rapporteur: $(OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(OBJECTS) $(LIBS)

$(BUILD)/%.o: src/%.c | $(BUILD)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/resources.xml: $(EMBEDDED) Makefile | $(BUILD)
	{ echo '<gresources><gresource prefix="/rapporteur">'; \
	  for f in $(EMBEDDED); do echo "<file>$$f</file>"; done; \
	  echo '</gresource></gresources>'; } > $@
$(BUILD)/resources.c: $(BUILD)/resources.xml $(EMBEDDED)
	glib-compile-resources --sourcedir=. --generate-source --target=$@ $<
$(BUILD)/resources.o: $(BUILD)/resources.c
	$(CC) $(CFLAGS) $(shell pkg-config --cflags gio-2.0) -c -o $@ $<
$(BUILD):
	mkdir -p $@

# ---- Tests: T=word selects, BLESS rewrites goldens ----
T =
UNITS    = $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(sort $(wildcard tests/unit/*.c)))
SANITIZE = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined -Wno-error=maybe-uninitialized

$(BUILD)/tests/unit/%: tests/unit/%.c $(OBJECTS) $(BUILD)/tests/main.o | $(BUILD)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MMD -MP -MF $@.d -MT $@ -o $@ $< $(BUILD)/tests/main.o $(filter-out $(BUILD)/main.o,$(OBJECTS)) $(LIBS)

$(BUILD)/tests/main.o: $(BUILD)/main.o   # the commands without the program itself
	@mkdir -p $(@D)
	objcopy --redefine-sym main=program_main $< $@

units: $(UNITS) $(BUILD)/tests/random/random $(BUILD)/rapporteur.1

# Random documents: `make random N=1000`, long; the tests run some.
N = 1000
RANDOM_SOURCES = $(sort $(wildcard tests/random/*.c))
$(BUILD)/tests/random/random: $(RANDOM_SOURCES) $(wildcard tests/random/*.h) $(OBJECTS) $(BUILD)/tests/main.o
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(RANDOM_SOURCES) $(BUILD)/tests/main.o $(filter-out $(BUILD)/main.o,$(OBJECTS)) $(LIBS)
random: $(BUILD)/tests/random/random
	@BUILD=$(BUILD) tests/random/run --count $(N)

tests/node_modules/.installed: tests/package.json tests/package-lock.json
	cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

packages-build:
	@sh tests/packages $(DEB_BUILD)
packages-test:
	@sh tests/packages $(DEB_BUILD) $(DEB_TEST)

test: packages-test
	@$(MAKE) -s --no-print-directory tests/node_modules/.installed
	@$(MAKE) -s --no-print-directory all units
	@BUILD=$(BUILD) tests/run '$(T)'
bless: packages-test
	@$(MAKE) -s --no-print-directory tests/node_modules/.installed
	@$(MAKE) -s --no-print-directory all units
	@BLESS=1 BUILD=$(BUILD) tests/run '$(T)'
asan:
	@RAPPORTEUR_TEST_ASAN=1 $(MAKE) -s --no-print-directory test BUILD=build-asan CFLAGS='$(SANITIZE)' T='$(T)'

gallery: packages-test   # pictures of every layout case, in $(BUILD)/gallery
	@$(MAKE) -s --no-print-directory all
	@BUILD=$(BUILD) tests/gallery '$(T)'

$(BUILD)/tests/bench/%: tests/bench/%.c $(OBJECTS) $(BUILD)/tests/main.o
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/tests/main.o $(filter-out $(BUILD)/main.o,$(OBJECTS)) $(LIBS)
bench: packages-build   # figures beside what they may be at most
	@$(MAKE) -s --no-print-directory all $(BUILD)/tests/bench/stages $(BUILD)/tests/bench/pdf
	@BUILD=$(BUILD) tests/bench/run

# ---- For people ----
demo: packages-build
	@$(MAKE) -s --no-print-directory all
	$(BUILD)/rapporteur -C samples/velmora build

$(BUILD)/rapporteur.1: src/rapporteur.1 $(BUILD)/rapporteur
	$(BUILD)/rapporteur explain | sed -e 's/\\/\\e/g' -e "s/^\(R[0-9]*\)  *\([a-z]*\)  *\(.*\)/.It \1 \2\n\\\\\&\3/" > $@.rows
	sed -e '/@DIAGNOSTICS@$$/{r $@.rows' -e 'd;}' $< > $@

install: all $(BUILD)/rapporteur.1
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/doc/rapporteur
	install -m 755 $(BUILD)/rapporteur $(DESTDIR)$(PREFIX)/bin/
	install -m 644 $(BUILD)/rapporteur.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 README.md LICENSE $(DESTDIR)$(PREFIX)/share/doc/rapporteur/
	cd samples && find . -type f ! -path '*/out/*' ! -path '*/.rapporteur/*' \
	  -exec install -D -m 644 {} $(abspath $(DESTDIR)$(PREFIX)/share/doc/rapporteur/samples)/{} \;

clean:
	rm -rf build build-*

-include $(OBJECTS:.o=.d)
-include $(UNITS:=.d)
.PHONY: all units test random bless asan bench gallery demo install clean packages-build packages-test
