#include "CLinux.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
/* After netinet/in.h: linux/netfilter_ipv4 shares types with it. */
#include <linux/netfilter_ipv4/ip_tables.h>

/* The policy of a built-in chain is the verdict of the rule at its underflow offset (linux/netfilter_ipv4/ip_tables.h). */
static int policy(int socket) {
    struct ipt_getinfo info;
    memset(&info, 0, sizeof info);
    strcpy(info.name, "filter");
    socklen_t length = sizeof info;
    if (getsockopt(socket, IPPROTO_IP, IPT_SO_GET_INFO, &info, &length) < 0) return -1;

    socklen_t size = (socklen_t)(sizeof(struct ipt_get_entries) + info.size);
    struct ipt_get_entries *entries = calloc(1, size);
    if (entries == NULL) return -1;
    strcpy(entries->name, "filter");
    entries->size = info.size;
    int answer = -1;
    unsigned int offset = info.underflow[NF_INET_FORWARD];
    if (getsockopt(socket, IPPROTO_IP, IPT_SO_GET_ENTRIES, entries, &size) == 0 &&
        offset + sizeof(struct ipt_entry) <= info.size) {
        const char *base = (const char *)entries->entrytable;
        const struct ipt_entry *entry = (const struct ipt_entry *)(base + offset);
        if (offset + entry->target_offset + sizeof(struct xt_standard_target) <= info.size) {
            const struct xt_standard_target *target =
                (const struct xt_standard_target *)(base + offset + entry->target_offset);
            answer = target->verdict == -NF_ACCEPT - 1;
        }
    }
    free(entries);
    return answer;
}

int clinux_legacy_forward_policy(void) {
    int descriptor = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
    if (descriptor < 0) return -1;
    int answer = policy(descriptor);
    close(descriptor);
    return answer;
}
