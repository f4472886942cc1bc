/* Options into commands, the worst result into the exit status. */
#include "resource.h"

int main(void)
{
    resource_init();
    return 0;
}
