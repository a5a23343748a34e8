#define _GNU_SOURCE
#include "plugin.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_EXPLANATIONS 3
#define MAX_OUTPUT 65536

extern char **environ;

double milliseconds_between(struct timespec from, struct timespec to) {
    return (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6;
}

int contestant_in_turn(int round, int turn, int count) {
    bool forward = round / count % 2 == 0;
    return (round + (forward ? turn : count - turn)) % count;
}

void job_open(struct job *job) {
    *job = (struct job){
        .output = memfd_create("plugin output", MFD_CLOEXEC),
        .errors = memfd_create("plugin errors", MFD_CLOEXEC),
    };
    if (job->output < 0 || job->errors < 0) {
        perror("memfd_create");
        exit(2);
    }
}

void job_close(struct job *job) {
    close(job->output);
    close(job->errors);
}

// The environment of the plugin. PERF_HOSTIF and PERF_IP are for programs that manage no names and
// addresses (cni_floor).
static void set_environment(const struct contestant *contestant, const char *verb, const struct pod *pod) {
    setenv("CNI_COMMAND", verb, 1);
    setenv("CNI_PATH", contestant->cni_path, 1);
    if (!pod) {
        unsetenv("CNI_CONTAINERID");
        unsetenv("CNI_NETNS");
        unsetenv("CNI_IFNAME");
        return;
    }
    setenv("CNI_CONTAINERID", pod->container, 1);
    setenv("CNI_NETNS", pod->netns, 1);
    setenv("CNI_IFNAME", "eth0", 1);
    setenv("PERF_HOSTIF", pod->host_interface, 1);
    setenv("PERF_IP", pod->floor_address, 1);
}

static void make_empty(int file) {
    if (ftruncate(file, 0) || lseek(file, 0, SEEK_SET)) {
        perror("plugin output");
        exit(2);
    }
}

void plugin_start(struct job *job, const struct contestant *contestant, const char *verb, const struct pod *pod) {
    set_environment(contestant, verb, pod);
    make_empty(job->output);
    make_empty(job->errors);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, contestant->configuration, O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, job->output, 1);
    posix_spawn_file_actions_adddup2(&files, job->errors, 2);
    char *arguments[] = {contestant->program, NULL};

    clock_gettime(CLOCK_MONOTONIC, &job->started);
    int error = posix_spawn(&job->process, contestant->program, &files, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    if (error) {
        fprintf(stderr, "%s: %s\n", contestant->program, strerror(error));
        exit(2);
    }
}

// SIGALRM exists to interrupt wait4: the handler has nothing to do.
static void on_alarm(int signal) {
    (void)signal;
}

static void kill_all(const struct job *jobs, int count) {
    for (int i = 0; i < count; i++) {
        if (jobs[i].process > 0) {
            kill(jobs[i].process, SIGKILL);
        }
    }
}

static double milliseconds(struct timeval time) {
    return time.tv_sec * 1e3 + time.tv_usec / 1e3;
}

int plugin_wait(struct job *jobs, int count, struct sample *sample) {
    struct sigaction action = {.sa_handler = on_alarm};
    sigaction(SIGALRM, &action, NULL);
    alarm(PLUGIN_SECONDS);
    struct rusage usage;
    int status;
    pid_t ended;
    while ((ended = wait4(-1, &status, 0, &usage)) < 0) {
        if (errno != EINTR) {
            perror("wait4");
            exit(2);
        }
        kill_all(jobs, count);
    }
    clock_gettime(CLOCK_MONOTONIC, &sample->ended);
    alarm(0);

    int index = 0;
    while (index < count && jobs[index].process != ended) {
        index++;
    }
    if (index == count) {
        fprintf(stderr, "process %d ended, which is not a plugin\n", ended);
        exit(2);
    }
    jobs[index].process = 0;
    sample->wall_ms = milliseconds_between(jobs[index].started, sample->ended);
    sample->cpu_ms = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    sample->peak_kib = usage.ru_maxrss;
    sample->ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return index;
}

struct sample plugin_run(struct job *job, const struct contestant *contestant, const char *verb, const struct pod *pod) {
    struct sample sample;
    plugin_start(job, contestant, verb, pod);
    plugin_wait(job, 1, &sample);
    if (!sample.ok) {
        plugin_explain(job, contestant, verb, "failed");
    } else if (!strcmp(verb, "ADD") && !plugin_address(job)) {
        sample.ok = false;
        plugin_explain(job, contestant, verb, "answered without an address");
    }
    return sample;
}

static size_t read_file(int file, char *text, size_t size) {
    ssize_t length = pread(file, text, size - 1, 0);
    text[length < 0 ? 0 : length] = 0;
    return length < 0 ? 0 : length;
}

void plugin_explain(const struct job *job, const struct contestant *contestant, const char *verb, const char *problem) {
    static int explanations;
    if (++explanations > MAX_EXPLANATIONS) {
        return;
    }
    char output[1024], errors[1024];
    read_file(job->output, output, sizeof output);
    read_file(job->errors, errors, sizeof errors);
    fprintf(stderr, "%s: %s %s: %s %s\n", contestant->name, verb, problem, output, errors);
}

unsigned plugin_address(const struct job *job) {
    static char text[MAX_OUTPUT];
    size_t length = read_file(job->output, text, sizeof text);
    json_t *result = json_loadb(text, length, 0, NULL);
    json_t *ips = json_object_get(result, "ips");
    unsigned found = 0;
    for (size_t i = 0; i < json_array_size(ips) && !found; i++) {
        const char *address = json_string_value(json_object_get(json_array_get(ips, i), "address"));
        char digits[INET_ADDRSTRLEN] = "";
        struct in_addr parsed;
        size_t size = address ? strcspn(address, "/") : 0;
        if (size > 0 && size < sizeof digits) {
            memcpy(digits, address, size);
            found = inet_pton(AF_INET, digits, &parsed) == 1 ? parsed.s_addr : 0;
        }
    }
    json_decref(result);
    return found;
}

void sample_print(const struct contestant *contestant, const char *verb, int round, const struct sample *sample) {
    printf("{\"who\":\"%s\",\"verb\":\"%s\",\"round\":%d,\"ok\":%s,\"wall_ms\":%.4f,\"cpu_ms\":%.4f,\"peak_kib\":%ld}\n",
           contestant->name, verb, round, sample->ok ? "true" : "false", sample->wall_ms, sample->cpu_ms, sample->peak_kib);
}
