/* Conditions are looked up in the records as the dossier has them, among those that the reader may see; the values of
   indicators in copies, from which what is too new or too small is gone. */
#include "figures.h"

#include <stdlib.h>
#include <string.h>

#include "project.h"
#include "tree.h"
#include "variable.h"

/* ---- Conditions ---- */

static gboolean is_one_of(const struct condition *c, const char *value)
{
    return value && g_strv_contains((const char *const *)c->values, value);
}

static gboolean is_below(const struct reader *r, const char *vocabulary, const char *code, const struct condition *c)
{
    for (int depth = 0; code && depth < 8; depth++) {
        const struct term *term;

        if (is_one_of(c, code))
            return TRUE;
        term = vocabulary_term(r->vocabularies, vocabulary, code);
        code = term ? term->parent : NULL;
    }
    return FALSE;
}

static gboolean child_has(const struct reader *r, xmlNodePtr record, const char *element, const char *attribute,
                          const char *vocabulary, const struct condition *c)
{
    for (xmlNodePtr node = tree_first(record, element); node; node = tree_next(node))
        if (vocabulary ? is_below(r, vocabulary, tree_get(node, attribute), c) : is_one_of(c, tree_get(node, attribute)))
            return TRUE;
    return FALSE;
}

/* "CAT-11" or "CAT": an article without its paragraph, or all of a treaty. */
static gboolean has_article(xmlNodePtr record, const struct condition *c)
{
    gboolean has = FALSE;

    for (xmlNodePtr node = tree_first(record, "article"); node && !has; node = tree_next(node)) {
        const char *treaty = tree_get(node, "treaty"), *ref = tree_get(node, "ref");
        char *id = treaty && ref ? g_strdup_printf("%s-%.*s", treaty, (int)strcspn(ref, " ."), ref) : NULL;

        has = is_one_of(c, treaty) || (id && is_one_of(c, id));
        g_free(id);
    }
    return has;
}

/* The value of the latest progress that the reader may see. */
static const char *latest_progress(const struct reader *r, xmlNodePtr action)
{
    xmlNodePtr best = NULL;

    for (xmlNodePtr p = tree_first(action, "progress"); p; p = tree_next(p))
        if (!view_is_newer(r, tree_get(p, "date")) && view_reads(r, tree_get(p, "audience")) &&
            (!best || g_strcmp0(tree_get(p, "date"), tree_get(best, "date")) >= 0))
            best = p;
    return best ? tree_get(best, "value") : "none";
}

/* Is a visible measure about the recommendation, itself or through a cluster? */
static gboolean has_measures(const struct reader *r, const char *id)
{
    for (guint i = 0; i < r->shown->len; i++) {
        xmlNodePtr action = r->shown->pdata[i];

        for (xmlNodePtr about = tree_is(action, "action") ? tree_first(action, "about") : NULL; about; about = tree_next(about)) {
            xmlNodePtr target = dossier_record(r->dossier, tree_get(about, "ref") ? tree_get(about, "ref") : "");

            if (target && tree_has(target, "id", id))
                return TRUE;
            for (xmlNodePtr m = target && tree_is(target, "cluster") ? tree_first(target, "member") : NULL; m; m = tree_next(m))
                if (tree_has(m, "ref", id))
                    return TRUE;
        }
    }
    return FALSE;
}

static gboolean meets(struct reader *r, xmlNodePtr record, const struct condition *c)
{
    xmlNodePtr from = tree_first(record, "from"), source, position;
    const char *source_id = from ? tree_get(from, "source") : NULL, *n = c->name;

    if (!strcmp(n, "selection") || !strcmp(n, "as"))
        return TRUE;
    if (!strcmp(n, "theme"))
        return child_has(r, record, "theme", "ref", "themes", c);
    if (!strcmp(n, "sdg"))
        return child_has(r, record, "sdg", "ref", "sdg", c);
    if (!strcmp(n, "group"))
        return tree_is(record, "consultation") ? child_has(r, record, "participants", "group", NULL, c)
                                               : child_has(r, record, "group", "ref", "groups", c);
    if (!strcmp(n, "lead"))
        return child_has(r, record, "lead", "ref", NULL, c);
    if (!strcmp(n, "about"))
        return child_has(r, record, "about", "ref", NULL, c);
    if (!strcmp(n, "article"))
        return has_article(record, c);
    if (!strcmp(n, "source"))
        return is_one_of(c, source_id);
    if (!strcmp(n, "body") || !strcmp(n, "cycle")) {
        source = source_id ? dossier_record(r->dossier, source_id) : NULL;
        return source && is_one_of(c, tree_get(source, n));
    }
    if (!strcmp(n, "position")) {
        position = tree_first(record, "position");
        return position && is_one_of(c, tree_get(position, "value"));
    }
    if (!strcmp(n, "status"))
        return is_one_of(c, r->status(r, tree_get(record, "id")));
    if (!strcmp(n, "follow-up"))
        return is_one_of(c, tree_first(record, "follow-up") ? "yes" : "no");
    if (!strcmp(n, "measures"))
        return is_one_of(c, has_measures(r, tree_get(record, "id")) ? "yes" : "no");
    if (!strcmp(n, "progress"))
        return is_one_of(c, latest_progress(r, record));
    return is_one_of(c, tree_get(record, n)); /* kind, type, by, form, stage, priority */
}

gboolean figures_meets(struct reader *r, xmlNodePtr record, const struct variable *v, gboolean among)
{
    for (guint i = 0; i < v->conditions->len; i++) {
        const struct condition *c = &g_array_index(v->conditions, struct condition, i);

        if ((c->among || !among) && meets(r, record, c) == c->not && strcmp(c->name, "selection") && strcmp(c->name, "as"))
            return FALSE;
    }
    return TRUE;
}

/* "recommendations" → "recommendation". */
static gboolean is_of(xmlNodePtr record, const char *of)
{
    const char *kind = !strcmp(of, "participants") || !strcmp(of, "women") ? "consultation" : of;
    gsize n = strlen((const char *)record->name);

    return !strncmp(kind, (const char *)record->name, n) && (!kind[n] || !strcmp(kind + n, "s"));
}

/* Does the document tell of the record? Consultations and questions belong to every document. */
static gboolean is_told(struct reader *r, xmlNodePtr record, const struct variable *v)
{
    if (!g_strcmp0(variable_get(v, "selection"), "all") || tree_is(record, "consultation") || tree_is(record, "question"))
        return TRUE;
    return r->concerns(r, tree_get(record, "id"));
}

static gint64 worth(xmlNodePtr record, const struct variable *v)
{
    const char *attribute = !strcmp(v->of, "participants") ? "number" : !strcmp(v->of, "women") ? "women" : NULL;
    gint64 sum = 0;

    if (!attribute)
        return 1;
    for (xmlNodePtr p = tree_first(record, "participants"); p; p = tree_next(p)) {
        gboolean counts = TRUE;

        for (guint i = 0; i < v->conditions->len; i++) {
            const struct condition *c = &g_array_index(v->conditions, struct condition, i);

            if (!strcmp(c->name, "group"))
                counts &= is_one_of(c, tree_get(p, "group")) != c->not;
        }
        if (counts && tree_get(p, attribute))
            sum += g_ascii_strtoll(tree_get(p, attribute), NULL, 10);
    }
    return sum;
}

static gint64 count(struct reader *r, const struct variable *v, gboolean among)
{
    gint64 n = 0;

    for (guint i = 0; i < r->shown->len; i++) {
        xmlNodePtr record = r->shown->pdata[i];

        if (is_of(record, v->of) && is_told(r, record, v) && figures_meets(r, record, v, among))
            n += worth(record, v);
    }
    return n;
}

/* ---- Values of indicators ---- */

gboolean figures_is_percentage(const struct reader *r, const char *unit)
{
    char *phrase = g_strstrip(l10n_words(r->l10n, "indicator.per-cent", "value", "", NULL));
    gboolean is = unit && g_str_has_prefix(unit, phrase);

    g_free(phrase);
    return is;
}

char *figures_value(struct reader *r, xmlNodePtr indicator, const char *series, const char **period, gboolean *suppressed)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr scratch = xmlNewDocNode(doc, NULL, BAD_CAST "scratch", NULL), copy, best = NULL;
    const char *decimals = tree_get(indicator, "decimals");
    char *value = NULL;

    xmlDocSetRootElement(doc, scratch);
    xmlSetNs(scratch, r->records);
    copy = view_add_record(r, indicator, scratch);
    for (xmlNodePtr s = copy ? tree_first(copy, "series") : NULL; s; s = tree_next(s)) {
        if (series ? g_strcmp0(tree_get(s, "group"), series) : tree_get(s, "by") != NULL)
            continue;
        for (xmlNodePtr p = tree_first(s, "point"); p; p = tree_next(p))
            if (*period ? tree_has(p, "period", *period)
                        : !best || g_strcmp0(tree_get(p, "period"), tree_get(best, "period")) >= 0)
                best = p;
    }
    *suppressed = best && tree_get(best, "suppressed");
    if (best && tree_get(best, "value"))
        value = l10n_number(r->l10n, tree_get(best, "value"), decimals ? atoi(decimals) : 0);
    *period = best ? g_intern_string(tree_get(best, "period")) : NULL;
    xmlFreeDoc(doc);
    return value;
}

static void add_gap(xmlNodePtr parent, char *words)
{
    tree_add_text(parent, "gap", words);
    g_free(words);
}

static void append_take(xmlNodePtr parent, char *words)
{
    tree_append(parent, words);
    g_free(words);
}

static const char *write_indicator(struct reader *r, const struct variable *v, xmlNodePtr indicator, xmlNodePtr parent)
{
    const char *period = variable_get(v, "period"), *decimals = tree_get(indicator, "decimals");
    const char *element = v->function == VARIABLE_BASELINE ? "baseline" : "target", *value;
    char *number, *unit = view_text(r, indicator, "unit");
    xmlNodePtr named = tree_first(indicator, element);
    gboolean suppressed = FALSE;

    if (v->function == VARIABLE_BASELINE || v->function == VARIABLE_TARGET) {
        value = named ? tree_get(named, "value") : NULL;
        number = value ? l10n_number(r->l10n, value, decimals ? atoi(decimals) : 0) : NULL;
    } else {
        number = figures_value(r, indicator, variable_get(v, "series"), &period, &suppressed);
    }
    if (v->function == VARIABLE_PERIOD && period)
        append_take(parent, l10n_date(r->l10n, period));
    else if (suppressed)
        add_gap(parent, l10n_words(r->l10n, "prose.suppressed", NULL));
    else if (!number || v->function == VARIABLE_PERIOD)
        add_gap(parent, l10n_words(r->l10n, "indicator.no-value", NULL));
    else if (figures_is_percentage(r, unit))
        append_take(parent, l10n_words(r->l10n, "indicator.per-cent", "value", number, NULL));
    else
        tree_append(parent, number);
    g_free(number);
    g_free(unit);
    return tree_get(indicator, "id");
}

/* ---- The other questions ---- */

static void write_count(struct reader *r, const struct variable *v, xmlNodePtr parent)
{
    char n[24];

    g_snprintf(n, sizeof n, "%" G_GINT64_FORMAT, count(r, v, FALSE));
    append_take(parent, l10n_words(r->l10n, v->capital ? "prose.count-first"
                                   : !g_strcmp0(variable_get(v, "as"), "figures") ? "prose.count-figures" : "prose.count",
                                   "n", n, NULL));
}

static void write_share(struct reader *r, const struct variable *v, xmlNodePtr parent)
{
    gint64 part = count(r, v, FALSE), whole = count(r, v, TRUE);
    char n[24], total[24], percent[32];

    g_snprintf(n, sizeof n, "%" G_GINT64_FORMAT, part);
    g_snprintf(total, sizeof total, "%" G_GINT64_FORMAT, whole);
    g_snprintf(percent, sizeof percent, "%" G_GINT64_FORMAT, whole ? (part * 200 + whole) / (whole * 2) : 0);
    if (whole)
        append_take(parent, l10n_words(r->l10n, "prose.share", "n", n, "total", total, "percent", percent, NULL));
    else
        add_gap(parent, l10n_words(r->l10n, "prose.share-of-none", NULL));
}

static gboolean is_selected(const struct reader *r, xmlNodePtr record)
{
    return tree_is(record, "recommendation") && g_hash_table_contains(r->selected, tree_get(record, "id"));
}

/* The numbers of recommendations as a list of links. */
static void write_numbers(struct reader *r, const struct variable *v, xmlNodePtr parent)
{
    GPtrArray *found = g_ptr_array_new();
    char **separators;

    for (guint i = 0; i < r->shown->len; i++)
        if (is_selected(r, r->shown->pdata[i]) && figures_meets(r, r->shown->pdata[i], v, FALSE))
            g_ptr_array_add(found, r->shown->pdata[i]);
    separators = l10n_separators(r->l10n, found->len);
    for (guint i = 0; i < found->len; i++) {
        xmlNodePtr from = tree_first(found->pdata[i], "from"), ref;
        char *anchor = g_strconcat("rec-", tree_get(found->pdata[i], "id"), NULL);

        if (*separators[i])
            tree_append(parent, separators[i]);
        ref = tree_add_text(parent, "ref", from && tree_get(from, "number") ? tree_get(from, "number") : "?");
        tree_set(ref, "to", anchor);
        g_free(anchor);
    }
    if (!found->len)
        append_take(parent, l10n_words(r->l10n, "prose.none", NULL));
    g_strfreev(separators);
    g_ptr_array_unref(found);
}

static const char *write_record(struct reader *r, const struct variable *v, const char *id, xmlNodePtr parent)
{
    xmlNodePtr record = dossier_record(r->dossier, id);
    const char *symbol = tree_get(record, "symbol"), *date = tree_get(record, "date"), *status;
    const struct term *term;

    if (v->function == VARIABLE_NAME) {
        append_take(parent, view_name(r, id));
    } else if (v->function == VARIABLE_SYMBOL && symbol) {
        tree_append(parent, symbol);
    } else if (v->function == VARIABLE_DATE && date) {
        append_take(parent, l10n_date(r->l10n, date));
    } else if (v->function == VARIABLE_STATUS) {
        status = r->status(r, id);
        term = r->scale ? scale_value(r->vocabularies, r->scale, status) : NULL;
        append_take(parent, term ? g_strdup(term_label(term, r->lang)) : l10n_words(r->l10n, "status.not-assessed", NULL));
    } else {
        add_gap(parent, l10n_words(r->l10n, "prose.unknown", NULL));
    }
    return id;
}

/* A status of another scale than the one shown would count nothing. */
static gboolean scale_fits(struct reader *r, const struct variable *v, const char *record)
{
    for (guint i = 0; i < v->conditions->len; i++) {
        const struct condition *c = &g_array_index(v->conditions, struct condition, i);

        for (char **value = c->values; !strcmp(c->name, "status") && *value; value++)
            if (strcmp(*value, "not-assessed") && !(r->scale && scale_value(r->vocabularies, r->scale, *value))) {
                const GPtrArray *all = r->scale ? scale_values(r->vocabularies, r->scale) : NULL;
                GString *known = g_string_new("not-assessed");

                for (guint k = 0; all && k < all->len; k++)
                    g_string_append_printf(known, ", %s", ((const struct term *)all->pdata[k])->id);
                diag_report(r->diag, R425, c->place, record, "value", *value, "name", "status of this document's scale", "known",
                            known->str, "nearest", NULL, NULL);
                g_string_free(known, TRUE);
                return FALSE;
            }
    }
    return TRUE;
}

const char *figures_write(struct reader *r, const char *expression, xmlNodePtr parent, struct place place,
                          const char *record)
{
    struct variable *v = variable_read(expression, r->dossier, place, record, r->diag);
    const char *id = v ? variable_get(v, v->function >= VARIABLE_VALUE && v->function <= VARIABLE_PERIOD ? "indicator" : "of") : NULL;
    const char *rests_on = NULL;

    if (!v || !scale_fits(r, v, record)) {
        r->failed = TRUE;
    } else if (id && !view_shows(r, id)) {
        diag_report(r->diag, R416, place, record, "kind", (const char *)dossier_record(r->dossier, id)->name, "id", id,
                    "audience", r->audience, NULL);
        add_gap(parent, l10n_words(r->l10n, "prose.unknown", NULL));
    } else if (v->function == VARIABLE_COUNT) {
        write_count(r, v, parent);
    } else if (v->function == VARIABLE_SHARE) {
        write_share(r, v, parent);
    } else if (v->function == VARIABLE_NUMBERS) {
        write_numbers(r, v, parent);
    } else if (v->function <= VARIABLE_PERIOD) {
        rests_on = write_indicator(r, v, dossier_record(r->dossier, id), parent);
    } else if (v->function == VARIABLE_STATE) {
        tree_append(parent, v->capital ? project_state_name(r->dossier, r->lang) : project_state_short(r->dossier, r->lang));
    } else if (id) {
        rests_on = write_record(r, v, id, parent);
        rests_on = rests_on ? tree_get(dossier_record(r->dossier, rests_on), "id") : NULL;
    } else {
        append_take(parent, l10n_date(r->l10n, r->as_of));
    }
    variable_free(v);
    return rests_on;
}

/* ---- Tables ---- */

struct drawing { /* a table under construction */
    struct reader *r;
    xmlNodePtr table, columns, head, group, row;
};

static struct drawing table_start(struct reader *r, xmlNodePtr parent, const char *target, const char *caption)
{
    struct drawing t = {.r = r, .table = tree_add(parent, "table")};
    char *anchor = table_target_anchor(target);

    tree_set(t.table, "id", anchor);
    tree_set(t.table, "role", "plain");
    if (caption)
        tree_add_text(t.table, "caption", caption);
    t.columns = tree_add(t.table, "columns");
    t.head = tree_add(tree_add(t.table, "head"), "row");
    t.group = tree_add(t.table, "group");
    g_free(anchor);
    return t;
}

static void table_column(struct drawing *t, const char *width, const char *align, const char *head)
{
    xmlNodePtr column = tree_add(t->columns, "column"), cell = tree_add(t->head, "cell");

    tree_set(column, "width", width);
    if (align)
        tree_set(column, "align", align);
    tree_set(cell, "scope", "col");
    tree_add_text(cell, "p", head);
}

static void table_column_key(struct drawing *t, const char *width, const char *align, const char *key)
{
    char *words = l10n_words(t->r->l10n, key, NULL);

    table_column(t, width, align, words);
    g_free(words);
}

static void table_row(struct drawing *t, const char *origin)
{
    t->row = tree_add(t->group, "row");
    if (origin)
        tree_set(t->row, "origin", origin);
}

static xmlNodePtr table_cell(struct drawing *t, const char *words)
{
    xmlNodePtr cell = tree_add(t->row, "cell");

    if (cell == t->row->children)
        tree_set(cell, "scope", "row");
    if (words)
        tree_add_text(cell, "p", *words ? words : "–");
    return cell;
}

static void table_cell_take(struct drawing *t, char *words)
{
    table_cell(t, words ? words : "–");
    g_free(words);
}

static void table_note(struct drawing *t, const char *words)
{
    xmlNodePtr notes = tree_first(t->table, "notes");

    tree_add_text(notes ? notes : tree_add(t->table, "notes"), "p", words);
}

static void table_source(struct drawing *t, const char *citation)
{
    char *words = citation ? l10n_words(t->r->l10n, "prose.table-source", "citation", citation, NULL) : NULL;

    if (words)
        table_note(t, words);
    g_free(words);
}

static void move_children(xmlNodePtr from, xmlNodePtr to)
{
    while (from && from->children) {
        xmlNodePtr node = from->children;

        xmlUnlinkNode(node);
        xmlAddChild(to, node);
    }
}

static void add_author_cell(struct drawing *t, xmlNodePtr cell)
{
    const char *indicator = tree_get(cell, "indicator"), *value = tree_get(cell, "value"), *period = tree_get(cell, "period");
    xmlNodePtr record = indicator ? dossier_record(t->r->dossier, indicator) : NULL, text = tree_first(cell, "text"), to;
    gboolean suppressed = FALSE;

    if (record) {
        char *number = view_shows(t->r, indicator) ? figures_value(t->r, record, tree_get(cell, "series"), &period, &suppressed) : NULL;

        to = table_cell(t, number ? number : suppressed ? ".." : "–");
        tree_set(to, "origin", indicator);
        g_free(number);
    } else if (value) {
        table_cell_take(t, l10n_number(t->r->l10n, value, -1));
    } else if (text && text->children) {
        move_children(text, table_cell(t, NULL));
    } else {
        table_cell(t, "");
    }
}

static void add_record_table(struct reader *r, const char *target, xmlNodePtr record, xmlNodePtr parent)
{
    xmlNodePtr scratch = xmlNewDocNode(parent->doc, r->records, BAD_CAST "scratch", NULL), copy = view_add_record(r, record, scratch);
    char *caption = view_text(r, record, "title"), *citation = view_text(r, record, "citation");
    struct drawing t = table_start(r, parent, target, caption);

    for (xmlNodePtr column = copy ? tree_first(copy, "column") : NULL; column; column = tree_next(column)) {
        char *width = g_strconcat("share:", tree_get(column, "share") ? tree_get(column, "share") : "1", NULL);
        char *head = tree_first(column, "head") ? tree_words(tree_first(column, "head")) : g_strdup("");

        table_column(&t, width, tree_get(column, "align"), head);
        g_free(width);
        g_free(head);
    }
    for (xmlNodePtr row = copy ? tree_first(copy, "row") : NULL; row; row = tree_next(row)) {
        table_row(&t, NULL);
        if (tree_has(row, "role", "total"))
            tree_set(t.row, "role", "total");
        for (xmlNodePtr cell = tree_first(row, "cell"); cell; cell = tree_next(cell))
            add_author_cell(&t, cell);
    }
    for (xmlNodePtr note = copy ? tree_first(copy, "note") : NULL; note; note = tree_next(note)) {
        xmlNodePtr notes = tree_first(t.table, "notes");

        move_children(note, notes ? notes : tree_add(t.table, "notes"));
    }
    table_source(&t, citation);
    xmlFreeNode(scratch);
    g_free(caption);
    g_free(citation);
}

/* ---- Tables made from other records ---- */

static int compare_strings(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* Groups down, periods across. */
static void add_indicator_table(struct reader *r, const char *target, xmlNodePtr record, xmlNodePtr parent)
{
    xmlNodePtr scratch = xmlNewDocNode(parent->doc, r->records, BAD_CAST "scratch", NULL), copy = view_add_record(r, record, scratch);
    char *title = view_text(r, record, "title"), *unit = view_text(r, record, "unit"), *citation = view_text(r, record, "citation");
    char *caption = l10n_words(r->l10n, "indicator.caption", "title", title ? title : "", "unit", unit ? unit : "", NULL);
    struct drawing t = table_start(r, parent, target, caption);
    GPtrArray *periods = g_ptr_array_new();
    const char *decimals = tree_get(record, "decimals");
    gboolean suppressed = FALSE;

    for (xmlNodePtr s = copy ? tree_first(copy, "series") : NULL; s; s = tree_next(s))
        for (xmlNodePtr p = tree_first(s, "point"); p; p = tree_next(p))
            if (tree_get(p, "period") && !g_ptr_array_find_with_equal_func(periods, tree_get(p, "period"), g_str_equal, NULL))
                g_ptr_array_add(periods, (gpointer)tree_get(p, "period"));
    g_ptr_array_sort(periods, compare_strings);
    table_column_key(&t, "share:2.5", NULL, "indicator.series");
    for (guint i = 0; i < periods->len; i++)
        table_column(&t, "share:1", "decimal", periods->pdata[i]);
    for (xmlNodePtr s = copy ? tree_first(copy, "series") : NULL; s; s = tree_next(s)) {
        xmlNodePtr label = tree_first(s, "label");
        const char *group = tree_get(s, "group-label");

        table_row(&t, NULL);
        table_cell_take(&t, label ? tree_words(label) : group ? g_strdup(group) : l10n_words(r->l10n, "indicator.total", NULL));
        for (guint i = 0; i < periods->len; i++) {
            xmlNodePtr point = tree_first(s, "point");

            while (point && !tree_has(point, "period", periods->pdata[i]))
                point = tree_next(point);
            suppressed |= point && tree_get(point, "suppressed");
            table_cell_take(&t, point && tree_get(point, "value")
                                    ? l10n_number(r->l10n, tree_get(point, "value"), decimals ? atoi(decimals) : 0)
                                    : g_strdup(point && tree_get(point, "suppressed") ? ".." : "–"));
        }
    }
    if (suppressed) {
        char *words = l10n_words(r->l10n, "indicator.suppressed", "n", tree_get(record, "suppress-below"), NULL);

        table_note(&t, words);
        g_free(words);
    }
    table_source(&t, citation);
    xmlFreeNode(scratch);
    g_ptr_array_unref(periods);
    g_free(title);
    g_free(unit);
    g_free(citation);
    g_free(caption);
}

static void recommendation_row(struct drawing *t, xmlNodePtr record)
{
    struct reader *r = t->r;
    xmlNodePtr from = tree_first(record, "from"), ref;
    const char *id = tree_get(record, "id"), *number = from ? tree_get(from, "number") : NULL, *status = r->status(r, id);
    const struct term *term = r->scale ? scale_value(r->vocabularies, r->scale, status) : NULL;
    char *anchor = g_strconcat("rec-", id, NULL);

    ref = tree_add_text(tree_add(table_cell(t, NULL), "p"), "ref", number ? number : id);
    tree_set(ref, "to", anchor);
    table_cell_take(t, view_text(r, record, "text"));
    table_cell_take(t, term ? g_strdup(term_label(term, r->lang)) : l10n_words(r->l10n, "status.not-assessed", NULL));
    g_free(anchor);
}

static void action_row(struct drawing *t, xmlNodePtr record)
{
    struct reader *r = t->r;
    xmlNodePtr lead = tree_first(record, "lead"), period = tree_first(record, "period");
    const char *progress = latest_progress(r, record), *due = period ? tree_get(period, "due") : NULL;
    char *key = g_strconcat("progress.", progress, NULL);

    table_cell_take(t, view_text(r, record, "title"));
    table_cell_take(t, lead && view_shows(r, tree_get(lead, "ref")) ? view_name(r, tree_get(lead, "ref")) : NULL);
    table_cell_take(t, due ? l10n_date(r->l10n, due) : NULL);
    table_cell_take(t, l10n_has(r->l10n, key) ? l10n_words(r->l10n, key, NULL) : NULL);
    g_free(key);
}

static void indicator_row(struct drawing *t, xmlNodePtr record)
{
    static const char *const ends[] = {"baseline", "target"};
    struct reader *r = t->r;
    const char *decimals = tree_get(record, "decimals"), *period = NULL;
    char *title = view_text(r, record, "title"), *unit = view_text(r, record, "unit"), *value;
    gboolean suppressed = FALSE;

    table_cell_take(t, l10n_words(r->l10n, "indicator.caption", "title", title ? title : "", "unit", unit ? unit : "", NULL));
    for (int i = 0; i < 2; i++) {
        xmlNodePtr end = tree_first(record, ends[i]);

        if (i) {
            value = figures_value(r, record, NULL, &period, &suppressed);
            table_cell_take(t, value ? l10n_words(r->l10n, "prose.table-value", "value", value, "period", period, NULL) : NULL);
            g_free(value);
        }
        value = end && tree_get(end, "value") ? l10n_number(r->l10n, tree_get(end, "value"), decimals ? atoi(decimals) : 0) : NULL;
        table_cell_take(t, value ? l10n_words(r->l10n, "prose.table-value", "value", value, "period", tree_get(end, "period"), NULL) : NULL);
        g_free(value);
    }
    g_free(title);
    g_free(unit);
}

static void add_list_table(struct reader *r, const char *target, const struct variable *v, xmlNodePtr parent)
{
    static const struct { const char *of, *caption, *widths[4], *heads[4]; int n; void (*row)(struct drawing *, xmlNodePtr); } shapes[] = {
        {"recommendations", "prose.table-recommendations", {"points:42", "share:4", "share:1.4"},
         {"prose.head-number", "prose.head-recommendation", "prose.head-status"}, 3, recommendation_row},
        {"actions", "prose.table-actions", {"share:3", "share:2", "share:1.2", "share:1.2"},
         {"prose.head-measure", "prose.head-lead", "prose.head-due", "prose.head-progress"}, 4, action_row},
        {"indicators", "prose.table-indicators", {"share:3", "share:1.2", "share:1.2", "share:1.2"},
         {"prose.head-indicator", "prose.head-baseline", "prose.head-latest", "prose.head-target"}, 4, indicator_row}};
    int shape = !strcmp(v->of, "actions") ? 1 : !strcmp(v->of, "indicators") ? 2 : 0;
    char *caption = l10n_words(r->l10n, shapes[shape].caption, NULL), *none;
    struct drawing t = table_start(r, parent, target, caption);

    for (int i = 0; i < shapes[shape].n; i++)
        table_column_key(&t, shapes[shape].widths[i], NULL, shapes[shape].heads[i]);
    for (guint i = 0; i < r->shown->len; i++) {
        xmlNodePtr record = r->shown->pdata[i];

        if (!is_of(record, v->of) || !is_told(r, record, v) || (!shape && !is_selected(r, record)) || !figures_meets(r, record, v, FALSE))
            continue;
        table_row(&t, tree_get(record, "id"));
        shapes[shape].row(&t, record);
    }
    if (!t.group->children) {
        table_row(&t, NULL);
        none = l10n_words(r->l10n, "prose.none", NULL);
        for (int i = 0; i < shapes[shape].n; i++)
            table_cell(&t, i ? "" : none);
        g_free(none);
    }
    g_free(caption);
}

const char *figures_add_table(struct reader *r, const char *target, xmlNodePtr parent, struct place place,
                              const char *record)
{
    struct table_target t;
    const char *id;

    if (!table_target_read(target, r->dossier, place, record, r->diag, &t)) {
        r->failed = TRUE;
        return NULL;
    }
    if (t.id && !view_shows(r, t.id)) {
        diag_report(r->diag, R416, place, record, "kind", t.kind == TABLE_RECORD ? "table" : "indicator", "id", t.id,
                    "audience", r->audience, NULL);
        return NULL;
    }
    id = t.id;
    if (t.kind == TABLE_RECORD)
        add_record_table(r, target, dossier_record(r->dossier, id), parent);
    else if (t.kind == TABLE_INDICATOR)
        add_indicator_table(r, target, dossier_record(r->dossier, id), parent);
    else if (scale_fits(r, t.list, record))
        add_list_table(r, target, t.list, parent);
    else
        r->failed = TRUE;
    variable_free(t.list);
    return id;
}

const char *figures_link_table(struct reader *r, const char *target, xmlNodePtr words, xmlNodePtr parent,
                               struct place place, const char *record)
{
    char *anchor = table_target_anchor(target);
    xmlNodePtr ref;
    struct table_target t;
    const char *id = NULL;

    if (!table_target_read(target, r->dossier, place, record, r->diag, &t)) {
        r->failed = TRUE;
    } else {
        ref = tree_add(parent, "ref");
        tree_set(ref, "to", anchor);
        if (words->children)
            move_children(words, ref);
        else
            tree_set(ref, "form", "name");
        id = t.id;
    }
    variable_free(t.list);
    g_free(anchor);
    return id;
}
