#define _GNU_SOURCE
#include "CLinux.h"
#include "Reports.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Between two looks at the lock. Only a lost wake-up has to wait for the next one. */
enum { TICK_MILLISECONDS = 250 };

/* Ticks until the deadline of the waiting thread, which is the one that gets the signal; 0: there is none. */
static _Thread_local volatile sig_atomic_t ticks_left;

static void on_tick(int number) {
    (void)number;
    if (ticks_left == 0 || --ticks_left > 0) return;
    clinux_report_deadline();
    _exit(1);
}

int clinux_begin_wait(unsigned int seconds, void **timer) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_tick;
    action.sa_flags = SA_RESTART | SA_ONSTACK;
    sigaction(SIGALRM, &action, NULL);
    /* A runtime may have started this process with the signal blocked. */
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGALRM);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);

    ticks_left = (sig_atomic_t)(seconds * (1000 / TICK_MILLISECONDS));
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = SIGALRM;
    event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
    timer_t created;
    if (timer_create(CLOCK_MONOTONIC, &event, &created) < 0) return -1;
    struct timespec tick = {.tv_sec = 0, .tv_nsec = TICK_MILLISECONDS * 1000000L};
    struct itimerspec rhythm = {.it_interval = tick, .it_value = tick};
    timer_settime(created, 0, &rhythm, NULL);
    *timer = created;
    return 0;
}

void clinux_end_wait(void *timer) {
    timer_delete((timer_t)timer);
    ticks_left = 0;
}
