/* The floor of route programming: batched netlink and nothing else.
 *
 *   cc -O2 -o routes_floor routes_floor.c && ./routes_floor [routes, default 100000] [a batch, default 64] [4 or 6]
 *
 * Makes a network namespace with one link, adds routes via a neighbour (protocol 84, metric 1024) and deletes
 * them, each batch in one send(2) whose last request alone asks for an acknowledgement. Prints seconds. Needs root. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static size_t put(char *at, uint16_t type, const void *value, size_t length) {
    struct rtattr *attribute = (struct rtattr *)at;
    attribute->rta_type = type;
    attribute->rta_len = RTA_LENGTH(length);
    memcpy(RTA_DATA(attribute), value, length);
    return RTA_SPACE(length);
}

static size_t request(char *at, int family, uint32_t number, uint32_t sequence, int adds, int last, uint32_t index) {
    struct nlmsghdr *header = (struct nlmsghdr *)at;
    struct rtmsg *route = NLMSG_DATA(header);
    memset(at, 0, NLMSG_SPACE(sizeof *route));
    size_t size = NLMSG_SPACE(sizeof *route);
    uint32_t metric = 1024;
    route->rtm_family = family;
    route->rtm_table = RT_TABLE_MAIN;
    route->rtm_protocol = 84;
    route->rtm_scope = adds ? RT_SCOPE_UNIVERSE : RT_SCOPE_NOWHERE;
    route->rtm_type = adds ? RTN_UNICAST : RTN_UNSPEC;
    if (family == AF_INET) {
        uint32_t destination = htonl(0x14000000 + (number << 6)), gateway = htonl(0x0a000002);
        route->rtm_dst_len = 26;
        size += put(at + size, RTA_DST, &destination, 4);
        size += put(at + size, RTA_PRIORITY, &metric, 4);
        if (adds) size += put(at + size, RTA_GATEWAY, &gateway, 4);
    } else {
        unsigned char destination[16] = {0x20, 0x01, 0x0d, 0xb8}, gateway[16] = {0xfd, [15] = 2};
        uint32_t part = htonl(number << 6);
        memcpy(destination + 12, &part, 4);
        route->rtm_dst_len = 122;
        size += put(at + size, RTA_DST, destination, 16);
        size += put(at + size, RTA_PRIORITY, &metric, 4);
        if (adds) size += put(at + size, RTA_GATEWAY, gateway, 16);
    }
    if (adds) size += put(at + size, RTA_OIF, &index, 4);
    header->nlmsg_len = size;
    header->nlmsg_type = adds ? RTM_NEWROUTE : RTM_DELROUTE;
    header->nlmsg_flags = NLM_F_REQUEST | (adds ? NLM_F_CREATE | NLM_F_EXCL : 0) | (last ? NLM_F_ACK : 0);
    header->nlmsg_seq = sequence;
    return size;
}

static double run(int descriptor, int family, int adds, uint32_t count, uint32_t batch, uint32_t index) {
    static char out[1 << 17], in[1 << 17];
    uint32_t sequence = 0;
    double begin = now();
    for (uint32_t number = 0; number < count;) {
        size_t size = 0;
        for (uint32_t place = 0; place < batch && number < count; place++, number++) {
            int last = place + 1 == batch || number + 1 == count;
            size += request(out + size, family, number, ++sequence, adds, last, index);
        }
        if (send(descriptor, out, size, 0) != (ssize_t)size) fail("send");
        for (int done = 0; !done;) {
            ssize_t length = recv(descriptor, in, sizeof in, 0);
            if (length < 0) fail("recv");
            for (struct nlmsghdr *header = (struct nlmsghdr *)in; NLMSG_OK(header, length); header = NLMSG_NEXT(header, length)) {
                struct nlmsgerr *error = NLMSG_DATA(header);
                if (header->nlmsg_type != NLMSG_ERROR) continue;
                if (error->error != 0) {
                    errno = -error->error;
                    fail("a request was refused");
                }
                done |= header->nlmsg_seq == sequence;
            }
        }
    }
    return now() - begin;
}

int main(int count, char **words) {
    uint32_t routes = count > 1 ? strtoul(words[1], NULL, 10) : 100000, batch = count > 2 ? strtoul(words[2], NULL, 10) : 64;
    int family = count > 3 && words[3][0] == '6' ? AF_INET6 : AF_INET;
    if (batch < 1 || batch > 1024) batch = 64;
    if (unshare(CLONE_NEWNET) != 0) fail("unshare the network");
    if (system("ip link add d0 type veth peer name d1 && ip link set d1 up && ip link set d0 up && "
               "ip addr add 10.0.0.1/24 dev d0 && ip addr add fd00::1/64 dev d0 nodad") != 0)
        return 1;
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), one = 1;
    if (descriptor < 0) fail("socket");
    setsockopt(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
    uint32_t index = if_nametoindex("d0");
    double added = run(descriptor, family, 1, routes, batch, index), deleted = run(descriptor, family, 0, routes, batch, index);
    printf("C IPv%d batches of %u: %u routes added in %.3f s (%.0f/s), deleted in %.3f s (%.0f/s)\n", family == AF_INET ? 4 : 6, batch, routes,
           added, routes / added, deleted, routes / deleted);
    return 0;
}
