#define _GNU_SOURCE
#include "sessions.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct router router = {.as_number = 64512, .first_as = 64600, .port = 179, .hold_time = 180};
struct session *sessions;
int session_count;
static int poller;

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

void fail(const char *what) {
    perror(what);
    exit(1);
}

uint32_t address_of(const char *text) {
    struct in_addr address;
    if (!inet_aton(text, &address)) {
        fprintf(stderr, "%s is no IPv4 address\n", text);
        exit(2);
    }
    return ntohl(address.s_addr);
}

// Sending

void session_wake(struct session *session) {
    if (session->state == LOST) return;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = session};
    epoll_ctl(poller, EPOLL_CTL_MOD, session->fd, &event);
}

void session_queue(struct session *session, const uint8_t *octets, size_t length) {
    if (session->state == LOST) return;
    if (session->output_length + length > QUEUE_SIZE) {
        fprintf(stderr, "session %d: its queue overflows\n", session->index);
        exit(1);
    }
    memcpy(session->output + session->output_length, octets, length);
    session->output_length += length;
    session_wake(session);
}

static void send_keepalive(struct session *session) {
    uint8_t message[HEADER_SIZE];
    session_queue(session, message, message_end(message, message_begin(message, 4)));
    session->kept_alive = now();
}

static void send_open(struct session *session) {
    uint8_t message[128], *place = message_begin(message, 1);
    *place = 4;
    put16(place + 1, session->as_number > 65535 ? 23456 : session->as_number);
    put16(place + 3, router.hold_time);
    put32(place + 5, session->address);
    // IPv4 unicast, route refresh, 4-octet AS.
    static const uint8_t capabilities[] = {16, 2, 14, 1, 4, 0, 1, 0, 1, 2, 0, 65, 4};
    memcpy(place + 9, capabilities, sizeof capabilities);
    place += 9 + sizeof capabilities;
    put32(place, session->as_number);
    session_queue(session, message, message_end(message, place + 4));
}

static void session_lost(struct session *session, const char *why) {
    if (session->state == LOST) return;
    session->state = LOST;
    close(session->fd);
    router.on_lost(session, why);
}

// Sends what is queued and fills the queue again, once: the others get their turn before the rest.
static void write_queue(struct session *session) {
    if (session->output_sent < session->output_length) {
        ssize_t count = send(session->fd, session->output + session->output_sent, session->output_length - session->output_sent,
                             MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN) return;
        if (count < 0) return session_lost(session, strerror(errno));
        session->output_sent += count;
        if (session->output_sent < session->output_length) return;
    }
    session->output_length = session->output_sent = 0;
    if (session->state == UP)
        while (session->output_length < QUEUE_ENOUGH && router.on_room(session)) continue;
    if (session->output_length > 0) return;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = session};
    epoll_ctl(poller, EPOLL_CTL_MOD, session->fd, &event);
}

// Receiving

static void handle(struct session *session, const uint8_t *message, const uint8_t *end) {
    char why[64];
    session->heard = now();
    switch (message[18]) {
    case 1:
        send_keepalive(session);
        session->state = OPEN_CONFIRM;
        break;
    case 2: router.on_update(session, message, end); break;
    case 3:
        snprintf(why, sizeof why, "NOTIFICATION %d/%d", message[19], message[20]);
        session_lost(session, why);
        break;
    case 4:
        if (session->state == OPEN_CONFIRM) session->state = UP;
        break;
    }
}

static void read_messages(struct session *session) {
    ssize_t count = recv(session->fd, session->input + session->input_length, INPUT_SIZE - session->input_length, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) return session_lost(session, count ? strerror(errno) : "closed by the router");
    session->input_length += count;
    size_t offset = 0;
    while (session->state != LOST && session->input_length - offset >= HEADER_SIZE) {
        const uint8_t *message = session->input + offset;
        size_t length = get16(message + 16);
        if (session->input_length - offset < length) break;
        handle(session, message, message + length);
        offset += length;
    }
    memmove(session->input, session->input + offset, session->input_length - offset);
    session->input_length -= offset;
}

// All sessions

static void session_connect(struct session *session) {
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(session->address)};
    struct sockaddr_in remote = {.sin_family = AF_INET, .sin_port = htons(router.port), .sin_addr.s_addr = htonl(router.address)};
    int on = 1;
    for (double end = now() + 30;;) {
        session->fd = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(session->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        setsockopt(session->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (bind(session->fd, (void *)&local, sizeof local)) fail("bind source address");
        if (!connect(session->fd, (void *)&remote, sizeof remote)) break;
        close(session->fd);
        if (now() > end) fail("connect");
        usleep(100000);
    }
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = session};
    epoll_ctl(poller, EPOLL_CTL_ADD, session->fd, &event);
}

void sessions_connect(int count) {
    poller = epoll_create1(0);
    sessions = calloc(count, sizeof *sessions);
    for (int i = 0; i < count; i++) {
        struct session *session = &sessions[i];
        session->index = i;
        session->address = router.first_address + i;
        session->as_number = router.is_internal ? router.as_number : router.first_as + i;
        session->input = malloc(INPUT_SIZE);
        session->output = malloc(QUEUE_SIZE);
        session->heard = now();
        session_connect(session);
        session_count = i + 1;
        send_open(session);
        // BIRD lets only 8 connections wait to be accepted; the next would wait a second for its SYN to be sent again.
        for (double end = now() + 0.1; session->state == OPEN_SENT && now() < end;) sessions_poll(1);
    }
}

bool sessions_establish(void) {
    for (double end = now() + 60; now() < end;) {
        sessions_poll(50);
        int up = 0;
        for (int i = 0; i < session_count; i++) up += sessions[i].state == UP;
        if (up == session_count) return true;
    }
    return false;
}

void sessions_poll(int milliseconds) {
    struct epoll_event events[256];
    int count = epoll_wait(poller, events, 256, milliseconds);
    for (int i = 0; i < count; i++) {
        struct session *session = events[i].data.ptr;
        if (session->state != LOST && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_messages(session);
        if (session->state != LOST && events[i].events & EPOLLOUT) write_queue(session);
    }
    double time = now();
    for (int i = 0; i < session_count; i++) {
        struct session *session = &sessions[i];
        if (session->state != UP) continue;
        if (time - session->heard > router.hold_time) session_lost(session, "hold time over");
        // What waits in the queue is heard as well as a KEEPALIVE would be.
        if (time - session->kept_alive > router.hold_time / 3.0 && session->output_length < QUEUE_ENOUGH) send_keepalive(session);
    }
}
