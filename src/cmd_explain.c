/* rapporteur explain CODE: the long words behind the code of a message; without a code, the list of all. */
#include <stdio.h>
#include <string.h>

#include "command.h"

static void list_codes(void)
{
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        static const char *const severities[] = {"error", "warning", "note"};

        printf("%s  %-7s  %s\n", diag_code_name((enum diag_code)code), severities[diag_severity((enum diag_code)code)],
               diag_sentence((enum diag_code)code));
    }
}

int cmd_explain(struct command *c, int argc, char **argv)
{
    struct place nowhere = {NULL, 0, 0, 0};
    int status = STATUS_DONE;

    if (!command_parse(c, &argc, &argv, NULL, "[CODE…]",
                       "Examples:\n  rapporteur explain R102\n  rapporteur explain\n\n"
                       "Tells what the message with this code means, with a wrong and a right example; without a code,\n"
                       "lists all messages."))
        return STATUS_USAGE;
    if (argc < 2)
        list_codes();
    for (int i = 1; i < argc; i++) {
        g_autofree char *name = g_strdup(argv[i]);
        enum diag_code code;

        g_strdelimit(name, "[]", ' ');
        g_strstrip(name);
        if (diag_lookup(name, &code)) {
            printf("%s%s: %s\n\n%s", i > 1 ? "\n" : "", diag_code_name(code), diag_sentence(code), diag_explanation(code));
        } else {
            const char *names[DIAG_CODE_COUNT + 1] = {NULL};

            for (int n = 0; n < DIAG_CODE_COUNT; n++)
                names[n] = diag_code_name((enum diag_code)n);
            diag_report(c->diag, R890, nowhere, NULL, "value", name, "nearest", diag_nearest(name, names), NULL);
            status = STATUS_USAGE;
        }
    }
    return status;
}
