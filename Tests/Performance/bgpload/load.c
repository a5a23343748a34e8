// bgpload - load generator and convergence meter for a BGP speaker.
//
// F feeders and S sinks connect to one router from consecutive source addresses. When every session is established,
// each feeder announces N /24 prefixes; the clock stops when every sink has learned every prefix. Then every feeder
// withdraws them, and the clock stops when every sink is empty. The result is one JSON line.
//
//   bgpload -r 10.9.0.1 -b 10.9.0.10 -A 64512 -f 2 -s 2 -n 100000 [-d] [-i] [-P PID]
//
//   -r ADDR   router address          -p PORT  router port (179)
//   -b ADDR   source address of the first session; session i uses ADDR+i
//   -A ASN    router AS               -a ASN   AS of session 0 (64600), session i: ASN+i
//   -i        iBGP: every session uses the router's AS
//   -f F -s S feeders, sinks          -n N     prefixes per feeder; with 0 the sessions stay idle
//   -d        feeders announce disjoint sets (default: the same set)
//   -k K      prefixes that share one set of attributes (8)
//   -P PID    router process: report its CPU seconds, and its memory: before the first session, converged, at its peak
//   -t SEC    give up after SEC seconds in one phase (120)
//   -w SEC    hold the converged state for SEC seconds before withdrawing (0)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sessions.h"

#define FIRST_PREFIX 0x14000000u  // 20.0.0.0

static int feeders = 1, sinks = 1, sharing = 8, timeout = 120, hold, process;
static long prefixes = 10000;  // of one feeder
static bool disjoint, sending, withdrawing;
static long *next_prefix;  // of each feeder
// Of each sink: a bit for each prefix it has, their number, and when the first came.
static uint64_t **held;
static long *held_count;
static double first_heard;

static long total(void) { return disjoint ? prefixes * feeders : prefixes; }

static uint32_t prefix_of(const struct session *session, long number) {
    return FIRST_PREFIX + ((uint32_t)(number + (disjoint ? session->index * prefixes : 0)) << 8);
}

// Queues the feeder's next UPDATE.
static bool send_next(struct session *session) {
    if (!sending || session->index >= feeders) return false;
    long *next = &next_prefix[session->index], count = withdrawing ? 900 : sharing;
    if (count > prefixes - *next) count = prefixes - *next;
    if (count == 0) return false;
    uint8_t message[4096], *place = message_begin(message, 2);
    if (withdrawing) {
        put16(place, count * 4);
        place += 2;
    } else {
        uint32_t set = *next / sharing, path[] = {100000 + set % 70000, 200000 + set * 7919 % 90000};
        put16(place, 0);
        place = put_attributes(place + 2, session, path, 2, 64512u << 16 | set % 1000);
    }
    for (long i = 0; i < count; i++) place = put_prefix(place, prefix_of(session, *next + i));
    if (withdrawing) {
        put16(place, 0);
        place += 2;
    }
    *next += count;
    session_queue(session, message, message_end(message, place));
    return true;
}

static void mark(struct session *session, uint32_t prefix, int length, bool on) {
    long number = (prefix - FIRST_PREFIX) >> 8;
    if (length != 24 || prefix < FIRST_PREFIX || number >= total()) return;
    int sink = session->index - feeders;
    uint64_t bit = 1ull << (number & 63), *word = &held[sink][number >> 6];
    if (on == !!(*word & bit)) return;
    *word ^= bit;
    held_count[sink] += on ? 1 : -1;
    if (!first_heard) first_heard = now();
}

static void mark_held(void *session, uint32_t prefix, int length) { mark(session, prefix, length, true); }
static void mark_gone(void *session, uint32_t prefix, int length) { mark(session, prefix, length, false); }

static void read_update(struct session *session, const uint8_t *message, const uint8_t *end) {
    if (session->index < feeders) return;
    const uint8_t *withdrawn = message + HEADER_SIZE + 2, *attributes = withdrawn + get16(withdrawn - 2);
    each_prefix(withdrawn, attributes, mark_gone, session);
    each_prefix(attributes + 2 + get16(attributes), end, mark_held, session);
}

static void lost(struct session *session, const char *why) {
    fprintf(stderr, "session %d: %s\n", session->index, why);
    exit(1);
}

static double run_until(long target, const char *phase) {
    for (double start = now();;) {
        sessions_poll(50);
        long least = held_count[0], most = held_count[0];
        for (int i = 0; i < sinks; i++) {
            if (held_count[i] < least) least = held_count[i];
            if (held_count[i] > most) most = held_count[i];
        }
        if (least == target && most == target) return now() - start;
        if (now() - start <= timeout) continue;
        printf("{\"failed\":\"%s\",\"target\":%ld,\"sink_min\":%ld,\"sink_max\":%ld}\n", phase, target, least, most);
        exit(3);
    }
}

static void begin(bool withdrawal) {
    withdrawing = withdrawal;
    sending = true;
    for (int i = 0; i < feeders; i++) {
        next_prefix[i] = 0;
        session_wake(&sessions[i]);
    }
}

static double cpu_seconds(void) {
    char path[64], text[1024];
    unsigned long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    FILE *file = process ? fopen(path, "r") : NULL;
    if (!file) return 0;
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    char *name_end = strrchr(text, ')');
    if (name_end) sscanf(name_end + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);
    return (double)(user + kernel) / sysconf(_SC_CLK_TCK);
}

static double memory_mib(const char *key) {
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", process);
    FILE *file = process ? fopen(path, "r") : NULL;
    if (!file) return 0;
    while (fgets(line, sizeof line, file))
        if (!strncmp(line, key, strlen(key))) kib = atol(line + strlen(key));
    fclose(file);
    return kib / 1024.0;
}

static void read_options(int count, char **values) {
    for (int option; (option = getopt(count, values, "r:p:b:A:a:if:s:n:dk:P:t:w:")) != -1;) switch (option) {
        case 'r': router.address = address_of(optarg); break;
        case 'b': router.first_address = address_of(optarg); break;
        case 'p': router.port = atoi(optarg); break;
        case 'A': router.as_number = atol(optarg); break;
        case 'a': router.first_as = atol(optarg); break;
        case 'i': router.is_internal = true; break;
        case 'f': feeders = atoi(optarg); break;
        case 's': sinks = atoi(optarg); break;
        case 'n': prefixes = atol(optarg); break;
        case 'd': disjoint = true; break;
        case 'k': sharing = atoi(optarg); break;
        case 'P': process = atoi(optarg); break;
        case 't': timeout = atoi(optarg); break;
        case 'w': hold = atoi(optarg); break;
        default: exit(2);
        }
    if (router.address && router.first_address && feeders > 0 && sinks > 0) return;
    fprintf(stderr, "-r and -b are required, and at least one feeder and one sink\n");
    exit(2);
}

int main(int count, char **values) {
    read_options(count, values);
    next_prefix = calloc(feeders, sizeof *next_prefix);
    held = calloc(sinks, sizeof *held);
    held_count = calloc(sinks, sizeof *held_count);
    for (int i = 0; i < sinks; i++) held[i] = calloc(total() / 64 + 1, 8);
    router.on_update = read_update;
    router.on_room = send_next;
    router.on_lost = lost;

    double idle = memory_mib("VmRSS:"), cpu = cpu_seconds(), start = now();
    sessions_connect(feeders + sinks);
    if (!sessions_establish()) {
        printf("{\"failed\":\"establish\"}\n");
        return 3;
    }
    double establish = now() - start, establish_cpu = cpu_seconds() - cpu;
    cpu = cpu_seconds();
    start = now();
    begin(false);
    double announce = run_until(total(), "announce"), announce_cpu = cpu_seconds() - cpu;
    double first = first_heard ? first_heard - start : 0;
    for (double end = now() + hold; now() < end;) sessions_poll(100);
    double converged = memory_mib("VmRSS:");
    cpu = cpu_seconds();
    begin(true);
    double withdraw = run_until(0, "withdraw"), withdraw_cpu = cpu_seconds() - cpu;
    printf("{\"feeders\":%d,\"sinks\":%d,\"prefixes\":%ld,\"establish_s\":%.3f,\"establish_cpu_s\":%.2f,"
           "\"first_s\":%.3f,\"announce_s\":%.3f,\"withdraw_s\":%.3f,"
           "\"announce_cpu_s\":%.2f,\"withdraw_cpu_s\":%.2f,\"idle_mib\":%.2f,\"rss_mib\":%.2f,\"peak_mib\":%.2f}\n",
           feeders, sinks, total(), establish, establish_cpu, first, announce, withdraw, announce_cpu, withdraw_cpu, idle, converged,
           memory_mib("VmHWM:"));
}
