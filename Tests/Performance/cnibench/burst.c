#include <stdlib.h>
#include <time.h>

#include "scenarios.h"

struct burst {
    double seconds;
    int failures;
    int duplicates;
};

static int compare_addresses(const void *left, const void *right) {
    unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;
    return a < b ? -1 : a > b;
}

static int count_duplicates(unsigned *addresses, int count) {
    int duplicates = 0;
    qsort(addresses, count, sizeof *addresses, compare_addresses);
    for (int i = 1; i < count; i++) {
        duplicates += addresses[i] != 0 && addresses[i] == addresses[i - 1];
    }
    return duplicates;
}

// Runs the verb for every pod, up to BURST_WIDTH plugins at a time, and collects the addresses that ADDs
// answer with.
static struct burst run_burst(const struct contestant *contestant, const char *verb, bool wants_address,
                              const struct pod *pods, int size) {
    struct burst burst = {0};
    struct job jobs[BURST_WIDTH];
    unsigned *addresses = calloc(size, sizeof *addresses);
    for (int i = 0; i < BURST_WIDTH; i++) {
        job_open(&jobs[i]);
    }
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    struct sample sample = {.ended = begun};
    for (int ended = 0, started = 0; ended < size; ended++) {
        for (int i = 0; i < BURST_WIDTH && started < size; i++) {
            if (jobs[i].process == 0) {
                plugin_start(&jobs[i], contestant, verb, &pods[started++]);
            }
        }
        int index = plugin_wait(jobs, BURST_WIDTH, &sample);
        addresses[ended] = sample.ok && wants_address ? plugin_address(&jobs[index]) : 0;
        if (!sample.ok || (wants_address && addresses[ended] == 0)) {
            burst.failures++;
            plugin_explain(&jobs[index], contestant, verb, sample.ok ? "answered without an address" : "failed");
        }
    }
    burst.seconds = milliseconds_between(begun, sample.ended) / 1e3;
    burst.duplicates = count_duplicates(addresses, size);
    for (int i = 0; i < BURST_WIDTH; i++) {
        job_close(&jobs[i]);
    }
    free(addresses);
    return burst;
}

static void burst_print(const struct contestant *contestant, const char *verb, int round, int size,
                        const struct burst *burst) {
    printf("{\"who\":\"%s\",\"verb\":\"%s\",\"round\":%d,\"ok\":%s,\"failures\":%d,\"duplicates\":%d,\"rate\":%.2f}\n",
           contestant->name, verb, round, burst->failures + burst->duplicates == 0 ? "true" : "false", burst->failures,
           burst->duplicates, size / burst->seconds);
}

void measure_bursts(const struct contestant *contestants, int count, int rounds, int size) {
    for (int round = 0; round < rounds; round++) {
        for (int turn = 0; turn < count; turn++) {
            const struct contestant *contestant = &contestants[contestant_in_turn(round, turn, count)];
            struct pod *pods = pods_make(size);
            int links = count_links();
            struct burst add = run_burst(contestant, "ADD", true, pods, size);
            burst_print(contestant, "ADD", round, size, &add);
            struct burst del = run_burst(contestant, "DEL", false, pods, size);
            if (count_links() != links) {
                fprintf(stderr, "%s: %d links left behind\n", contestant->name, count_links() - links);
                del.failures++;
            }
            burst_print(contestant, "DEL", round, size, &del);
            pods_release(pods, size);
        }
    }
}
