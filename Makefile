# rapporteur: make, make demo, make test, make bless T=…, make asan, make bench, make install DESTDIR= PREFIX=, make clean
PREFIX ?= /usr/local
BUILD  ?= build
CFLAGS ?= -O2 -g

# Debian 12 packages: to build and run; to test as well.
DEB_BUILD = build-essential pkg-config libglib2.0-dev libglib2.0-dev-bin libxml2-dev libxslt1-dev libcmark-dev \
  libcairo2-dev libpango1.0-dev libqpdf-dev libicu-dev libjansson-dev libcsv-dev fonts-liberation fonts-noto-core
DEB_TEST  = bats libtest-harness-perl poppler-utils qpdf libxml2-utils default-jre-headless npm

PACKAGES = glib-2.0 gio-2.0 libxml-2.0 libxslt libexslt libcmark cairo cairo-pdf pangocairo pangoft2 fontconfig \
  libqpdf icu-uc icu-i18n jansson
WARN     = -std=c11 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wno-unused-parameter
ALL_CFLAGS = $(WARN) -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(CFLAGS) -I$(BUILD) -Isrc $(shell pkg-config --cflags $(PACKAGES))
LIBS     = $(shell pkg-config --libs $(PACKAGES)) -lcsv -lm

SOURCES  = $(sort $(wildcard src/*.c))
OBJECTS  = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/resources.o
EMBEDDED = $(sort $(shell find templates schemas styles -type f ! -name '.*'))

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

clean:
	rm -rf build build-*

-include $(OBJECTS:.o=.d)
.PHONY: all clean
