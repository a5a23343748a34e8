#include <string.h>

#include "sessions.h"

void put16(uint8_t *place, uint32_t value) {
    place[0] = value >> 8;
    place[1] = value;
}

void put32(uint8_t *place, uint32_t value) {
    put16(place, value >> 16);
    put16(place + 2, value & 0xffff);
}

uint32_t get16(const uint8_t *place) { return place[0] << 8 | place[1]; }

uint32_t get32(const uint8_t *place) { return get16(place) << 16 | get16(place + 2); }

uint8_t *message_begin(uint8_t *message, int type) {
    memset(message, 0xff, 16);
    message[18] = type;
    return message + HEADER_SIZE;
}

size_t message_end(uint8_t *message, const uint8_t *end) {
    put16(message + 16, end - message);
    return end - message;
}

uint8_t *put_attributes(uint8_t *place, const struct session *session, const uint32_t *path, int hops, uint32_t community) {
    uint8_t *length = place;
    int count = hops + !router.is_internal;
    memcpy(place + 2, "\x40\x01\x01\x00\x40\x02", 6);
    place[8] = 2 + 4 * count;
    place[9] = 2;
    place[10] = count;
    place += 11;
    if (!router.is_internal) {
        put32(place, session->as_number);
        place += 4;
    }
    for (int i = 0; i < hops; i++, place += 4) put32(place, path[i]);
    memcpy(place, "\x40\x03\x04", 3);
    put32(place + 3, session->address);
    place += 7;
    if (router.is_internal) {
        memcpy(place, "\x40\x05\x04\x00\x00\x00\x64", 7);
        place += 7;
    }
    memcpy(place, "\xc0\x08\x04", 3);
    put32(place + 3, community);
    place += 7;
    put16(length, place - length - 2);
    return place;
}

uint8_t *put_prefix(uint8_t *place, uint32_t prefix) {
    place[0] = 24;
    place[1] = prefix >> 24;
    put16(place + 2, prefix >> 8 & 0xffff);
    return place + 4;
}

void each_prefix(const uint8_t *octets, const uint8_t *end, void (*body)(void *context, uint32_t prefix, int length), void *context) {
    while (octets < end) {
        int length = *octets++, count = (length + 7) / 8;
        uint32_t prefix = 0;
        for (int i = 0; i < count && octets + i < end; i++) prefix |= (uint32_t)octets[i] << (24 - 8 * i);
        octets += count;
        body(context, prefix, length);
    }
}
