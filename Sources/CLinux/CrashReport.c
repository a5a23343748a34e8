#define _GNU_SOURCE
#include "CLinux.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Read by the signal handlers only; each is written once or is a pointer-sized store. */
static const char *volatile crash_text;
static const char *volatile deadline_text;
static const char *volatile current_step = "starting";
static volatile sig_atomic_t answered;

/* write(2) only: async-signal-safe. */
static void put(const char *text, size_t length) {
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, text, length);
        if (written <= 0) return;
        text += written;
        length -= (size_t)written;
    }
}

static void report(const char *text) {
    if (answered || text == NULL) return;
    const char *hole = strstr(text, "%s");
    if (hole == NULL) {
        put(text, strlen(text));
        return;
    }
    const char *step = current_step;
    put(text, (size_t)(hole - text));
    put(step, strlen(step));
    put(hole + 2, strlen(hole + 2));
}

static void on_crash(int number) {
    (void)number;
    report(crash_text);
    _exit(1);
}

static void on_deadline(int number) {
    (void)number;
    report(deadline_text);
    _exit(1);
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
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) sigaction(fatal[i], &action, NULL);
    action.sa_handler = on_deadline;
    sigaction(SIGALRM, &action, NULL);
}

void clinux_set_step(const char *step) { current_step = step; }

void clinux_answer_is_out(void) { answered = 1; }
