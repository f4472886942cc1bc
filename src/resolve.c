/* Three walks over the tree. The first numbers sections, paragraphs, list items, tables, figures and notes, moves the
   notes of tables to their foot and draws charts; the second collects ids; the third fills references, note marks and
   contents, which may point forwards. Numbering follows the Editorial Manual of the United Nations: I. A. 1. (a) (i) a.,
   paragraphs through the whole body and anew in each annex, notes in numbers, in tables and annexes in letters. */
#include "resolve.h"

#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "numerals.h"
#include "tree.h"

#define LARGEST_ROMAN 399
#define LEVELS 6 /* of section numbers; deeper sections repeat the last kind */

struct numbers {
    int section[LEVELS + 1];
    int continued[LEVELS + 1];   /* of sections that count on through the region */
    int paragraph, note;
};

struct resolver {
    const struct l10n *l10n;
    struct diag *diag;
    double letters;              /* of charts, against those of styles/un.xml */
    GHashTable *ids;             /* id → xmlNodePtr; keys are lent by the tree */
    GHashTable *names;           /* second names of paragraphs, owned → xmlNodePtr */
    GHashTable *in_text;         /* table, figure or annex → its label inside a sentence */
    struct numbers body, annex;
    struct numbers *now;         /* the counters of the region that the walk is in */
    gboolean marks_after;        /* note marks stand behind punctuation */
    char *note_comma;
    int tables, figures, annexes, annex_count;
    gboolean failed;
};

/* ---- Labels ---- */

/* A number in the shape that the language gives it: label.section-1 is "{x}.", label.list-alpha "({x})". */
static void set_label(struct resolver *r, xmlNodePtr node, const char *key, char *number)
{
    char *label = l10n_words(r->l10n, key, "x", number, NULL);

    tree_set(node, "label", label);
    g_free(label);
    g_free(number);
}

static void set_id(xmlNodePtr node, const char *format, const char *number)
{
    char *id;

    if (tree_get(node, "id"))
        return;
    id = g_strdup_printf(format, number);
    tree_set(node, "id", id);
    g_free(id);
}

/* "annex-" or "annex-II-" before ids of an annex, so that its paragraph 1 is not the body's. */
static char *region_prefix(const struct resolver *r)
{
    char *number, *prefix;

    if (r->now == &r->body)
        return g_strdup("");
    if (r->annex_count < 2)
        return g_strdup("annex-");
    number = numeral_latin("upper-roman", r->annexes);
    prefix = g_strconcat("annex-", number, "-", NULL);
    g_free(number);
    return prefix;
}

static char *section_number(const struct resolver *r, int level, int n)
{
    static const char *const shapes[] = {"upper-roman", "upper-letter", "decimal", "lower-letter", "lower-roman", "lower-letter"};

    return numeral(r->l10n, shapes[CLAMP(level, 1, (int)G_N_ELEMENTS(shapes)) - 1], n);
}

static void label_annex(struct resolver *r, xmlNodePtr section)
{
    char *number = numeral(r->l10n, "upper-roman", r->annexes);

    if (r->annex_count > 1) {
        g_hash_table_insert(r->in_text, section, l10n_words(r->l10n, "label.annex-numbered-in-text", "x", number, NULL));
        set_label(r, section, "label.annex-numbered", number);
    } else {
        g_hash_table_insert(r->in_text, section, l10n_words(r->l10n, "label.annex-in-text", NULL));
        set_label(r, section, "label.annex", number);
    }
}

static void number_section(struct resolver *r, xmlNodePtr section)
{
    const char *above = section->parent && tree_is(section->parent, "section") ? tree_get(section->parent, "level") : NULL;
    int level = above ? atoi(above) + 1 : 1, kind = MIN(level, LEVELS);
    char key[32], text[12];

    g_snprintf(text, sizeof text, "%d", level);
    tree_set(section, "level", text);
    if (tree_has(section, "numbering", "annex")) {
        memset(&r->annex, 0, sizeof r->annex);
        r->annexes++;
        label_annex(r, section);
    } else if (tree_has(section, "numbering", "auto") || tree_has(section, "numbering", "continued")) {
        int *count = tree_has(section, "numbering", "auto") ? r->now->section : r->now->continued;

        g_snprintf(key, sizeof key, "label.section-%d", kind);
        set_label(r, section, key, section_number(r, kind, ++count[kind]));
    }
    for (int i = kind + 1; i <= LEVELS; i++)
        r->now->section[i] = 0;
}

static void number_paragraph(struct resolver *r, xmlNodePtr p)
{
    char *prefix = region_prefix(r), *number = g_strdup_printf("%d", ++r->now->paragraph);
    char *anchor = g_strconcat(prefix, "para-", number, NULL);

    set_id(p, "%s", anchor);
    set_label(r, p, "label.paragraph", number);
    g_free(anchor);
    g_free(prefix);
}

static void number_list(struct resolver *r, xmlNodePtr list)
{
    const char *kind = tree_get(list, "kind"), *start = tree_get(list, "start");
    int n = start ? atoi(start) : 1;
    char key[32];

    if (!strcmp(kind, "none"))
        return;
    if (strcmp(kind, "decimal")) /* letters begin at a, and nobody reads large numbers in Roman digits */
        n = MAX(n, 1);
    if (!strcmp(kind, "roman") && n > LARGEST_ROMAN)
        kind = "decimal";
    g_snprintf(key, sizeof key, "label.list-%s", kind);
    for (xmlNodePtr item = tree_first(list, "item"); item; item = tree_next(item), n++)
        set_label(r, item, key,
                  numeral(r->l10n, !strcmp(kind, "alpha") ? "lower-letter" : !strcmp(kind, "roman") ? "lower-roman" : "decimal", n));
}

/* The text of a node, as it is: never NULL, no entities read. The node stays, since a walk may be about to come to it. */
static void set_text(xmlNodePtr node, const char *text)
{
    xmlNodeSetContent(node, NULL);
    xmlNodeAddContent(node, BAD_CAST text);
    if (!node->content)
        node->content = xmlStrdup(BAD_CAST "");
}

/* The mark of a note stands behind the punctuation mark that follows it (English) or in front of the one before it
   (French, Spanish), whatever was written; two marks side by side are parted by a comma. */
static void place_mark(struct resolver *r, xmlNodePtr mark)
{
    xmlNodePtr next = mark->next, before = mark->prev, comma, last = mark;
    char *piece;
    gsize n;

    if (!r->marks_after && before && before->type == XML_TEXT_NODE) { /* several marks side by side go together */
        const char *text = (const char *)before->content;

        n = strlen(text);
        while (n && strchr(".,;:", text[n - 1]))
            n--;
        while (last->next && (tree_is(last->next, "note") || tree_is(last->next, "noteref")))
            last = last->next;
        if (text[n]) {
            xmlAddNextSibling(last, xmlNewDocText(mark->doc, BAD_CAST text + n));
            piece = g_strndup(text, n);
            set_text(before, piece);
            g_free(piece);
        }
        next = mark->next;
    }
    if (next && (tree_is(next, "note") || tree_is(next, "noteref"))) {
        comma = xmlNewDocNode(mark->doc, mark->ns, BAD_CAST "sup", NULL);
        tree_append(comma, r->note_comma);
        xmlAddNextSibling(mark, comma);
        return;
    }
    if (r->marks_after && next && next->type == XML_TEXT_NODE && (n = strspn((const char *)next->content, ".,;:")) > 0) {
        piece = g_strndup((const char *)next->content, n);
        xmlAddPrevSibling(mark, xmlNewDocText(mark->doc, BAD_CAST piece));
        g_free(piece);
        piece = g_strdup((const char *)next->content + n);
        set_text(next, piece);
        g_free(piece);
    }
}

static void number_note(struct resolver *r, xmlNodePtr note)
{
    int n = ++r->now->note;
    const char *shape = r->now == &r->body ? "decimal" : "lower-letter";
    char *prefix = region_prefix(r), *latin = numeral_latin(shape, n), *label = numeral(r->l10n, shape, n);
    char *anchor = g_strconcat("note-", prefix, latin, NULL);

    set_id(note, "%s", anchor);
    tree_set(note, "label", label);
    g_free(anchor);
    g_free(latin);
    g_free(label);
    g_free(prefix);
}

/* ---- Tables ---- */


static void move_note_text(xmlNodePtr note, xmlNodePtr notes, const char *id, const char *label)
{
    gboolean first = TRUE;

    for (xmlNodePtr p = note->children, next; p; p = next) {
        next = p->next;
        if (!tree_is(p, "p"))
            continue;
        xmlUnlinkNode(p);
        xmlAddChild(notes, p);
        if (first) {
            tree_set(p, "id", id);
            tree_set(p, "label", label);
            if (!tree_get(p, "origin") && tree_get(note, "origin"))
                tree_set(p, "origin", tree_get(note, "origin"));
        }
        first = FALSE;
    }
}

/* Notes inside cells go to the foot of the table, lettered; the same words are one note however often they are cited. */
static void collect_table_notes(struct resolver *r, xmlNodePtr table)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL); /* words → number */
    xmlNodePtr notes = tree_first(table, "notes"), node = table->children, next;
    xmlNodePtr remarks = notes ? notes->children : NULL; /* template's own remarks come after the notes */
    int n = 0;

    if (notes) {
        notes->children = notes->last = NULL;
    }
    for (; node; node = next) {
        xmlNodePtr mark;
        char *words, *label, *latin, *id;
        int known;

        next = tree_is(node, "note") ? tree_walk_over(node, table) : tree_walk(node, table);
        if (!tree_is(node, "note"))
            continue;
        if (!notes)
            notes = tree_add(table, "notes");
        words = (char *)xmlNodeGetContent(node);
        known = GPOINTER_TO_INT(g_hash_table_lookup(seen, words));
        if (!known)
            n++;
        label = numeral(r->l10n, "lower-letter", known ? known : n);
        latin = numeral_latin("lower-letter", known ? known : n);
        id = g_strconcat("note-", tree_get(table, "id"), "-", latin, NULL);
        g_free(latin);
        if (!known) {
            g_hash_table_insert(seen, g_strdup(words), GINT_TO_POINTER(n));
            move_note_text(node, notes, id, label);
        }
        xmlFree(words);
        mark = xmlNewDocNode(table->doc, table->ns, BAD_CAST "noteref", NULL);
        tree_set(mark, "to", id);
        tree_set(mark, "label", label);
        xmlReplaceNode(node, mark);
        xmlFreeNode(node);
        place_mark(r, mark);
        g_free(label);
        g_free(id);
    }
    for (; remarks; remarks = next) {
        next = remarks->next;
        remarks->next = remarks->prev = remarks->parent = NULL;
        xmlAddChild(notes, remarks);
    }
    g_hash_table_destroy(seen);
}

static void number_float(struct resolver *r, xmlNodePtr node, const char *key, int *count)
{
    char *number, *in_text;

    if (tree_has(node, "numbering", "none") || tree_has(node, "role", "data"))
        return;
    number = g_strdup_printf("%d", ++*count);
    in_text = g_strconcat(key, "-in-text", NULL);
    g_hash_table_insert(r->in_text, node, l10n_words(r->l10n, in_text, "x", number, NULL));
    set_label(r, node, key, number);
    g_free(in_text);
}

/* ---- First walk ---- */

static void enter_part(struct resolver *r, const xmlNode *part)
{
    r->now = tree_has(part, "region", "annex") ? &r->annex : &r->body;
}

static void number_all(struct resolver *r, xmlNodePtr root)
{
    for (xmlNodePtr node = root->children; node; node = tree_walk(node, root)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (tree_is(node, "part")) {
            enter_part(r, node);
        } else if (tree_is(node, "section")) {
            number_section(r, node);
        } else if (tree_is(node, "p")) {
            if (tree_has(node, "numbered", "yes"))
                number_paragraph(r, node);
        } else if (tree_is(node, "list")) {
            number_list(r, node);
        } else if (tree_is(node, "note")) {
            place_mark(r, node);
            number_note(r, node);
        } else if (tree_is(node, "table")) {
            number_float(r, node, "label.table", &r->tables);
            collect_table_notes(r, node);
        } else if (tree_is(node, "figure")) {
            number_float(r, node, "label.figure", &r->figures);
            if (tree_first(node, "chart"))
                chart_draw(node, r->l10n, r->letters);
        }
    }
}

/* ---- Second and third walk ---- */

static void complain(struct resolver *r, enum diag_code code, const xmlNode *node, const char *id)
{
    const char *record;
    char *file;
    struct place place = tree_origin(node, &record, &file);

    diag_report(r->diag, code, place, record, "id", id, NULL);
    r->failed = TRUE;
    g_free(file);
}

static void collect_ids(struct resolver *r, xmlNodePtr root)
{
    for (xmlNodePtr node = root->children; node; node = tree_walk(node, root)) {
        const char *id = node->type == XML_ELEMENT_NODE ? tree_get(node, "id") : NULL;
        const char *name = id && tree_is(node, "p") ? tree_get(node, "known-as") : NULL;

        if (name && !g_hash_table_contains(r->names, name))
            g_hash_table_insert(r->names, g_strdup(name), node);
        if (name)
            xmlUnsetProp(node, BAD_CAST "known-as");
        if (!id || tree_is(node, "series")) /* a chart's series is no place */
            continue;
        if (g_hash_table_contains(r->ids, id))
            complain(r, R520, node, id);
        else
            g_hash_table_insert(r->ids, (char *)id, node);
    }
}

/* "II." in a heading is "II" in a sentence, "Table 1" is "table 1", "Annex II" "annex II"; "(a)" stays. */
static char *label_in_text(const struct resolver *r, xmlNodePtr target)
{
    const char *label = tree_get(target, "label"), *in_text = g_hash_table_lookup(r->in_text, target);
    gsize n = label ? strlen(label) : 0;

    if (in_text)
        return g_strdup(in_text);
    if (!label)
        return NULL;
    return label[n - 1] == '.' ? g_strndup(label, n - 1) : g_strdup(label);
}

/* The number of a section with those of the sections around it: "II.A.1". */
static char *section_path(const struct resolver *r, xmlNodePtr section)
{
    char *own = label_in_text(r, section), *above, *path;

    if (!own || tree_has(section, "numbering", "annex") || !tree_is(section->parent, "section") ||
        tree_has(section->parent, "numbering", "annex"))
        return own;
    above = section_path(r, section->parent);
    path = above ? g_strjoin(*own == '(' ? " " : ".", above, own, NULL) : g_strdup(own);
    g_free(above);
    g_free(own);
    return path;
}

/* "section II.A", "paragraph 12"; tables, figures and annexes name themselves. What has no number is named by its words. */
static char *name_in_text(const struct resolver *r, xmlNodePtr target)
{
    char *number = tree_is(target, "section") ? section_path(r, target) : label_in_text(r, target), *name;
    const char *key = tree_is(target, "p") ? "ref.paragraph" : "ref.section";

    if (number && (tree_is(target, "p") || (tree_is(target, "section") && !tree_has(target, "numbering", "annex")))) {
        name = l10n_words(r->l10n, key, "x", number, NULL);
        g_free(number);
        return name;
    }
    if (!number && tree_is(target, "section") && tree_first(target, "heading"))
        return tree_words(tree_first(target, "heading"));
    if (!number && tree_first(target, "caption"))
        return tree_words(tree_first(target, "caption"));
    return number;
}

static void fill_ref(struct resolver *r, xmlNodePtr ref)
{
    const char *to = tree_get(ref, "to");
    xmlNodePtr target = to ? g_hash_table_lookup(r->ids, to) : NULL;
    char *label;

    if (!target && to && (target = g_hash_table_lookup(r->names, to))) {
        tree_set(ref, "to", tree_get(target, "id"));
        to = tree_get(ref, "to");
    }
    if (!target) {
        complain(r, R521, ref, to ? to : "");
        return;
    }
    if (ref->children)
        return;
    label = tree_has(ref, "form", "name") ? name_in_text(r, target) : label_in_text(r, target);
    tree_append(ref, label ? label : to);
    g_free(label);
}

static void fill_mark(struct resolver *r, xmlNodePtr mark)
{
    const char *to = tree_get(mark, "to");
    xmlNodePtr target = to ? g_hash_table_lookup(r->ids, to) : NULL;

    if (!target)
        complain(r, R521, mark, to ? to : "");
    else if (!tree_get(mark, "label") && tree_get(target, "label"))
        tree_set(mark, "label", tree_get(target, "label"));
}

/* A heading's words for the contents: marks of notes and places stay behind. */
static void copy_heading(xmlNodePtr from, xmlNodePtr to)
{
    for (xmlNodePtr node = from->children; node; node = node->next) {
        if (tree_is(node, "note") || tree_is(node, "noteref") || tree_has(node, "role", "fallback"))
            continue;
        if (tree_is(node, "ref") || tree_is(node, "link") || (tree_is(node, "span") && !*tree_lang(node)))
            copy_heading(node, to);
        else
            xmlAddChild(to, xmlDocCopyNode(node, to->doc, 1));
    }
}

static void add_entries(struct resolver *r, xmlNodePtr contents, xmlNodePtr parent, int level, int depth)
{
    for (xmlNodePtr section = tree_first(parent, "section"); section; section = tree_next(section)) {
        xmlNodePtr heading = tree_first(section, "heading"), entry;

        if (!tree_has(section, "contents", "no") && heading) {
            entry = tree_add(contents, "entry");
            tree_set(entry, "level", tree_get(section, "level"));
            tree_set(entry, "to", tree_get(section, "id"));
            if (tree_get(section, "label"))
                tree_set(entry, "label", tree_get(section, "label"));
            copy_heading(heading, entry);
        }
        if (level < depth)
            add_entries(r, contents, section, level + 1, depth);
    }
}

/* Numbered tables or figures with their captions, in the order of the document. */
static void list_floats(xmlNodePtr contents, xmlNodePtr root, const char *name)
{
    for (xmlNodePtr node = root->children; node; node = tree_walk(node, root)) {
        xmlNodePtr entry;

        if (!tree_is(node, name) || !tree_get(node, "label"))
            continue;
        entry = tree_add(contents, "entry");
        tree_set(entry, "level", "1");
        tree_set(entry, "to", tree_get(node, "id"));
        tree_set(entry, "label", tree_get(node, "label"));
        if (tree_first(node, "caption"))
            copy_heading(tree_first(node, "caption"), entry);
    }
}

static void fill_contents(struct resolver *r, xmlNodePtr contents, xmlNodePtr root)
{
    const char *depth = tree_get(contents, "depth");

    if (tree_has(contents, "of", "tables") || tree_has(contents, "of", "figures")) {
        list_floats(contents, root, tree_has(contents, "of", "tables") ? "table" : "figure");
        return;
    }

    for (xmlNodePtr part = tree_first(root, "part"); part; part = tree_next(part))
        add_entries(r, contents, part, 1, depth ? atoi(depth) : 2);
}

int resolve_document(xmlDocPtr document, const struct l10n *l10n, struct diag *d)
{
    return resolve_document_sized(document, l10n, 1, d);
}

int resolve_document_sized(xmlDocPtr document, const struct l10n *l10n, double letters, struct diag *d)
{
    xmlNodePtr root = xmlDocGetRootElement(document);
    struct resolver r = {.l10n = l10n, .diag = d, .letters = letters, .ids = g_hash_table_new(g_str_hash, g_str_equal),
                         .names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                         .in_text = g_hash_table_new_full(NULL, NULL, NULL, g_free)};

    char *marks = l10n_words(l10n, "note.mark", NULL);

    r.now = &r.body;
    r.marks_after = strcmp(marks, "before");
    r.note_comma = l10n_words(l10n, "note.comma", NULL);
    for (xmlNodePtr part = tree_first(root, "part"); part; part = tree_next(part))
        for (xmlNodePtr section = tree_first(part, "section"); section; section = tree_next(section))
            r.annex_count += tree_has(section, "numbering", "annex");
    number_all(&r, root);
    collect_ids(&r, root);
    for (xmlNodePtr node = root->children; node; node = tree_walk(node, root)) {
        if (tree_is(node, "ref"))
            fill_ref(&r, node);
        else if (tree_is(node, "noteref"))
            fill_mark(&r, node);
        else if (tree_is(node, "contents"))
            fill_contents(&r, node, root);
    }
    g_hash_table_destroy(r.ids);
    g_hash_table_destroy(r.names);
    g_hash_table_destroy(r.in_text);
    g_free(r.note_comma);
    g_free(marks);
    return r.failed ? -1 : 0;
}
