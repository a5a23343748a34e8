// UDP traffic with sequence numbers, and what became of it.
//
//   traffic echo PORT
//   traffic send ADDRESS PORT [--rate N] [--seconds S]
//
// `echo` sends every datagram back to where it came from. `send` sends N of them a second (1000) to such a place, so that
// as many travel in the other direction, for S seconds or until SIGINT. Then it waits for those on their way (LINGER) and
// prints one line of JSON: sent, received, lost, duplicates, reordered, and the longest time between two that came back,
// in milliseconds, with the sequence numbers around it. `echo` prints how many it sent back. IPv4 and IPv6.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAYLOAD = 64, BUFFERS = 8 << 20, LINGER_MILLISECONDS = 1000, NANOSECONDS = 1000000000, MOST = 1 << 24 };

static volatile sig_atomic_t stopped;

static void stop(int number) {
    (void)number;
    stopped = 1;
}

static _Noreturn void fail(const char *what) {
    fprintf(stderr, "traffic: %s: %s\n", what, strerror(errno));
    exit(2);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * NANOSECONDS + time.tv_nsec;
}

// A busy machine must not make the kernel drop what arrived.
static int open_socket(int family) {
    int one = BUFFERS, descriptor = socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) fail("socket");
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &one, sizeof one) != 0) fail("receive buffer");
    if (setsockopt(descriptor, SOL_SOCKET, SO_SNDBUFFORCE, &one, sizeof one) != 0) fail("send buffer");
    return descriptor;
}

static int echo(uint16_t port) {
    int descriptor = open_socket(AF_INET6), off = 0;
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) fail("bind");
    printf("ready\n");
    fflush(stdout);
    unsigned long echoed = 0, refused = 0;
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    while (!stopped) {
        poll(&waiting, 1, 200);  // a signal may come just before it
        char bytes[2048];
        struct sockaddr_storage from;
        socklen_t size = sizeof from;
        ssize_t length;
        while ((length = recvfrom(descriptor, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &size)) >= 0) {
            // No way back is a lost datagram, and counts as one at the sender.
            if (sendto(descriptor, bytes, (size_t)length, 0, (struct sockaddr *)&from, size) < 0) refused++;
            else echoed++;
            size = sizeof from;
        }
    }
    printf("{\"echoed\": %lu, \"refused\": %lu}\n", echoed, refused);
    return 0;
}

struct tally {
    uint32_t sent, received, duplicates, reordered, refused, latest, before_gap, after_gap;
    int64_t last, longest;
    uint8_t *seen;
};

static void receive(int descriptor, struct tally *tally) {
    uint32_t bytes[PAYLOAD / 4];
    ssize_t length;
    // An ICMP error of an earlier datagram is reported here once: that datagram counts as lost anyway.
    while ((length = recv(descriptor, bytes, sizeof bytes, 0)) >= 0 || errno != EAGAIN) {
        if (length != PAYLOAD) continue;
        uint32_t number = ntohl(bytes[0]);
        if (number >= tally->sent) continue;
        if (tally->seen[number]++) {
            tally->duplicates++;
            continue;
        }
        int64_t time = now();
        if (tally->last && time - tally->last > tally->longest) {
            tally->longest = time - tally->last;
            tally->before_gap = tally->latest;
            tally->after_gap = number;
        }
        tally->last = time;
        tally->received++;
        if (number < tally->latest) tally->reordered++;
        else tally->latest = number;
    }
}

static void print(const struct tally *tally) {
    printf("{\"sent\": %u, \"received\": %u, \"lost\": %u, \"longest_gap_ms\": %.1f, \"gap_between\": [%u, %u], \"duplicates\": %u, "
           "\"reordered\": %u, \"refused\": %u, \"lost_ranges\": [",
           tally->sent, tally->received, tally->sent - tally->received, (double)tally->longest / 1e6, tally->before_gap, tally->after_gap,
           tally->duplicates, tally->reordered, tally->refused);
    int ranges = 0;
    for (uint32_t number = 0; number < tally->sent && ranges < 20; number++) {
        if (tally->seen[number]) continue;
        uint32_t first = number;
        while (number + 1 < tally->sent && !tally->seen[number + 1]) number++;
        printf("%s[%u, %u]", ranges++ ? ", " : "", first, number);
    }
    printf("]}\n");
}

static int send_all(const char *address, const char *port, long rate, double seconds) {
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_DGRAM}, *found;
    int code = getaddrinfo(address, port, &hints, &found);
    if (code != 0) {
        fprintf(stderr, "traffic: %s port %s: %s\n", address, port, gai_strerror(code));
        return 2;
    }
    int descriptor = open_socket(found->ai_family);
    if (connect(descriptor, found->ai_addr, found->ai_addrlen) != 0) fail("connect");
    freeaddrinfo(found);
    struct tally tally = {.seen = calloc(MOST, 1)};
    if (!tally.seen) fail("memory");
    int64_t start = now(), interval = NANOSECONDS / rate;
    int64_t end = seconds > 0 ? start + (int64_t)(seconds * NANOSECONDS) : INT64_MAX;
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    while (!stopped && tally.sent < MOST) {
        int64_t time = now();
        if (time >= end) break;
        int64_t due = start + tally.sent * interval;
        if (time >= due) {
            uint32_t bytes[PAYLOAD / 4] = {htonl(tally.sent)};
            // The kernel's refusal (no route) is a lost datagram; the one that an ICMP error of an earlier one caused is sent again.
            if (send(descriptor, bytes, sizeof bytes, 0) < 0 && send(descriptor, bytes, sizeof bytes, 0) < 0) tally.refused++;
            tally.sent++;
        } else {
            struct timespec rest = {.tv_nsec = due - time < NANOSECONDS / 1000 ? due - time : NANOSECONDS / 1000};
            ppoll(&waiting, 1, &rest, NULL);
        }
        receive(descriptor, &tally);
    }
    int64_t last = now() + LINGER_MILLISECONDS * (int64_t)1000000;
    while (tally.received < tally.sent && now() < last) {
        poll(&waiting, 1, 20);
        receive(descriptor, &tally);
    }
    print(&tally);
    return 0;
}

int main(int count, char **arguments) {
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (count == 3 && strcmp(arguments[1], "echo") == 0) return echo((uint16_t)atoi(arguments[2]));
    long rate = 1000;
    double seconds = 0;
    for (int each = 4; each + 1 < count; each += 2) {
        if (strcmp(arguments[each], "--rate") == 0) rate = atol(arguments[each + 1]);
        else if (strcmp(arguments[each], "--seconds") == 0) seconds = atof(arguments[each + 1]);
        else rate = 0;
    }
    if (count < 4 || count % 2 || strcmp(arguments[1], "send") != 0 || rate < 1 || rate > NANOSECONDS) {
        fprintf(stderr, "usage: traffic echo PORT | traffic send ADDRESS PORT [--rate N] [--seconds S]\n");
        return 2;
    }
    return send_all(arguments[2], arguments[3], rate, seconds);
}
