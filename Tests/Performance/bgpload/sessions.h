// BGP sessions with one router, from consecutive source addresses, in one thread.
#ifndef BGPLOAD_SESSIONS_H
#define BGPLOAD_SESSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Octets of an outgoing queue, and how full it has to be for `on_room` not to be asked for more.
#define QUEUE_SIZE 65536
#define QUEUE_ENOUGH 60000
#define INPUT_SIZE (1 << 18)
#define HEADER_SIZE 19

enum state { OPEN_SENT, OPEN_CONFIRM, UP, LOST };

struct session {
    int fd, index;
    enum state state;
    uint32_t as_number, address;
    uint8_t *input, *output;
    size_t input_length, output_length, output_sent;
    double heard, kept_alive;  // when the last message came, and the last KEEPALIVE was queued
};

// What every session has in common. Addresses and AS numbers in host order.
struct router {
    uint32_t address, first_address;  // session i is at first_address + i
    uint32_t as_number, first_as;     // session i has first_as + i, or the router's with `is_internal`
    bool is_internal;
    int port, hold_time;  // seconds
    // An UPDATE came; `end` is behind its last octet.
    void (*on_update)(struct session *session, const uint8_t *message, const uint8_t *end);
    // There is room in an established session's queue: false when there is nothing to be sent.
    bool (*on_room)(struct session *session);
    // A session is gone; it is in state LOST.
    void (*on_lost)(struct session *session, const char *why);
};

extern struct router router;
extern struct session *sessions;
extern int session_count;

double now(void);  // seconds
_Noreturn void fail(const char *what);

// Reads an address; ends the program when it is none.
uint32_t address_of(const char *text);

// Connects all sessions, waiting for a router that does not listen yet.
void sessions_connect(int count);
// Until all are established. False after 60 s.
bool sessions_establish(void);
// Waits for octets at most this long, handles what came, and keeps sessions alive.
void sessions_poll(int milliseconds);

// Appends octets to what the session sends.
void session_queue(struct session *session, const uint8_t *octets, size_t length);
// Has `on_room` asked again.
void session_wake(struct session *session);

void put16(uint8_t *place, uint32_t value);
void put32(uint8_t *place, uint32_t value);
uint32_t get16(const uint8_t *place);
uint32_t get32(const uint8_t *place);
// Writes a message's header without its length; returns where its body begins.
uint8_t *message_begin(uint8_t *message, int type);
// Writes the length.
size_t message_end(uint8_t *message, const uint8_t *end);
// Writes the length and the list of the attributes of a session's routes: an AS path (behind the session's own AS), one community.
uint8_t *put_attributes(uint8_t *place, const struct session *session, const uint32_t *path, int hops, uint32_t community);
// Writes an NLRI entry of length 24; returns what is behind it.
uint8_t *put_prefix(uint8_t *place, uint32_t prefix);
// Calls `body` for each NLRI entry.
void each_prefix(const uint8_t *octets, const uint8_t *end, void (*body)(void *context, uint32_t prefix, int length), void *context);

#endif
