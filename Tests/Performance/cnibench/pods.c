#define _GNU_SOURCE
#include "pods.h"

#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define MARKER "teardown"
#define TEARDOWN_SECONDS 60

static const char *pods_folder;
static int made;

void pods_use_folder(const char *folder) {
    pods_folder = folder;
}

static void fail(const char *what) {
    perror(what);
    exit(2);
}

// Binds a new network namespace to the pod's file: enter a new one, pin it there, go back. That is
// cheaper than a process for each.
static void make_namespace(const char *file, int host) {
    int pin = open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (pin < 0) {
        fail(file);
    }
    close(pin);
    if (unshare(CLONE_NEWNET) || mount("/proc/thread-self/ns/net", file, NULL, MS_BIND, NULL) || setns(host, CLONE_NEWNET)) {
        fail("network namespace");
    }
}

struct pod *pods_make(int count) {
    int host = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    struct pod *pods = calloc(count, sizeof *pods);
    if (host < 0 || !pods) {
        fail("pods");
    }
    for (int i = 0; i < count; i++) {
        struct pod *pod = &pods[i];
        int number = made++;
        snprintf(pod->netns, sizeof pod->netns, "%s/pod%d", pods_folder, number);
        snprintf(pod->container, sizeof pod->container, "bench-%d", number);
        snprintf(pod->host_interface, sizeof pod->host_interface, "floor%d", number);
        snprintf(pod->floor_address, sizeof pod->floor_address, "10.30.%d.%d", number / 250 % 250, 1 + number % 250);
        make_namespace(pod->netns, host);
    }
    close(host);
    return pods;
}

int count_links(void) {
    struct if_nameindex *links = if_nameindex();
    if (!links) {
        fail("links");
    }
    int count = 0;
    while (links[count].if_index != 0) {
        count++;
    }
    if_freenameindex(links);
    return count;
}

static int watch_links(void) {
    int watch = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    struct sockaddr_nl links = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
    struct timeval timeout = {.tv_sec = TEARDOWN_SECONDS};
    if (watch < 0 || bind(watch, (struct sockaddr *)&links, sizeof links) ||
        setsockopt(watch, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout)) {
        fail("link events");
    }
    return watch;
}

// An interface in this namespace whose other end is in the pod's: it goes when that namespace goes.
static void attach_marker(const struct pod *pod) {
    char command[192];
    snprintf(command, sizeof command, "ip link add " MARKER " type veth peer name peer netns %s", pod->netns);
    if (system(command)) {
        fprintf(stderr, "failed: %s\n", command);
        exit(2);
    }
}

// A change that changes nothing: the kernel makes changes of links one at a time, so this waits for others.
static void wait_for_changes(void) {
    struct ifreq loopback = {.ifr_name = "lo"};
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (any < 0 || ioctl(any, SIOCGIFFLAGS, &loopback) || ioctl(any, SIOCSIFFLAGS, &loopback)) {
        fail("lo");
    }
    close(any);
}

static void remove_file(const struct pod *pod) {
    if (umount2(pod->netns, MNT_DETACH) || unlink(pod->netns)) {
        fail(pod->netns);
    }
}

void pods_release(struct pod *pods, int count) {
    struct pod *last = pods_make(1);
    attach_marker(last);
    int watch = watch_links();
    for (int i = 0; i < count; i++) {
        remove_file(&pods[i]);
    }
    // The kernel tears down together what lost its last user meanwhile, and nothing out of order otherwise: when
    // the marker goes, its namespace was torn down last, or is being torn down with the others.
    remove_file(last);
    char event[8192];
    while (if_nametoindex(MARKER) != 0) {
        if (recv(watch, event, sizeof event, 0) < 0) {
            fail("waiting for the end of the pods' namespaces");
        }
    }
    close(watch);
    wait_for_changes();
    free(last);
    free(pods);
}
