// cnibench - compares CNI plugins: the same verb by each in turn, in fresh network namespaces.
//
//   cnibench turns ROUNDS CONTESTANTS            ADD and DEL of one pod
//   cnibench verb VERB ROUNDS CONTESTANTS        VERSION, STATUS
//   cnibench burst ROUNDS SIZE CONTESTANTS       SIZE ADDs, then SIZE DELs, 8 at a time
//   cnibench first-packet SIZE CONTESTANTS       an echo request when ADD has returned
//
// A contestant is four arguments: NAME PROGRAM CONFIGURATION-FILE CNI_PATH. Standard output gets one JSON
// object a line; a plugin that failed has "ok":false there. Status 2: the measurement itself failed.
// It acts on the network namespace it runs in and keeps pods' namespaces as mounts in CNIBENCH_PODS: `bench`
// gives it a private host.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios.h"

#define MAX_CONTESTANTS 8
#define CONTESTANT_ARGUMENTS 4

static struct contestant contestants[MAX_CONTESTANTS];

static void usage(void) {
    fprintf(stderr, "usage: cnibench turns|verb|burst|first-packet ... (see main.c)\n");
    exit(2);
}

static int parse_contestants(char **arguments, int count) {
    if (count == 0 || count % CONTESTANT_ARGUMENTS != 0 || count / CONTESTANT_ARGUMENTS > MAX_CONTESTANTS) {
        usage();
    }
    for (int i = 0; i < count / CONTESTANT_ARGUMENTS; i++) {
        char **own = arguments + i * CONTESTANT_ARGUMENTS;
        contestants[i] = (struct contestant){.name = own[0], .program = own[1], .configuration = own[2], .cni_path = own[3]};
    }
    return count / CONTESTANT_ARGUMENTS;
}

static int positive(const char *argument) {
    int value = atoi(argument);
    if (value <= 0) {
        usage();
    }
    return value;
}

int main(int count, char **arguments) {
    const char *folder = getenv("CNIBENCH_PODS");
    if (!folder) {
        fprintf(stderr, "CNIBENCH_PODS is not set\n");
        return 2;
    }
    pods_use_folder(folder);
    if (count >= 3 && !strcmp(arguments[1], "turns")) {
        measure_turns(contestants, parse_contestants(arguments + 3, count - 3), positive(arguments[2]));
    } else if (count >= 4 && !strcmp(arguments[1], "verb")) {
        measure_verb(contestants, parse_contestants(arguments + 4, count - 4), positive(arguments[3]), arguments[2]);
    } else if (count >= 4 && !strcmp(arguments[1], "burst")) {
        int number = parse_contestants(arguments + 4, count - 4);
        measure_bursts(contestants, number, positive(arguments[2]), positive(arguments[3]));
    } else if (count >= 3 && !strcmp(arguments[1], "first-packet")) {
        measure_first_packets(contestants, parse_contestants(arguments + 3, count - 3), positive(arguments[2]));
    } else {
        usage();
    }
    return 0;
}
