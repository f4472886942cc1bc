/* Words of a resolved document by part, section and answer, against a tree whose words were counted by hand. */
#include <glib.h>
#include <libxml/parser.h>
#include <string.h>

#include "count.h"
#include "tree.h"

/* What follows each piece is the number of its words; labels are never counted. */
static const char tree[] =
    "<document xmlns='urn:rapporteur:document' version='1' xml:lang='en' notes='%s'>"
    "<meta><title>Not counted at all</title></meta>"
    "<running place='head-outer'>never this either</running>"
    "<part region='front'><masthead><issuer>Ministry of Justice</issuer></masthead>"                     /* cover 3 */
    "<title id='t'>Report of Velmora</title>"                                                            /* cover 3 */
    "<contents label='Contents'><entry level='1' to='sec-a' label='I.'>First head</entry></contents></part>" /* contents 2 */
    "<part region='body'><section id='sec-a' label='I.' level='1'><heading>First head</heading>"         /* headings 2 */
    "<p numbered='yes' label='1.' origin='rec-1'>One two<note id='n-1' label='1'><p>Note of four words</p></note>, three – four.</p>" /* text 4, note 4 */
    "<quotation origin='rec-2'><p>Official wording stays as it is</p></quotation>"                       /* quotations 6 */
    "<list kind='alpha'><item label='(a)'><p>alpha beta</p></item><item label='(b)'><p>gamma<br/>delta</p></item></list>" /* text 4 */
    "<facts><fact><term>Position</term><value>Supported <gap>who?</gap></value></fact></facts>"          /* text 3 */
    "<section id='sec-b' label='A.' level='2'><heading>Second</heading>"                                 /* headings 1 */
    "<p origin='act-9 rec-2'>five words of the answer</p>"                                               /* text 5 */
    "<table id='tb' label='Table 1'><caption>A caption here</caption><columns/><head><row><cell><p>Head cell</p></cell></row></head>" /* captions 3, tables 2 */
    "<group><row><cell><p>12.5<noteref to='x' label='a'/></p></cell><cell><p>–</p></cell></row></group>" /* tables 1 */
    "<notes><p label='a'>table note</p></notes></table>"                                                 /* tables 2 */
    "<figure id='f' label='Figure 1' alt='words of alt text'><caption>Figure caption</caption><drawing><text>drawn</text></drawing>" /* captions 2 */
    "<data label='Data'><table id='d'><columns/><group><row><cell><p>data cell</p></cell></row></group></table></data>" /* tables 2 */
    "<p role='source'>Source of it</p></figure>"                                                         /* captions 3 */
    "</section></section></part>"
    "<part region='annex'><section id='annex' label='Annex' level='1'><heading>Annex heading</heading>"  /* annexes 2 */
    "<p origin='rec-1'>annexed words<note id='n-2' label='a'><p>annexed note</p></note></p></section></part>" /* annexes 4 */
    "</document>";

static const char row_words[] =
    "<profile xmlns='urn:rapporteur:profile' id='r'><limit words='20' severity='hard' reading='%s'/>"
    "<counts strict='headings text quotations tables captions footnotes endnotes' lenient='headings text quotations'/></profile>";

static xmlDocPtr parse(const char *format, const char *slot)
{
    char *text = g_strdup_printf(format, slot);
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), "test.xml", NULL, XML_PARSE_NOBLANKS);

    g_free(text);
    g_assert_nonnull(doc);
    return doc;
}

static GArray *make_units(void)
{
    static const char view[] = "<view xmlns='urn:rapporteur:records'><records>"
        "<recommendation id='rec-1' selected='yes' rank='1' priority='2' form='full'><from number='136.1'/></recommendation>"
        "<recommendation id='rec-2' selected='yes' rank='2' form='full'><from number='136.2'/><follow-up/></recommendation>"
        "<recommendation id='rec-3'><from number='136.3'/></recommendation>"
        "<answer id='ans'><about ref='rec-2'/><short/></answer>%s</records></view>";
    xmlDocPtr doc = parse(view, "");
    GArray *units = count_units(doc);

    xmlFreeDoc(doc);
    return units;
}

static struct count *count_it(const char *notes, const char *reading)
{
    xmlDocPtr doc = parse(tree, notes), row = parse(row_words, reading);
    struct count *c = count_document(doc, xmlDocGetRootElement(row), NULL, make_units());

    xmlFreeDoc(row);
    xmlFreeDoc(doc);
    return c;
}

static void test_parts(void)
{
    static const guint expected[COUNT_PARTS] = {
        [COUNT_HEADINGS] = 3, [COUNT_TEXT] = 16, [COUNT_QUOTATIONS] = 6, [COUNT_TABLES] = 7, [COUNT_CAPTIONS] = 8,
        [COUNT_FOOTNOTES] = 4, [COUNT_ENDNOTES] = 0, [COUNT_COVER] = 6, [COUNT_CONTENTS] = 2, [COUNT_ANNEXES] = 6};
    struct count *c = count_it("foot", "lenient");

    for (int part = 0; part < COUNT_PARTS; part++) {
        g_test_message("%s: %u", count_part_name((enum count_part)part), c->parts[part]);
        g_assert_cmpuint(c->parts[part], ==, expected[part]);
    }
    g_assert_cmpuint(c->total[COUNT_STRICT], ==, 3 + 16 + 6 + 7 + 8 + 4);
    g_assert_cmpuint(c->total[COUNT_LENIENT], ==, 3 + 16 + 6);
    g_assert_cmpuint(c->limit, ==, 20);
    g_assert_cmpuint(count_over(c), ==, 5);
    g_assert_cmpuint(c->icu, ==, 0);
    count_free(c);
}

static void test_readings(void)
{
    struct count *c = count_it("end", "strict");

    g_assert_cmpuint(c->parts[COUNT_FOOTNOTES], ==, 0);
    g_assert_cmpuint(c->parts[COUNT_ENDNOTES], ==, 4);
    g_assert_cmpint(c->judged, ==, COUNT_STRICT);
    g_assert_cmpuint(count_over(c), ==, 44 - 20);
    count_free(c);
}

static void test_sections(void)
{
    struct count *c = count_it("foot", "strict");
    const struct count_section *a = &g_array_index(c->sections, struct count_section, 0);
    const struct count_section *b = &g_array_index(c->sections, struct count_section, 1);

    g_assert_cmpuint(c->sections->len, ==, 3);
    g_assert_cmpstr(a->id, ==, "sec-a");
    g_assert_cmpstr(b->heading, ==, "Second");
    g_assert_cmpuint(b->words, ==, 1 + 5 + 7 + 8);
    g_assert_cmpuint(a->words, ==, 44);
    g_assert_cmpuint(g_array_index(c->sections, struct count_section, 2).words, ==, 0); /* an annex does not count */
    g_assert_cmpint(b->parent, ==, 0);
    count_free(c);
}

static void test_answers(void)
{
    struct count *c = count_it("foot", "strict");
    const struct count_unit *one = &g_array_index(c->units, struct count_unit, 0);
    const struct count_unit *two = &g_array_index(c->units, struct count_unit, 1);

    g_assert_cmpuint(c->units->len, ==, 2); /* what is not selected is no answer */
    g_assert_cmpuint(one->words, ==, 4 + 4); /* its paragraph with the note; not what stands in the annex */
    g_assert_cmpuint(two->words, ==, 6 + 5);
    g_assert_false(one->has_short);
    g_assert_true(two->has_short);
    g_assert_true(two->follow_up);
    count_free(c);
}

static void test_text(void)
{
    struct count *c = count_it("foot", "lenient");
    GBytes *bytes = count_text(c);
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));

    g_assert_nonnull(strstr(text, "One two, three – four.\n"));
    g_assert_nonnull(strstr(text, "gamma delta\n"));
    g_assert_nonnull(strstr(text, "Note of four words\n"));
    g_assert_null(strstr(text, "annex"));
    g_assert_null(strstr(text, "Table 1"));
    g_assert_null(strstr(text, "Ministry"));
    g_bytes_unref(bytes);
    count_free(c);
}

/* Twenty words that come back word for word, in other letters and with other signs, are found; eight are not worth it. */
static void test_repeated(void)
{
    static const char twice[] =
        "<document xmlns='urn:rapporteur:document' version='1' xml:lang='en'><part region='body'><section id='s' level='1'><heading>Head</heading>"
        "<p numbered='yes' label='1.'>The Government set up a commission of nine members, which heard forty witnesses in public and reported to parliament within the year.</p>"
        "<p numbered='yes' label='2.'>As said, the government set up a commission of nine members which heard forty witnesses in public and reported to Parliament within the year!</p>"
        "<p numbered='yes' label='3.'>Again a commission of nine members, which heard forty others.</p>%s</section></part></document>";
    xmlDocPtr doc = parse(twice, "");
    struct count *c = count_document(doc, NULL, NULL, NULL);
    GPtrArray *cuts = count_cuts(c, 5);

    g_assert_cmpuint(cuts->len, ==, 1);
    g_assert_cmpint(((struct count_cut *)cuts->pdata[0])->kind, ==, CUT_REPEATED);
    g_assert_cmpuint(((struct count_cut *)cuts->pdata[0])->words, ==, 22);
    g_assert_cmpstr(((struct count_cut *)cuts->pdata[0])->what, ==, "what para. 2 under “Head” repeats of para. 1 under “Head”");
    g_ptr_array_unref(cuts);
    count_free(c);
    xmlFreeDoc(doc);
}

/* The least urgent answer first; a follow-up answer after one of its priority that is none. */
static void test_cuts(void)
{
    struct count *c = count_it("foot", "strict");
    GPtrArray *cuts = count_cuts(c, 3);

    g_assert_cmpuint(cuts->len, ==, 2);
    g_assert_cmpstr(((struct count_cut *)cuts->pdata[0])->what, ==, "the answer to 136.2 (no priority)");
    g_assert_cmpstr(((struct count_cut *)cuts->pdata[1])->what, ==, "the answer to 136.1 (priority 2)");
    g_ptr_array_unref(cuts);
    count_free(c);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/count/parts", test_parts);
    g_test_add_func("/count/readings", test_readings);
    g_test_add_func("/count/sections", test_sections);
    g_test_add_func("/count/answers", test_answers);
    g_test_add_func("/count/text", test_text);
    g_test_add_func("/count/repeated", test_repeated);
    g_test_add_func("/count/cuts", test_cuts);
    return g_test_run();
}
