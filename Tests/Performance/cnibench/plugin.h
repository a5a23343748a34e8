// Running one CNI plugin for one pod, and measuring it.
#ifndef CNIBENCH_PLUGIN_H
#define CNIBENCH_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <time.h>

#include "pods.h"

// One of the plugins that are compared: its name in the samples, its program, the file it reads as its
// network configuration, and the folders where it finds other plugins.
struct contestant {
    const char *name;
    char *program;
    const char *configuration;
    const char *cni_path;
};

// A plugin that runs, or has run. Its standard output and error go to files in memory, which are open from
// job_open to job_close and used again by each plugin_start in between.
struct job {
    pid_t process;
    int output, errors;
    struct timespec started;
};

struct sample {
    bool ok;
    double wall_ms;        // exec to exit
    double cpu_ms;         // user and system time of the plugin and of the plugins it ran
    long peak_kib;         // the largest resident set of any of these processes
    struct timespec ended;
};

void job_open(struct job *job);
void job_close(struct job *job);

// Starts the plugin; `pod` may be NULL for verbs that concern no pod (VERSION, STATUS).
void plugin_start(struct job *job, const struct contestant *contestant, const char *verb, const struct pod *pod);

// Waits until one of the jobs ends, measures it and returns its index. A plugin that takes longer than
// PLUGIN_SECONDS is killed, and has failed.
#define PLUGIN_SECONDS 60
int plugin_wait(struct job *jobs, int count, struct sample *sample);

// Start and wait. ADD has to answer with an address. A failure is told on standard error.
struct sample plugin_run(struct job *job, const struct contestant *contestant, const char *verb, const struct pod *pod);

// Tells a failed run on standard error, with what the plugin said (the first few times).
void plugin_explain(const struct job *job, const struct contestant *contestant, const char *verb, const char *problem);

// The first IPv4 address of the CNI result in the job's output, 0 when there is none.
unsigned plugin_address(const struct job *job);

double milliseconds_between(struct timespec from, struct timespec to);

// One line of the sample file.
void sample_print(const struct contestant *contestant, const char *verb, int round, const struct sample *sample);

// The contestant whose turn is the `turn`th one in this round: the order rotates, and turns around after
// each full rotation, so that nobody always follows the same one.
int contestant_in_turn(int round, int turn, int count);

#endif
