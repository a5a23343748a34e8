#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/icmp.h>
#include <netinet/ip.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "scenarios.h"

#define REPLY_MS 2000

// Whether a first ARP request gets lost depends on how long ago the kernel last looked at the state of links. So pods
// come after gaps of 0 to 15 ms, the same for everyone: without gaps a plugin that loses 10 % can seem to lose none.
#define GAP_STEPS 16
#define GAP_STEP_US 1000

static uint16_t checksum(const void *data, size_t length) {
    const uint16_t *words = data;
    uint32_t sum = 0;
    for (size_t i = 0; i < length / 2; i++) {
        sum += words[i];
    }
    sum = (sum >> 16) + (sum & 0xffff);
    return ~(sum + (sum >> 16));
}

static int open_echo_socket(void) {
    int echo = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);
    struct icmp_filter only_replies = {.data = ~(1u << ICMP_ECHOREPLY)};
    if (echo < 0 || setsockopt(echo, SOL_RAW, ICMP_FILTER, &only_replies, sizeof only_replies)) {
        perror("ICMP socket");
        exit(2);
    }
    return echo;
}

static void send_echo(int echo, unsigned address, uint16_t sequence) {
    struct icmphdr request = {.type = ICMP_ECHO, .un.echo = {.id = (uint16_t)getpid(), .sequence = sequence}};
    request.checksum = checksum(&request, sizeof request);
    struct sockaddr_in pod = {.sin_family = AF_INET, .sin_addr.s_addr = address};
    if (sendto(echo, &request, sizeof request, 0, (struct sockaddr *)&pod, sizeof pod) < 0) {
        perror("echo request");
    }
}

static bool is_reply(const char *packet, ssize_t length, unsigned address, uint16_t sequence) {
    const struct iphdr *ip = (const void *)packet;
    const struct icmphdr *icmp = (const void *)(packet + ip->ihl * 4);
    return length >= (ssize_t)(ip->ihl * 4 + sizeof *icmp) && ip->saddr == address &&
           icmp->un.echo.id == (uint16_t)getpid() && icmp->un.echo.sequence == sequence;
}

// On a busy host this process would otherwise be late itself, to send or to see the reply. The plugins that it
// starts run as usual. Where it is not permitted it is not needed to measure.
static void raise_own_priority(void) {
    struct sched_param lowest = {.sched_priority = sched_get_priority_min(SCHED_FIFO)};
    if (sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &lowest)) {
        perror("real-time priority");
    }
}

// Sends one echo request, and no other: what makes a first packet late is that the kernel's own first ARP
// request got lost, and is repeated after a second. Returns the milliseconds since `since` when the reply
// came, or -1 after REPLY_MS.
static double first_reply(int echo, unsigned address, uint16_t sequence, struct timespec since) {
    send_echo(echo, address, sequence);
    struct pollfd wait = {.fd = echo, .events = POLLIN};
    struct timespec now;
    for (;;) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        double left = REPLY_MS - milliseconds_between(since, now);
        if (left <= 0 || poll(&wait, 1, (int)left + 1) == 0) {
            return -1;
        }
        char packet[256] __attribute__((aligned(4)));
        ssize_t length = recv(echo, packet, sizeof packet, MSG_DONTWAIT);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (length > 0 && is_reply(packet, length, address, sequence)) {
            return milliseconds_between(since, now);
        }
    }
}

static void add_and_ping(int echo, const struct contestant *contestant, const struct pod *pod, int round) {
    struct job job;
    job_open(&job);
    struct sample add = plugin_run(&job, contestant, "ADD", pod);
    unsigned address = add.ok ? plugin_address(&job) : 0;
    double reply = address ? first_reply(echo, address, round, add.ended) : -1;
    if (reply < 0 && add.ok) {
        plugin_explain(&job, contestant, "ADD", "left a pod that does not answer");
    }
    job_close(&job);
    printf("{\"who\":\"%s\",\"verb\":\"ADD\",\"round\":%d,\"ok\":%s,\"reply_ms\":%.4f}\n", contestant->name, round,
           reply >= 0 ? "true" : "false", reply);
}

void measure_first_packets(const struct contestant *contestants, int count, int size) {
    int echo = open_echo_socket();
    raise_own_priority();
    struct pod *pods = pods_make(size * count);
    for (int i = 0; i < size * count; i++) {
        int round = i / count;
        usleep(round * 7 % GAP_STEPS * GAP_STEP_US);
        add_and_ping(echo, &contestants[contestant_in_turn(round, i % count, count)], &pods[i], round);
    }
    struct job job;
    job_open(&job);
    for (int i = 0; i < size * count; i++) {
        const struct contestant *contestant = &contestants[contestant_in_turn(i / count, i % count, count)];
        struct sample del = plugin_run(&job, contestant, "DEL", &pods[i]);
        sample_print(contestant, "DEL", i / count, &del);
    }
    job_close(&job);
    pods_release(pods, size * count);
    close(echo);
}
