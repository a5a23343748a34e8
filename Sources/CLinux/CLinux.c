#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

int clinux_setns_net(int descriptor) { return setns(descriptor, CLONE_NEWNET); }

int clinux_unshare_net(void) { return unshare(CLONE_NEWNET); }

int clinux_is_network_namespace(int descriptor) { return ioctl(descriptor, NS_GET_NSTYPE) == CLONE_NEWNET; }

int clinux_interface_index(int socket, const char *name) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    if (strlen(name) >= sizeof request.ifr_name) {
        errno = ENODEV;
        return -1;
    }
    strcpy(request.ifr_name, name);
    if (ioctl(socket, SIOCGIFINDEX, &request) < 0) return -1;
    return request.ifr_ifindex;
}

int clinux_open(const char *path, int flags, mode_t mode) { return open(path, flags | O_CLOEXEC, mode); }

char **clinux_environment(void) { return environ; }

int clinux_memory_file(const void *octets, size_t length) {
    int descriptor = memfd_create("calico", MFD_CLOEXEC);
    if (descriptor < 0) return -1;
    if (pwrite(descriptor, octets, length, 0) == (ssize_t)length) return descriptor;
    close(descriptor);
    return -1;
}

int clinux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int clinux_set_cloexec(int descriptor) { return fcntl(descriptor, F_SETFD, FD_CLOEXEC); }

int clinux_is_unlocked(const char *path) {
    int descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return -1;
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0};
    int outcome = fcntl(descriptor, F_SETLK, &lock);
    int code = errno;
    close(descriptor);
    if (outcome == 0) return 1;
    if (code == EAGAIN || code == EACCES) return 0;
    errno = code;
    return -1;
}

int64_t clinux_free_bytes(int descriptor) {
    struct statvfs state;
    if (fstatvfs(descriptor, &state) < 0) return -1;
    return (int64_t)state.f_bavail * (int64_t)state.f_frsize;
}

uint64_t clinux_boottime_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (uint64_t)now.tv_sec * 1000000000ULL + (uint64_t)now.tv_nsec;
}

int clinux_close_others(posix_spawn_file_actions_t *actions) {
#ifdef __GLIBC__
    return posix_spawn_file_actions_addclosefrom_np(actions, 3);
#else
    (void)actions;
    return ENOSYS;
#endif
}
