// bgpprobe - how long one change takes through a BGP speaker that is being flooded.
//
// Session 0 announces N /24 prefixes, and then all of them again and again, each time with other attributes. Session 1
// announces one of these prefixes with a shorter AS path, and changes it every 20 ms, or when the change before has been
// seen; session 2 notes when it sees that. All sessions have a hold time of 3 s, and keep to it. The result is one JSON line.
//
//   bgpprobe -r 10.9.0.1 -b 10.9.0.10 [-p PORT] [-A ASN] [-a ASN] [-n 200000] [-k 8] [-c 200] [-t 10]
//
//   -c COUNT  probes at least         -t SEC   seconds of flood at least
//   other options as bgpload's; -f, -s and -P are taken and ignored
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sessions.h"

#define FIRST_PREFIX 0x14000000u  // 20.0.0.0
#define MOST_PROBES 65536
#define INTERVAL 0.02             // seconds between probes
#define PROBE_GIVEN_UP 10.0       // seconds after which a change counts as never seen
#define LOAD_GIVEN_UP 60.0        // seconds for the first announcement to reach the sink

enum { FLOODER, PROBER, SINK, SESSIONS };

static long prefixes = 200000, sharing = 8, wanted = 200, flood_seconds = 10;
static uint32_t probed;
static bool announcing, flooding;
static long next_prefix, flooded, received;
static uint32_t generation;
static uint64_t *held;
static long held_count;
static int lost_count;
static double latencies[MOST_PROBES];  // milliseconds
static long probe_count, number;       // `number` is the probe on its way, or the one seen last
static double probe_sent;
static bool is_waiting;

static bool flood(struct session *session) {
    if (session->index != FLOODER || !announcing) return false;
    if (next_prefix == prefixes) {
        if (!flooding) return false;
        next_prefix = 0;
        generation++;
    }
    uint32_t set = next_prefix / sharing, path[] = {100000 + set % 70000, 200000 + set * 7919 % 90000};
    uint8_t message[4096], *place = message_begin(message, 2);
    put16(place, 0);
    place = put_attributes(place + 2, session, path, 2, (64000 + generation % 500) << 16 | set % 1000);
    long end = next_prefix + sharing < prefixes ? next_prefix + sharing : prefixes;
    for (; next_prefix < end; next_prefix++, flooded++) place = put_prefix(place, FIRST_PREFIX + (uint32_t)(next_prefix << 8));
    session_queue(session, message, message_end(message, place));
    return true;
}

static void send_probe(void) {
    uint8_t message[256], *place = message_begin(message, 2);
    put16(place, 0);
    place = put_attributes(place + 2, &sessions[PROBER], NULL, 0, 65000u << 16 | (uint32_t)number);
    place = put_prefix(place, probed);
    session_queue(&sessions[PROBER], message, message_end(message, place));
    probe_sent = now();
    is_waiting = true;
}

// The first community among these attributes, 0 for none.
static uint32_t community(const uint8_t *attributes, const uint8_t *end) {
    while (attributes + 4 <= end) {
        bool is_long = attributes[0] & 0x10;
        int length = is_long ? (int)get16(attributes + 2) : attributes[2];
        const uint8_t *value = attributes + (is_long ? 4 : 3);
        if (attributes[1] == 8 && length >= 4) return get32(value);
        attributes = value + length;
    }
    return 0;
}

static bool has_probed;

static void look(void *context, uint32_t prefix, int length) {
    (void)context;
    long place = (prefix - FIRST_PREFIX) >> 8;
    if (length != 24 || place >= prefixes) return;
    received++;
    if (prefix == probed) has_probed = true;
    uint64_t bit = 1ull << (place & 63), *word = &held[place >> 6];
    if (*word & bit) return;
    *word |= bit;
    held_count++;
}

static void read_update(struct session *session, const uint8_t *message, const uint8_t *end) {
    if (session->index != SINK) return;
    const uint8_t *attributes = message + HEADER_SIZE + 2 + get16(message + HEADER_SIZE);
    const uint8_t *routes = attributes + 2 + get16(attributes);
    has_probed = false;
    each_prefix(routes, end, look, NULL);
    if (!has_probed || !is_waiting || community(attributes + 2, routes) != (65000u << 16 | (uint32_t)number)) return;
    is_waiting = false;
    if (flooding) latencies[probe_count++] = (session->heard - probe_sent) * 1000;
}

static void lost(struct session *session, const char *why) {
    fprintf(stderr, "session %d: %s\n", session->index, why);
    lost_count++;
}

static int ascending(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static _Noreturn void give_up(const char *phase) {
    printf("{\"failed\":\"%s\",\"sink\":%ld,\"sessions_lost\":%d}\n", phase, held_count, lost_count);
    exit(3);
}

// The table, and the first state of the probed prefix, have reached the sink.
static void load(void) {
    announcing = true;
    session_wake(&sessions[FLOODER]);
    send_probe();
    for (double end = now() + LOAD_GIVEN_UP; held_count < prefixes || is_waiting;) {
        sessions_poll(50);
        if (lost_count || now() > end) give_up("announce");
    }
}

static double probe_for_a_while(void) {
    double start = now(), next = start + INTERVAL;
    flooding = true;
    flooded = received = 0;
    session_wake(&sessions[FLOODER]);
    while (!lost_count && probe_count < MOST_PROBES - 1 && (now() - start < flood_seconds || probe_count < wanted)) {
        sessions_poll(1);
        if (is_waiting && now() - probe_sent > PROBE_GIVEN_UP) give_up("probe");
        if (is_waiting || now() < next) continue;
        number = number % 65535 + 1;
        send_probe();
        next = probe_sent + INTERVAL;
    }
    return now() - start;
}

int main(int count, char **values) {
    for (int option; (option = getopt(count, values, "r:p:b:A:a:in:k:c:t:f:s:P:")) != -1;) switch (option) {
        case 'r': router.address = address_of(optarg); break;
        case 'b': router.first_address = address_of(optarg); break;
        case 'p': router.port = atoi(optarg); break;
        case 'A': router.as_number = atol(optarg); break;
        case 'a': router.first_as = atol(optarg); break;
        case 'i': router.is_internal = true; break;
        case 'n': prefixes = atol(optarg); break;
        case 'k': sharing = atol(optarg); break;
        case 'c': wanted = atol(optarg); break;
        case 't': flood_seconds = atol(optarg); break;
        case 'f': case 's': case 'P': break;
        default: return 2;
        }
    if (!router.address || !router.first_address) {
        fprintf(stderr, "-r and -b are required\n");
        return 2;
    }
    probed = FIRST_PREFIX + (uint32_t)(prefixes / 2 << 8);
    held = calloc(prefixes / 64 + 1, 8);
    router.hold_time = 3;
    router.on_update = read_update;
    router.on_room = flood;
    router.on_lost = lost;
    sessions_connect(SESSIONS);
    if (!sessions_establish()) give_up("establish");
    load();
    double seconds = probe_for_a_while();
    qsort(latencies, probe_count, sizeof *latencies, ascending);
    double most = probe_count ? latencies[probe_count - 1] : 0;
    printf("{\"prefixes\":%ld,\"probes\":%ld,\"median_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,\"flood_s\":%.2f,\"flooded\":%ld,"
           "\"received\":%ld,\"sessions_lost\":%d}\n",
           prefixes, probe_count, latencies[probe_count / 2], latencies[probe_count * 99 / 100], most, seconds, flooded, received, lost_count);
}
