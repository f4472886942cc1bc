/* measure COMMAND...: runs it and prints "WALL_s CPU_s PEAK_MB" on a line of standard error; exits with its status. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct timeval begin, end;
    struct rusage used;
    int status;
    pid_t child;

    gettimeofday(&begin, NULL);
    if ((child = fork()) == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0)
        return 70;
    gettimeofday(&end, NULL);
    fprintf(stderr, "%.2f %.2f %ld\n", seconds(end) - seconds(begin), seconds(used.ru_utime) + seconds(used.ru_stime),
            used.ru_maxrss / 1024);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
