/* What the global options settled, and the shape of a command. A command reads its own options, does its work,
   prints results on stdout, reports findings to `diag` and returns an exit status; main prints the findings. */
#ifndef COMMAND_H
#define COMMAND_H

#include <glib.h>

#include "diag.h"

enum exit_status {
    STATUS_DONE = 0,         /* warnings allowed */
    STATUS_CONTENT = 1,      /* the content has errors */
    STATUS_USAGE = 2,        /* wrong use of the command */
    STATUS_FILES = 3,        /* cannot read, write or find something */
    STATUS_PERSON = 4,       /* a person must decide */
    STATUS_BUG = 70,
    STATUS_INTERRUPTED = 130
};

struct command {
    char *folder;            /* the dossier: -C, else the nearest folder upwards that holds project.xml, else "." */
    struct diag *diag;
    enum diag_format messages;
    gboolean quiet, verbose, colour, trust;
    int jobs;                /* documents built at the same time, >= 1 */
    int message_limit;       /* 0: all */
    char *now;               /* YYYY-MM-DD that stands for today, or NULL */
};

/* One row of the table in main.c. */
struct verb {
    const char *name;
    int (*run)(struct command *c, int argc, char **argv); /* argv[0] is the verb */
    const char *summary;     /* one line for the list of commands */
};

int cmd_build(struct command *c, int argc, char **argv);
int cmd_check(struct command *c, int argc, char **argv);
int cmd_count(struct command *c, int argc, char **argv);
int cmd_explain(struct command *c, int argc, char **argv);
int cmd_fit(struct command *c, int argc, char **argv);
int cmd_import(struct command *c, int argc, char **argv);
int cmd_init(struct command *c, int argc, char **argv);
int cmd_layout(struct command *c, int argc, char **argv);
int cmd_markdown(struct command *c, int argc, char **argv);
int cmd_trace(struct command *c, int argc, char **argv);
int cmd_schema(struct command *c, int argc, char **argv);

/* Reads a command's own options (and the global ones, which may also follow the verb) from argv and leaves the
   operands: argv[0] stays the verb, *argc counts what is left. `usage` are the operands ("[DOCUMENT…]"), `help` the text
   above the options, examples first. On --help prints it and exits 0. FALSE: wrong use, already said (return
   STATUS_USAGE). Strings put into entries are the caller's to g_free. */
gboolean command_parse(struct command *c, int *argc, char ***argv, const GOptionEntry *entries, const char *usage,
                       const char *help);

/* Says on stderr "rapporteur VERB: MESSAGE" for wrong use and failures that have no place in a file. */
void command_complain(const char *verb, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
