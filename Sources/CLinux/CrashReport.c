#define _GNU_SOURCE
#include "CLinux.h"
#include "Reports.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Read by the signal handlers only; each is written once or is a pointer-sized store. */
static const char *volatile crash_text;
static const char *volatile deadline_text;
static int deadline_output = STDOUT_FILENO;
static const char *volatile current_step = "starting";
static volatile sig_atomic_t answered;

/* write(2) only: async-signal-safe. */
static void put(int output, const char *text, size_t length) {
    while (length > 0) {
        ssize_t written = write(output, text, length);
        if (written <= 0) return;
        text += written;
        length -= (size_t)written;
    }
}

static void report(int output, const char *text) {
    if (answered || text == NULL) return;
    const char *hole = strstr(text, "%s");
    if (hole == NULL) {
        put(output, text, strlen(text));
        return;
    }
    const char *step = current_step;
    put(output, text, (size_t)(hole - text));
    put(output, step, strlen(step));
    put(output, hole + 2, strlen(hole + 2));
}

static void on_crash(int number) {
    (void)number;
    report(STDOUT_FILENO, crash_text);
    _exit(1);
}

/* Somebody else's alarm, before the first wait of ours. */
static void on_alarm(int number) {
    (void)number;
    clinux_report_deadline();
    _exit(1);
}

void clinux_report_deadline(void) { report(deadline_output, deadline_text); }

void clinux_install_deadline_report(const char *text) {
    deadline_output = STDERR_FILENO;
    deadline_text = text;
}

void clinux_install_crash_report(const char *crash, const char *deadline) {
    crash_text = crash;
    deadline_text = deadline;
    /* A stack overflow needs a stack of its own to be reported on. */
    static char stack_memory[32768];
    stack_t stack = {.ss_sp = stack_memory, .ss_size = sizeof stack_memory, .ss_flags = 0};
    sigaltstack(&stack, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_ONSTACK;
    action.sa_handler = on_crash;
    static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGFPE, SIGABRT, SIGBUS};
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) {
        sigaction(fatal[i], &action, NULL);
        sigaddset(&signals, fatal[i]);
    }
    action.sa_handler = on_alarm;
    sigaction(SIGALRM, &action, NULL);
    sigaddset(&signals, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &signals, NULL);
}

void clinux_set_step(const char *step) { current_step = step; }

void clinux_answer_is_out(void) { answered = 1; }
