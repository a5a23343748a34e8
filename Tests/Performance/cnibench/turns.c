#include <stdlib.h>
#include <unistd.h>

#include "scenarios.h"

#define WARM_UP_ROUNDS 2

// The kernel finishes some of the work of a new namespace, link or removal after the system call has
// returned: link watch, IPv6 address configuration, freeing after an RCU grace period. Without these
// pauses each contestant would pay for the one before it. Nothing is waited for by them.
#define SETTLE_AFTER_NAMESPACES_US 3000
#define SETTLE_AFTER_ADD_US 5000
#define SETTLE_AFTER_DEL_US 2000

static void add_and_delete(const struct contestant *contestant, const struct pod *pod, int round) {
    struct job job;
    job_open(&job);
    int links = count_links();
    struct sample add = plugin_run(&job, contestant, "ADD", pod);
    usleep(SETTLE_AFTER_ADD_US);
    struct sample del = plugin_run(&job, contestant, "DEL", pod);
    if (del.ok && count_links() != links) {
        del.ok = false;
        plugin_explain(&job, contestant, "DEL", "left a link behind");
    }
    usleep(SETTLE_AFTER_DEL_US);
    job_close(&job);
    // A failure in the warm-up is a failure too.
    if (round >= 0 || !add.ok || !del.ok) {
        sample_print(contestant, "ADD", round, &add);
        sample_print(contestant, "DEL", round, &del);
    }
}

void measure_turns(const struct contestant *contestants, int count, int rounds) {
    int total = (rounds + WARM_UP_ROUNDS) * count;
    // The namespaces go all at once at the end: tearing them down between rounds would disturb the rounds.
    struct pod *pods = pods_make(total);
    usleep(SETTLE_AFTER_NAMESPACES_US);
    for (int i = 0; i < total; i++) {
        int round = i / count;
        add_and_delete(&contestants[contestant_in_turn(round, i % count, count)], &pods[i], round - WARM_UP_ROUNDS);
    }
    pods_release(pods, total);
}

void measure_verb(const struct contestant *contestants, int count, int rounds, const char *verb) {
    struct job job;
    job_open(&job);
    for (int round = 0; round < rounds + WARM_UP_ROUNDS; round++) {
        for (int turn = 0; turn < count; turn++) {
            const struct contestant *contestant = &contestants[contestant_in_turn(round, turn, count)];
            struct sample sample = plugin_run(&job, contestant, verb, NULL);
            if (round >= WARM_UP_ROUNDS || !sample.ok) {
                sample_print(contestant, verb, round - WARM_UP_ROUNDS, &sample);
            }
        }
    }
    job_close(&job);
}
