/* rapporteur markdown FILE…: Markdown straight into a resolved document tree, without a dossier, each file as a part of its
   own named by the file. By CommonMark alone: what belongs to dossiers is off. For tests of the reader; not in the list of
   commands that users see. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "l10n.h"
#include "md.h"
#include "resolve.h"
#include "tree.h"

static xmlDocPtr document_new(void)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr root = xmlNewDocNode(doc, NULL, BAD_CAST "document", NULL), meta;

    xmlDocSetRootElement(doc, root);
    xmlSetNs(root, xmlNewNs(root, BAD_CAST DOCUMENT_NAMESPACE, NULL));
    tree_set(root, "version", "1");
    tree_set(root, "id", "markdown");
    tree_set(root, "kind", "markdown");
    xmlNodeSetLang(root, BAD_CAST "en");
    tree_set(root, "dir", "ltr");
    tree_set(root, "style", "un");
    meta = tree_add(root, "meta");
    tree_add_text(meta, "title", "Markdown");
    tree_set(tree_add_text(meta, "date", "1 January 2000"), "value", "2000-01-01");
    return doc;
}

/* The name of a file without folder and ending. */
static char *name_of(const char *file)
{
    char *name = g_path_get_basename(file), *dot = strrchr(name, '.');

    if (dot)
        *dot = '\0';
    return name;
}

static int read_file(struct command *c, const char *file, xmlDocPtr doc)
{
    struct md_host host = {.diag = c->diag, .plain = TRUE};
    struct md_text text = {.file = file, .line = 1, .column = 1};
    char *content = NULL, *name = name_of(file);
    xmlNodePtr part;
    int result = -1;

    if (!g_file_get_contents(file, &content, NULL, NULL) || !g_utf8_validate(content, -1, NULL)) {
        command_complain("markdown", "cannot read %s as UTF-8 text", file);
        goto out;
    }
    text.text = content;
    text.id_prefix = name;
    part = tree_add(xmlDocGetRootElement(doc), "part");
    tree_set(part, "region", "body");
    tree_set(part, "master", "portrait");
    tree_set(part, "id", name);
    result = md_read(&text, &host, part);
    if (result < 0) {
        xmlUnlinkNode(part);
        xmlFreeNode(part);
    }
out:
    g_free(content);
    g_free(name);
    return result;
}

int cmd_markdown(struct command *c, int argc, char **argv)
{
    xmlDocPtr doc;
    struct l10n *l10n;
    int status = STATUS_DONE, size = 0;
    xmlChar *bytes = NULL;

    if (!command_parse(c, &argc, &argv, NULL, "FILE…", "  rapporteur markdown one.md two.md >tree.xml"))
        return STATUS_USAGE;
    if (argc < 2) {
        command_complain(argv[0], "name a file of Markdown");
        return STATUS_USAGE;
    }
    l10n = l10n_load("en", c->diag);
    if (!l10n)
        return STATUS_FILES;
    doc = document_new();
    for (int i = 1; i < argc; i++)
        if (read_file(c, argv[i], doc) < 0)
            status = STATUS_CONTENT;
    if (resolve_document(doc, l10n, c->diag) < 0)
        status = STATUS_CONTENT;
    xmlDocDumpMemoryEnc(doc, &bytes, &size, "UTF-8");
    fwrite(bytes, 1, (gsize)size, stdout);
    xmlFree(bytes);
    xmlFreeDoc(doc);
    l10n_free(l10n);
    return status;
}
