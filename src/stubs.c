/* Weak stand-ins while the pieces land; this file goes away with the last of them. */
#include "command.h"

#define STUB(name)                                                     \
    __attribute__((weak)) int name(struct command *c, int argc, char **argv) \
    {                                                                  \
        command_complain(argv[0], "not there yet");                   \
        return STATUS_BUG;                                             \
    }
STUB(cmd_build) STUB(cmd_check) STUB(cmd_explain) STUB(cmd_import) STUB(cmd_init) STUB(cmd_layout) STUB(cmd_schema)

__attribute__((weak)) void diag_print(struct diag *d, enum diag_format f, const char *folder, guint limit, gboolean colour)
{
}

__attribute__((weak)) const char *diag_nearest(const char *word, const char *const *candidates)
{
    return NULL;
}
