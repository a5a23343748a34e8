// cni_floor - the least kernel work that puts a pod on the network, in C: one veth pair born in place, one batch a side.
// The lower bound that the CNI plugin is measured against. No address management: the address comes from PERF_IP, the
// host interface name from PERF_HOSTIF. Build: cc -O2 -static -o cni_floor cni_floor.c -ljansson
//
// PERF_PROF=1 prints the time of each step on standard error; PERF_TXQ=1 makes one queue a side instead of the kernel's
// default; PERF_PROC=1 sets proxy_arp through /proc instead of netlink.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <jansson.h>
#include <linux/if_link.h>
#include <linux/ip.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// The batch of messages that is being built, and the message that is being built at its end.
static char batch[8192];
static int batch_length;
static int next_sequence = 1;
static struct nlmsghdr *message;

static bool profiling;
static double last_step;

static double microseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void step(const char *name) {
    if (profiling) {
        fprintf(stderr, "%-14s %8.1f us\n", name, microseconds() - last_step);
        last_step = microseconds();
    }
}

static void *put(int size) {
    void *place = batch + batch_length;
    memset(place, 0, NLMSG_ALIGN(size));
    batch_length += NLMSG_ALIGN(size);
    return place;
}

static void begin_message(int type, int flags, const void *header, int size) {
    message = put(sizeof *message);
    message->nlmsg_type = type;
    message->nlmsg_flags = NLM_F_REQUEST | flags;
    message->nlmsg_seq = next_sequence++;
    memcpy(put(size), header, size);
}

static void end_message(void) {
    message->nlmsg_len = batch + batch_length - (char *)message;
}

static struct rtattr *attribute(int type, const void *data, int size) {
    struct rtattr *attribute = put(sizeof *attribute);
    attribute->rta_type = type;
    attribute->rta_len = sizeof *attribute + size;
    if (size) {
        memcpy(put(size), data, size);
    }
    return attribute;
}

static struct rtattr *begin_nested(int type) {
    return attribute(type, NULL, 0);
}

static void end_nested(struct rtattr *nested) {
    nested->rta_len = batch + batch_length - (char *)nested;
}

static int open_netlink(void) {
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    int on = 1;
    setsockopt(netlink, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    return netlink;
}

// Sends the batch and waits for the acknowledgement of its last message; returns an error of any of them.
static int send_batch(int netlink, const char *name) {
    unsigned last = next_sequence - 1;
    int result = 0;
    if (send(netlink, batch, batch_length, 0) < 0) {
        perror("send");
        exit(1);
    }
    batch_length = 0;
    for (;;) {
        char reply[8192];
        int length = recv(netlink, reply, sizeof reply, 0);
        if (length < 0) {
            perror("recv");
            exit(1);
        }
        for (struct nlmsghdr *one = (void *)reply; NLMSG_OK(one, length); one = NLMSG_NEXT(one, length)) {
            if (one->nlmsg_type != NLMSG_ERROR) {
                continue;
            }
            struct nlmsgerr *error = NLMSG_DATA(one);
            if (error->error) {
                fprintf(stderr, "netlink message %u: %s\n", one->nlmsg_seq, strerror(-error->error));
                result = error->error;
            }
            if (one->nlmsg_seq == last) {
                step(name);
                return result;
            }
        }
    }
}

static int interface_index(const char *name) {
    struct ifreq request = {0};
    strcpy(request.ifr_name, name);
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ioctl(any, SIOCGIFINDEX, &request);
    return request.ifr_ifindex;
}

static void put_queue_counts(void) {
    if (getenv("PERF_TXQ")) {
        int one = 1;
        attribute(IFLA_NUM_TX_QUEUES, &one, sizeof one);
        attribute(IFLA_NUM_RX_QUEUES, &one, sizeof one);
    }
}

// The host end up, the pod's end (down, as the kernel refuses anything else) in the pod's namespace from the start.
static int make_link(int netlink, const char *host_name, const char *pod_name, int pod_namespace) {
    struct ifinfomsg host = {.ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    begin_message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, &host, sizeof host);
    attribute(IFLA_IFNAME, host_name, strlen(host_name) + 1);
    put_queue_counts();
    struct rtattr *info = begin_nested(IFLA_LINKINFO);
    attribute(IFLA_INFO_KIND, "veth", 4);
    struct rtattr *data = begin_nested(IFLA_INFO_DATA);
    struct rtattr *peer = begin_nested(VETH_INFO_PEER);
    put(sizeof(struct ifinfomsg));
    attribute(IFLA_IFNAME, pod_name, strlen(pod_name) + 1);
    attribute(IFLA_NET_NS_FD, &pod_namespace, sizeof pod_namespace);
    put_queue_counts();
    end_nested(peer);
    end_nested(data);
    end_nested(info);
    end_message();
    return send_batch(netlink, "newlink");
}

static void put_proxy_arp(int host_index) {
    struct ifinfomsg host = {.ifi_index = host_index};
    int on = 1;
    begin_message(RTM_SETLINK, 0, &host, sizeof host);
    struct rtattr *families = begin_nested(IFLA_AF_SPEC);
    struct rtattr *inet = begin_nested(AF_INET);
    struct rtattr *settings = begin_nested(IFLA_INET_CONF);
    attribute(IPV4_DEVCONF_PROXY_ARP, &on, sizeof on);
    end_nested(settings);
    end_nested(inet);
    end_nested(families);
    end_message();
}

static int write_proxy_arp(const char *host_name) {
    char path[128];
    snprintf(path, sizeof path, "/proc/sys/net/ipv4/conf/%s/proxy_arp", host_name);
    int file = open(path, O_WRONLY);
    if (file < 0 || write(file, "1", 1) != 1) {
        perror(path);
        return 1;
    }
    close(file);
    step("proc proxy_arp");
    return 0;
}

// A route without a gateway (`gateway` NULL) is a link route to `destination`; one with a gateway is the default route.
static void put_route(int flags, const struct in_addr *destination, const struct in_addr *gateway, int index) {
    struct rtmsg route = {
        .rtm_family = AF_INET,
        .rtm_dst_len = gateway ? 0 : 32,
        .rtm_table = RT_TABLE_MAIN,
        .rtm_protocol = RTPROT_BOOT,
        .rtm_scope = gateway ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK,
        .rtm_type = RTN_UNICAST,
    };
    begin_message(RTM_NEWROUTE, NLM_F_CREATE | flags, &route, sizeof route);
    if (gateway) {
        attribute(RTA_GATEWAY, gateway, sizeof *gateway);
    } else {
        attribute(RTA_DST, destination, sizeof *destination);
    }
    attribute(RTA_OIF, &index, sizeof index);
    end_message();
}

static int configure_host(int netlink, const char *host_name, const struct in_addr *address) {
    int index = interface_index(host_name);
    step("hostidx");
    if (!getenv("PERF_PROC")) {
        put_proxy_arp(index);
    }
    put_route(NLM_F_ACK, address, NULL, index);
    if (send_batch(netlink, "hostbatch")) {
        return 1;
    }
    return getenv("PERF_PROC") ? write_proxy_arp(host_name) : 0;
}

// In the pod's namespace: link up, address, the two routes and the gateway's neighbour entry in one batch.
static int configure_pod(const char *pod_name, const struct in_addr *address) {
    int netlink = open_netlink();
    int index = interface_index(pod_name);
    step("nssock+idx");
    struct ifinfomsg up = {.ifi_index = index, .ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    begin_message(RTM_NEWLINK, 0, &up, sizeof up);
    end_message();

    struct ifaddrmsg own = {.ifa_family = AF_INET, .ifa_prefixlen = 32, .ifa_index = index};
    begin_message(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, &own, sizeof own);
    attribute(IFA_LOCAL, address, sizeof *address);
    attribute(IFA_ADDRESS, address, sizeof *address);
    end_message();

    struct in_addr gateway;
    inet_pton(AF_INET, "169.254.1.1", &gateway);
    put_route(0, &gateway, NULL, index);
    put_route(0, NULL, &gateway, index);

    struct ndmsg neighbour = {.ndm_family = AF_INET, .ndm_ifindex = index, .ndm_state = NUD_PERMANENT};
    unsigned char hardware[6] = {0xee, 0xee, 0xee, 0xee, 0xee, 0xee};
    begin_message(RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_ACK, &neighbour, sizeof neighbour);
    attribute(NDA_DST, &gateway, sizeof gateway);
    attribute(NDA_LLADDR, hardware, sizeof hardware);
    end_message();

    return send_batch(netlink, "nsbatch");
}

static int add(int netlink, const char *namespace_path, const char *pod_name, const char *host_name, const char *ip) {
    struct in_addr address;
    inet_pton(AF_INET, ip, &address);
    int pod_namespace = open(namespace_path, O_RDONLY | O_CLOEXEC);
    if (make_link(netlink, host_name, pod_name, pod_namespace) || configure_host(netlink, host_name, &address)) {
        return 1;
    }
    if (setns(pod_namespace, CLONE_NEWNET)) {
        perror("setns");
        return 1;
    }
    step("setns");
    if (configure_pod(pod_name, &address)) {
        return 1;
    }
    char cidr[64];
    snprintf(cidr, sizeof cidr, "%s/32", ip);
    json_t *result = json_pack("{s:s,s:[{s:s,s:s}],s:[{s:s}]}", "cniVersion", "1.0.0", "interfaces", "name", pod_name,
                               "sandbox", namespace_path, "ips", "address", cidr);
    puts(json_dumps(result, 0));
    step("json out");
    return 0;
}

static int delete(int netlink, const char *host_name) {
    struct ifinfomsg any = {0};
    begin_message(RTM_DELLINK, NLM_F_ACK, &any, sizeof any);
    attribute(IFLA_IFNAME, host_name, strlen(host_name) + 1);
    end_message();
    return send_batch(netlink, "dellink") != 0;
}

int main(void) {
    profiling = getenv("PERF_PROF") != NULL;
    last_step = microseconds();
    if (!json_loadf(stdin, 0, NULL)) {
        return 1;
    }
    const char *command = getenv("CNI_COMMAND"), *namespace_path = getenv("CNI_NETNS"), *pod_name = getenv("CNI_IFNAME");
    const char *host_name = getenv("PERF_HOSTIF"), *ip = getenv("PERF_IP");
    int netlink = open_netlink();
    step("json+sock");
    if (!strcmp(command, "ADD")) {
        return add(netlink, namespace_path, pod_name, host_name, ip);
    }
    return delete(netlink, host_name);
}
