/* A seed into a document: every document draws its own habits first (how long paragraphs are, how often a note, a list, a
   table comes, which scripts), so that extremes come together, then spends a budget of words on blocks. A word is a
   counter spelt in syllables, so that a loss or a second copy shows; marks that layout adds itself (the comma
   between two raised marks) never occur in the source. */
#include <string.h>

#include "random.h"

struct habits {
    int words;                 /* of a paragraph, about */
    int note, inline_element;  /* in a thousand words */
    int long_word, foreign;    /* in a thousand words */
    int note_words, cell_words, heading_words;
    int list_depth, columns, rows;
    int span;                  /* per cent of cells */
    gboolean numbered, mixed_directions, all_scripts;
    int huge_note;             /* in a thousand notes: longer than a page */
};

struct maker {
    guint64 state;
    struct habits h;
    int budget;                /* words left */
    guint counter, ids, notes;
    guint target;              /* number of an id that something has */
    xmlNsPtr ns;
    gboolean in_note, in_annex, in_table; /* where notes would be notes of notes; where they may be lettered */
    GPtrArray *letters;        /* xmlNodePtr: lettered notes of the table being made */
    GPtrArray *sections, *tables, *figures; /* xmlNodePtr */
};

static guint draw(struct maker *m, guint n)
{
    guint64 z = m->state += 0x9e3779b97f4a7c15u; /* splitmix64 */

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (guint)((z ^ (z >> 31)) >> 11) % MAX(1, n);
}

static gboolean chance(struct maker *m, int percent)
{
    return (int)draw(m, 100) < percent;
}

/* Small numbers often, large ones now and then. */
static int about(struct maker *m, int n)
{
    int v = (int)draw(m, (guint)MAX(1, n) * 2);

    return 1 + (chance(m, 4) ? v * 5 : chance(m, 50) ? v / 2 : v);
}

static int pick(struct maker *m, const int *weights, int n)
{
    int sum = 0, at;

    for (int i = 0; i < n; i++)
        sum += weights[i];
    at = (int)draw(m, (guint)sum);
    for (int i = 0; i < n; i++)
        if ((at -= weights[i]) < 0)
            return i;
    return 0;
}

/* ---- words ---- */

static const char *const scripts[][2] = {
    {"bcdfghjklmnprstv", "aeiou"},
    {"бвгджзклмнпрстфх", "аеиоу"},
    {"βγδζθκλμνξπρτφχψ", "αειου"},
    {"אבגדהוזחטיכלמנסע", "פצקרש"},
    {"بتثجحخدذرزسشصضطظ", "عفقكل"},
    {"कगचजटडतदनपबमरलवस", "ािीुे"},
    {"กขคงจชดตทนบปพมรส", "ะาิีุ"},
    {"კლმნრსტფქღყშჩცძწ", "აეიოუ"},
    {"բգդզթժլխծկհձղճմյ", "աեիոու"},
    {"カキクサシスタチツナニヌマミムラ", "アイウエオ"},
};
#define SCRIPTS 10

static void syllable(GString *out, int script, guint n)
{
    const char *c = g_utf8_offset_to_pointer(scripts[script][0], (glong)(n % 16));
    const char *v = g_utf8_offset_to_pointer(scripts[script][1], (glong)(n / 16 % 5));

    g_string_append_unichar(out, g_utf8_get_char(c));
    g_string_append_unichar(out, g_utf8_get_char(v));
}

static void code(struct maker *m, GString *out, int script)
{
    guint n = ++m->counter * 7919; /* neighbours look different; 80^3 and 7919 have no common divisor */

    for (int i = 0; i < 3; i++, n /= 80)
        syllable(out, script, n % 80);
}

static void add_word(struct maker *m, GString *out)
{
    int foreign = (int)draw(m, 1000) < m->h.foreign ? 1 + (int)draw(m, m->h.all_scripts ? SCRIPTS - 1 : m->h.mixed_directions ? 4 : 2) : 0;
    int tail = chance(m, 30) ? (int)draw(m, 4) : 0;

    m->budget--;
    code(m, out, foreign);
    if (foreign) {
        while (tail--)
            syllable(out, foreign, draw(m, 80));
        return;
    }
    if ((int)draw(m, 1000) < m->h.long_word) { /* nothing that a line could break at */
        for (int n = 5 + (int)draw(m, chance(m, 10) ? 120 : 30); n--;)
            syllable(out, 0, draw(m, 80));
        return;
    }
    switch (draw(m, 24)) {
    case 0: /* a symbol */
        g_string_append_printf(out, "/HRC/%u/%u", draw(m, 99), draw(m, 999));
        break;
    case 1:
        g_string_append_printf(out, "-%u", draw(m, 9999));
        break;
    case 2: /* a place to break */
        for (int n = 1 + (int)draw(m, 4); n--;) {
            g_string_append(out, "\u00ad");
            syllable(out, 0, draw(m, 80));
        }
        break;
    case 3: /* words that stay together */
        g_string_append(out, "\u00a0");
        code(m, out, 0);
        break;
    case 4:
        g_string_append_printf(out, "(%u.%u)", draw(m, 30), draw(m, 200));
        break;
    case 5:
        g_string_append(out, "\u2014");
        code(m, out, 0);
        break;
    case 6:
        g_string_append_c(out, '.');
        break;
    default:
        while (tail--)
            syllable(out, 0, draw(m, 80));
    }
}

static void add_text(xmlNodePtr parent, const char *text)
{
    xmlAddChild(parent, xmlNewDocText(parent->doc, (const xmlChar *)text));
}

static void add_words(struct maker *m, xmlNodePtr parent, int n)
{
    GString *text = g_string_new(NULL);

    while (n-- > 0) {
        add_word(m, text);
        if (n)
            g_string_append(text, chance(m, 3) ? "\n      " : " ");
    }
    add_text(parent, text->str);
    g_string_free(text, TRUE);
}

/* ---- elements ---- */

static xmlNodePtr element(struct maker *m, xmlNodePtr parent, const char *name)
{
    return xmlNewChild(parent, m->ns, (const xmlChar *)name, NULL);
}

static void set(xmlNodePtr n, const char *name, const char *value)
{
    xmlNewProp(n, (const xmlChar *)name, (const xmlChar *)value);
}

static void set_lang(xmlNodePtr n, const char *lang)
{
    xmlNewNsProp(n, xmlSearchNsByHref(n->doc, n, XML_XML_NAMESPACE), (const xmlChar *)"lang", (const xmlChar *)lang);
}

static void set_number(xmlNodePtr n, const char *name, const char *format, guint value)
{
    char *text = g_strdup_printf(format, value);

    set(n, name, text);
    g_free(text);
}

static void set_id(struct maker *m, xmlNodePtr n)
{
    set_number(n, "id", "id-%u", m->target = ++m->ids);
}

static void add_inline(struct maker *m, xmlNodePtr parent, int words, int depth);

static void add_note(struct maker *m, xmlNodePtr parent)
{
    xmlNodePtr note, p;
    int paragraphs = chance(m, 85) ? 1 : 1 + (int)draw(m, 4);

    if (m->in_table && chance(m, 50)) { /* as resolve would have it: below the table, lettered */
        char *label = g_strdup_printf("%c", 'a' + (int)(m->letters->len % 26)), *id = g_strdup_printf("note-x-%u", ++m->ids);

        note = element(m, parent, "noteref");
        set(note, "to", id);
        set(note, "label", label);
        p = xmlNewDocNode(parent->doc, m->ns, (const xmlChar *)"p", NULL);
        set(p, "id", id);
        set(p, "label", label);
        g_ptr_array_add(m->letters, p);
        g_free(label);
        g_free(id);
        return;
    }
    note = element(m, parent, "note");
    set_number(note, "id", "note-%u", ++m->notes);
    if (m->in_annex) {
        char *letter = g_strdup_printf("%c", 'a' + (int)(m->notes % 26));

        set(note, "label", letter);
        g_free(letter);
    } else
        set_number(note, "label", "%u", m->notes);
    m->in_note = TRUE;
    while (paragraphs--) {
        p = element(m, note, "p");
        add_inline(m, p, (int)draw(m, 1000) < m->h.huge_note ? 700 : about(m, m->h.note_words), 1);
    }
    m->in_note = FALSE;
}

static void add_inline_element(struct maker *m, xmlNodePtr parent, int depth)
{
    static const int weights[] = {20, 12, 8, 6, 8, 14, 10, 6, 8, 4, 8};
    static const char *const tones[] = {"good", "partial", "bad", "none", "contrary", "neutral"};
    static const char *const langs[] = {"fr", "es", "ar", "ru", "en"};
    int kind = pick(m, weights, G_N_ELEMENTS(weights)), words = 1 + (int)draw(m, 6);
    GString *address;
    xmlNodePtr n;

    switch (kind) {
    case 0:
    case 1:
        add_inline(m, element(m, parent, kind ? "strong" : "em"), words, depth + 1);
        break;
    case 2:
        add_words(m, element(m, parent, "sup"), 1);
        break;
    case 3:
        element(m, parent, "br");
        break;
    case 4:
        n = element(m, parent, "span");
        if (chance(m, 60))
            set_lang(n, langs[draw(m, G_N_ELEMENTS(langs))]);
        if (chance(m, 20))
            set(n, "role", chance(m, 50) ? "number" : "fallback");
        add_inline(m, n, words, depth + 1);
        break;
    case 5:
        n = element(m, parent, "link");
        address = g_string_new("https://nmirf.example/");
        code(m, address, 0);
        for (int i = (int)draw(m, 5); i--;) {
            g_string_append_c(address, "/-_?&=."[draw(m, 7)]);
            for (int k = 1 + (int)draw(m, 12); k--;)
                syllable(address, 0, draw(m, 80));
        }
        set(n, "href", address->str);
        if (chance(m, 40)) /* shown as it is */
            add_text(n, address->str);
        else
            add_inline(m, n, words, depth + 2);
        g_string_free(address, TRUE);
        break;
    case 6:
        n = element(m, parent, "ref");
        if (m->target)
            set_number(n, "to", "id-%u", m->target);
        else
            set(n, "to", "title");
        add_words(m, n, 1 + (int)draw(m, 3));
        break;
    case 7:
        add_words(m, element(m, parent, "code"), 1 + (int)draw(m, 3));
        break;
    case 8:
        n = element(m, parent, "status");
        set(n, "value", "any");
        set(n, "tone", tones[draw(m, 6)]);
        add_words(m, n, 1 + (int)draw(m, 3));
        break;
    case 9:
        add_words(m, element(m, parent, "gap"), words);
        break;
    case 10:
        if (m->notes) {
            n = element(m, parent, "noteref");
            set_number(n, "to", "note-%u", m->notes);
            set_number(n, "label", "%u", m->notes);
        }
    }
}

static void add_inline(struct maker *m, xmlNodePtr parent, int words, int depth)
{
    while (words > 0) {
        int n = 1 + (int)draw(m, (guint)MIN(words, 12));

        add_words(m, parent, n);
        words -= n;
        for (int i = 0; i < n; i++)
            if (!m->in_note && (int)draw(m, 1000) < m->h.note) {
                add_note(m, parent);
                if (chance(m, 15))
                    add_note(m, parent);
                break;
            }
        for (int i = 0; depth < 4 && i < n; i++)
            if ((int)draw(m, 1000) < m->h.inline_element) {
                if (chance(m, 90))
                    add_text(parent, " ");
                add_inline_element(m, parent, depth);
                break;
            }
        if (words > 0)
            add_text(parent, chance(m, 95) ? " " : "");
    }
}

static void add_flow(struct maker *m, xmlNodePtr parent, int words, int depth);

static void add_paragraph(struct maker *m, xmlNodePtr parent, int words, gboolean top)
{
    static const char *const roles[] = {"lead", "label", "small", "source", "legend"};
    xmlNodePtr p = element(m, parent, "p");

    if (top && m->h.numbered && chance(m, 70)) {
        set_number(p, "id", "para-%u", ++m->ids);
        set(p, "numbered", "yes");
        set_number(p, "label", "%u.", m->ids);
    } else if (chance(m, 15)) {
        const char *role = roles[draw(m, G_N_ELEMENTS(roles))];

        set(p, "role", role);
        set(p, "origin", role); /* see audit.c */
    }
    if (m->h.mixed_directions && chance(m, 10)) {
        set_lang(p, "ar");
        set(p, "dir", "rtl");
    }
    add_inline(m, p, words, 0);
}

static void add_list(struct maker *m, xmlNodePtr parent, int words, int depth)
{
    static const char *const kinds[] = {"alpha", "roman", "decimal", "bullet", "none"};
    static const char *const labels[] = {"(%u)", "(xviii%u)", "%u.", "\u2022", NULL};
    int kind = (int)draw(m, 5), items = 1 + (int)draw(m, 6);
    xmlNodePtr list = element(m, parent, "list");

    set(list, "kind", kinds[kind]);
    for (int i = 0; i < items; i++) {
        xmlNodePtr item = element(m, list, "item");

        if (labels[kind])
            set_number(item, "label", labels[kind], (guint)i + 1);
        if (depth < m->h.list_depth && chance(m, 20)) { /* starts with something that is no paragraph */
            add_flow(m, item, words / 2, depth + 1);
            continue;
        }
        add_paragraph(m, item, about(m, words), FALSE);
        if (depth < m->h.list_depth && chance(m, 40))
            add_list(m, item, words, depth + 1);
    }
}

static void add_flow(struct maker *m, xmlNodePtr parent, int words, int depth)
{
    switch (draw(m, 10)) {
    case 0:
    case 1:
        if (depth < m->h.list_depth) {
            add_list(m, parent, words, depth);
            return;
        }
        break;
    case 2:
        if (depth < m->h.list_depth) {
            xmlNodePtr n = element(m, parent, "quotation");

            if (chance(m, 30))
                set_lang(n, "fr");
            if (chance(m, 30))
                set(n, "verbatim", "yes");
            for (int i = 1 + (int)draw(m, 3); i--;)
                add_flow(m, n, words, depth + 1);
            return;
        }
    }
    add_paragraph(m, parent, about(m, words), FALSE);
}

/* ---- tables ---- */

static void add_cell(struct maker *m, xmlNodePtr cell, gboolean head, gboolean first)
{
    int size = (int)draw(m, 100), blocks = size < 70 ? 1 : 1 + (int)draw(m, 4);

    if (!head && !first && (size < 6 || m->budget <= 0)) { /* the first of a row is never empty: rows must be seen */
        element(m, cell, "p");
        return;
    }
    if (!head && chance(m, 2)) { /* taller than a page */
        for (int i = 2 + (int)draw(m, 4); i--;)
            add_flow(m, cell, 120, 0);
        return;
    }
    if (head)
        blocks = 1;
    while (blocks--)
        if (head || size < 40)
            add_paragraph(m, cell, 1 + (int)draw(m, 4), FALSE);
        else
            add_flow(m, cell, m->h.cell_words, 0);
}

/* Rows of a group; the last column never spans rows, so that every row has a cell. */
static void add_rows(struct maker *m, xmlNodePtr group, int columns, int rows, gboolean head)
{
    int *busy = g_new0(int, columns);

    for (int r = 0; r < rows; r++) {
        xmlNodePtr row = element(m, group, "row");
        gboolean whole = !head && !r && rows > 1 && chance(m, 40), last = !head && r && r == rows - 1 && chance(m, 25);

        if (whole || last || (!head && chance(m, 4))) {
            gboolean free_row = TRUE;

            for (int c = 0; c < columns; c++)
                free_row = free_row && !busy[c];
            if (free_row) { /* a cell over all columns */
                const char *role = whole ? "band" : last ? "summary" : "see";
                xmlNodePtr cell = element(m, row, "cell");

                set(row, "origin", role);
                set(row, "role", role);
                set(cell, "scope", whole ? "rowgroup" : "row");
                set_number(cell, "colspan", "%u", (guint)columns);
                add_paragraph(m, cell, 1 + (int)draw(m, 8), FALSE);
                continue;
            }
        }
        if (!head && chance(m, 10))
            set(row, "keep", "yes");
        if (chance(m, 20))
            set_id(m, row);
        for (int c = 0; c < columns; c++) {
            int across = 1, down = 1;
            xmlNodePtr cell;

            if (busy[c]) {
                busy[c]--;
                continue;
            }
            cell = element(m, row, "cell");
            if (chance(m, m->h.span))
                while (c + across < columns && !busy[c + across] && chance(m, 60))
                    across++;
            if (c + across < columns && chance(m, m->h.span))
                down = 1 + (int)draw(m, (guint)MIN(rows - r, 6));
            if (across > 1)
                set_number(cell, "colspan", "%u", (guint)across);
            if (down > 1)
                set_number(cell, "rowspan", "%u", (guint)down);
            if (head)
                set(cell, "scope", "col");
            else if (!c && chance(m, 50))
                set(cell, "scope", "row");
            if (chance(m, 5))
                set(cell, "align", "center");
            for (int k = c; k < c + across; k++)
                busy[k] = down - 1;
            add_cell(m, cell, head, !c);
            c += across - 1;
        }
    }
    g_free(busy);
}

static void add_table(struct maker *m, xmlNodePtr parent, const char *role)
{
    static const char *const aligns[] = {"end", "center", "decimal"};
    int columns = 2 + (int)draw(m, (guint)m->h.columns - 1), groups = 1 + (int)draw(m, 3);
    xmlNodePtr table = element(m, parent, "table"), n;
    gboolean outer = m->in_table;

    set_id(m, table);
    if (!outer)
        g_ptr_array_add(m->tables, table);
    set(table, "role", role ? role : chance(m, 50) ? "matrix" : "plain");
    if (chance(m, 60))
        set_number(table, "label", "Table:%u", m->ids);
    m->in_table = TRUE;
    g_ptr_array_set_size(m->letters, 0);
    if (chance(m, 60))
        add_inline(m, element(m, table, "caption"), 1 + (int)draw(m, 12), 2);
    n = element(m, table, "columns");
    for (int c = 0; c < columns; c++) {
        xmlNodePtr column = element(m, n, "column");

        switch (draw(m, 4)) {
        case 0:
            set_number(column, "width", "points:%u", 20 + draw(m, 90));
            break;
        case 1:
            set(column, "width", "content");
            break;
        default:
            set_number(column, "width", "share:%u", 1 + draw(m, 5));
        }
        if (chance(m, 30))
            set_number(column, "min", "%u", draw(m, 60));
        if (chance(m, 20))
            set(column, "align", aligns[draw(m, 3)]);
    }
    if (chance(m, 75))
        add_rows(m, element(m, table, "head"), columns, 1 + (int)draw(m, 3) * chance(m, 30), TRUE);
    do
        add_rows(m, element(m, table, "group"), columns, m->budget > 0 ? about(m, m->h.rows) : 1, FALSE);
    while (--groups > 0 && m->budget > 0);
    m->in_table = outer;
    if (m->letters->len || chance(m, 20)) {
        n = element(m, table, "notes");
        m->in_note = TRUE;
        for (guint i = 0; i < m->letters->len; i++) {
            xmlAddChild(n, m->letters->pdata[i]);
            add_inline(m, m->letters->pdata[i], about(m, m->h.note_words), 1);
        }
        if (!m->letters->len || chance(m, 20))
            add_inline(m, element(m, n, "p"), about(m, m->h.note_words), 1);
        m->in_note = FALSE;
    }
}

/* ---- figures, sections, parts ---- */

static void add_figure(struct maker *m, xmlNodePtr parent)
{
    xmlNodePtr figure = element(m, parent, "figure"), drawing, n;
    gboolean label, caption, data, source;
    char *what;
    guint w = 60 + draw(m, 500), h = 20 + draw(m, chance(m, 10) ? 1200 : 200);

    set_id(m, figure);
    g_ptr_array_add(m->figures, figure);
    label = chance(m, 50);
    caption = chance(m, 60);
    data = chance(m, 30);
    source = chance(m, 40);
    what = g_strconcat(label ? "L" : "", caption ? "C" : "", data || source ? "K" : "", "-", NULL);
    set(figure, "alt", what); /* see audit.c */
    g_free(what);
    if (label)
        set_number(figure, "label", "Figure:%u", m->ids);
    if (caption)
        add_inline(m, element(m, figure, "caption"), 1 + (int)draw(m, 12), 2);
    if (chance(m, 15)) { /* a picture of the checkout */
        n = element(m, figure, "image");
        set(n, "href", "matrix.png");
        set(n, "alt", "A page");
        if (chance(m, 70))
            set_number(n, "width", "%u", w);
        h = 0;
        goto below;
    }
    drawing = element(m, figure, "drawing");
    set_number(drawing, "width", "%u", w);
    set_number(drawing, "height", "%u", h);
    n = element(m, drawing, "rect");
    set(n, "x", "0");
    set(n, "y", "0");
    set_number(n, "w", "%u", w);
    set_number(n, "h", "%u", h);
    set(n, "tone", "good");
    set(n, "pattern", "cross");
    for (guint y = 16; y + 2 < h && y < 200; y += 24) { /* one word in a line: words beside each other may meet */
        n = element(m, drawing, "text");
        set_number(n, "x", "%u", draw(m, w));
        set_number(n, "y", "%u", y);
        set(n, "anchor", chance(m, 50) ? "start" : chance(m, 50) ? "middle" : "end");
        set(n, "role", "chart-label");
        {
            GString *word = g_string_new(NULL);

            code(m, word, 0);
            add_text(n, word->str);
            g_string_free(word, TRUE);
        }
    }
below:
    if (data) {
        n = element(m, figure, "data");
        set(n, "label", "Data");
        add_table(m, n, "data");
    }
    if (source) {
        n = element(m, figure, "p");
        set(n, "role", "source");
        set(n, "origin", "source");
        add_inline(m, n, about(m, 8), 2);
    }
}

static void add_facts(struct maker *m, xmlNodePtr parent)
{
    xmlNodePtr facts = element(m, parent, "facts");

    set(facts, "origin", "facts"); /* see audit.c */
    for (int i = 1 + (int)draw(m, 6); i--;) {
        xmlNodePtr fact = element(m, facts, "fact");

        add_inline(m, element(m, fact, "term"), 1 + (int)draw(m, 3), 2);
        add_inline(m, element(m, fact, "value"), about(m, 8), 1);
    }
}

static void add_blocks(struct maker *m, xmlNodePtr parent, int n, const int *weights)
{
    while (n-- > 0 && m->budget > 0)
        switch (pick(m, weights, 5)) {
        case 0:
            add_paragraph(m, parent, about(m, m->h.words), TRUE);
            break;
        case 1:
            add_flow(m, parent, m->h.words / 2, 0);
            break;
        case 2:
            add_facts(m, parent);
            break;
        case 3:
            add_table(m, parent, NULL);
            break;
        case 4:
            add_figure(m, parent);
        }
}

static void add_section(struct maker *m, xmlNodePtr parent, int level, const int *weights)
{
    static const char *const labels[] = {"%u.", "(%u)", "XXVIII%u.", "A%u."};
    xmlNodePtr section = element(m, parent, "section"), heading;

    set_id(m, section);
    set(section, "numbering", m->in_annex && level == 1 ? "annex" : "auto");
    set_number(section, "level", "%u", (guint)level);
    if (chance(m, 70))
        set_number(section, "label", labels[draw(m, 4)], m->ids);
    if (chance(m, 10))
        set(section, "contents", "no");
    g_ptr_array_add(m->sections, section);
    heading = element(m, section, "heading");
    add_inline(m, heading, about(m, m->h.heading_words), 2);
    if (level < 6 && chance(m, 30)) { /* heading under heading */
        add_section(m, section, level + 1, weights);
        return;
    }
    add_blocks(m, section, (int)draw(m, 6), weights);
    for (int i = level < 5 ? (int)draw(m, 3) : 0; i-- && m->budget > 0;)
        add_section(m, section, level + 1, weights);
}

/* A masthead asks for a page that is more than ten lines high. */
static void add_front(struct maker *m, xmlNodePtr part, gboolean masthead)
{
    xmlNodePtr n, imprint;

    if (!masthead || chance(m, 40)) {
        n = element(m, part, "cover");
        add_words(m, element(m, n, "issuer"), 1 + (int)draw(m, 5));
    } else {
        xmlNodePtr symbol;

        n = element(m, part, "masthead");
        add_words(m, element(m, n, "issuer"), 1 + (int)draw(m, 3));
        symbol = element(m, n, "symbol");
        add_text(symbol, "A/HRC/58/7");
        add_words(m, element(m, n, "organ"), 1 + (int)draw(m, 5));
        imprint = element(m, n, "imprint");
        for (int i = 1 + (int)draw(m, 3); i--;)
            add_words(m, element(m, imprint, "line"), 1 + (int)draw(m, 3));
        if (chance(m, 50))
            add_text(element(m, n, "job"), "GE.26-07475(E)");
        n = part;
    }
    {
        xmlNodePtr title = element(m, n, "title");

        set(title, "id", "title");
        add_inline(m, title, 1 + (int)draw(m, 10), 2);
    }
    if (chance(m, 50))
        add_words(m, element(m, n, "subtitle"), 1 + (int)draw(m, 8));
    if (n != part)
        for (int i = (int)draw(m, 4); i--;)
            add_words(m, element(m, n, "line"), 1 + (int)draw(m, 6));
}

/* What resolve would list: label and heading of each section; tables or figures. */
static void fill_list(struct maker *m, xmlNodePtr contents, const GPtrArray *all)
{
    for (guint i = 0; i < all->len; i++) {
        xmlNodePtr entry = element(m, contents, "entry");
        xmlChar *id = xmlGetNoNsProp(all->pdata[i], (const xmlChar *)"id"), *label = xmlGetNoNsProp(all->pdata[i], (const xmlChar *)"label");

        set(entry, "level", "1");
        set(entry, "to", (const char *)id);
        if (label)
            set(entry, "label", (const char *)label);
        add_text(entry, "Words of the caption which may be long enough for a second line in a narrow column");
        xmlFree(id);
        xmlFree(label);
    }
}

static void fill_contents(struct maker *m, xmlNodePtr contents)
{
    for (guint i = 0; i < m->sections->len; i++) {
        xmlNodePtr section = m->sections->pdata[i], entry = element(m, contents, "entry");
        xmlChar *id = xmlGetNoNsProp(section, (const xmlChar *)"id"), *label = xmlGetNoNsProp(section, (const xmlChar *)"label");

        set_number(entry, "level", "%u", 1 + draw(m, 3));
        set(entry, "to", (const char *)id);
        if (label)
            set(entry, "label", (const char *)label);
        add_text(entry, "Words of the heading");
        xmlFree(id);
        xmlFree(label);
    }
}

static void add_running(struct maker *m, xmlNodePtr root)
{
    xmlNodePtr n = element(m, root, "running");

    set(n, "place", "head-outer");
    add_text(n, "A/HRC/58/7");
    n = element(m, root, "running");
    set(n, "place", "foot-outer");
    element(m, n, "page-number");
    add_text(n, " / ");
    element(m, n, "page-count");
}

xmlDocPtr random_document(guint seed, const char *style)
{
    static const int columns[] = {3, 5, 7, 9}, lengths[] = {4, 15, 40, 120};
    static const char *const styles[] = {"un", "un", "small", "small", "small", "submission", "large-print", "plain"};
    struct maker m = {.state = seed * 0x2545f4914f6cdd1du, .letters = g_ptr_array_new(), .sections = g_ptr_array_new(),
                      .tables = g_ptr_array_new(), .figures = g_ptr_array_new()};
    xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNodePtr root = xmlNewDocNode(doc, NULL, (const xmlChar *)"document", NULL), n, meta, contents = NULL, tables = NULL, figures = NULL;
    gboolean rtl;
    int weights[5];

    xmlDocSetRootElement(doc, root);
    m.ns = xmlNewNs(root, (const xmlChar *)"urn:rapporteur:document", NULL);
    xmlSetNs(root, m.ns);
    draw(&m, 2);
    rtl = chance(&m, 10);
    m.h = (struct habits){.words = lengths[draw(&m, 4)],
                          .note = chance(&m, 25) ? 0 : chance(&m, 20) ? 150 : 20,
                          .inline_element = chance(&m, 20) ? 0 : chance(&m, 30) ? 300 : 50,
                          .long_word = chance(&m, 50) ? 0 : chance(&m, 30) ? 100 : 10,
                          .foreign = chance(&m, 50) ? 0 : chance(&m, 30) ? 400 : 40,
                          .mixed_directions = rtl || chance(&m, 25),
                          .all_scripts = chance(&m, 30),
                          .huge_note = chance(&m, 10) ? 100 : 0,
                          .note_words = chance(&m, 15) ? 150 : chance(&m, 50) ? 3 : 15,
                          .cell_words = chance(&m, 20) ? 60 : 8,
                          .heading_words = chance(&m, 15) ? 30 : 4,
                          .list_depth = (int)draw(&m, 7),
                          .columns = columns[draw(&m, 4)],
                          .rows = chance(&m, 20) ? 20 : 4,
                          .span = chance(&m, 40) ? 0 : chance(&m, 30) ? 35 : 8,
                          .numbered = chance(&m, 50)};
    m.budget = chance(&m, 30) ? 150 : chance(&m, 80) ? 800 : 3000;
    for (int i = 0; i < 5; i++)
        weights[i] = chance(&m, 60) ? 1 + (int)draw(&m, 10) : 0;
    weights[0] += 1;

    set(root, "version", "1");
    set(root, "id", "random");
    set(root, "kind", "random");
    set_lang(root, rtl ? "ar" : "en");
    set(root, "dir", rtl ? "rtl" : "ltr");
    if (!style)
        style = styles[draw(&m, G_N_ELEMENTS(styles))];
    set(root, "style", style);
    set(root, "paged", "yes");
    if (seed % 5 == 2)
        set(root, "line-numbers", "yes");
    if (chance(&m, 15))
        set(root, "notes", "end");
    meta = element(&m, root, "meta");
    add_text(element(&m, meta, "title"), "Random document");
    meta = element(&m, meta, "date");
    add_text(meta, "30 June 2026");
    set(meta, "value", "2026-06-30");
    if (chance(&m, 20)) {
        n = element(&m, meta->parent, "mark");
        set(n, "kind", "draft");
        add_text(n, "Draft of today");
    }
    if (chance(&m, 20)) {
        n = element(&m, meta->parent, "mark");
        set(n, "kind", "confidential");
        add_text(n, "Confidential");
    }
    if (chance(&m, 80))
        add_running(&m, root);
    {
        xmlNodePtr part = element(&m, root, "part");

        set(part, "region", "front");
        set(part, "master", "portrait");
        add_front(&m, part, strcmp(style, "small"));
        if (chance(&m, 30)) {
            contents = element(&m, part, "contents");
            set(contents, "depth", "3");
            set(contents, "label", "Contents");
        }
        if (chance(&m, 20)) {
            tables = element(&m, part, "contents");
            set(tables, "depth", "1");
            set(tables, "of", "tables");
            set(tables, "label", "Tables");
        }
        if (chance(&m, 20)) {
            figures = element(&m, part, "contents");
            set(figures, "depth", "1");
            set(figures, "of", "figures");
            set(figures, "label", "Figures");
        }
    }
    for (int i = 1 + (int)draw(&m, 3); i--;) {
        xmlNodePtr part = element(&m, root, "part");

        set(part, "region", "body");
        set(part, "master", chance(&m, 70) ? "portrait" : "landscape");
        add_blocks(&m, part, 1 + (int)draw(&m, 8), weights);
        for (int k = (int)draw(&m, 4); k-- && m.budget > 0;)
            add_section(&m, part, 1, weights);
    }
    while (m.budget > 0 && chance(&m, 25)) {
        xmlNodePtr part = element(&m, root, "part");

        set(part, "region", "annex");
        set(part, "master", chance(&m, 70) ? "portrait" : "landscape");
        m.in_annex = TRUE;
        add_section(&m, part, 1, weights);
    }
    if (contents)
        fill_contents(&m, contents);
    if (tables)
        fill_list(&m, tables, m.tables);
    if (figures)
        fill_list(&m, figures, m.figures);
    g_ptr_array_free(m.letters, TRUE);
    g_ptr_array_free(m.sections, TRUE);
    g_ptr_array_free(m.tables, TRUE);
    g_ptr_array_free(m.figures, TRUE);
    return doc;
}
