#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>

int clinux_reserve_blocks(int descriptor, int64_t offset, int64_t length) {
    int outcome;
    do {
        outcome = fallocate(descriptor, FALLOC_FL_KEEP_SIZE, offset, length);
    } while (outcome < 0 && errno == EINTR);
    return outcome < 0 && errno != EOPNOTSUPP ? -1 : 0;
}

/* Files this process has open as stores. A process opens one or two; tests open some at once. */
static struct { uint64_t device, inode; } open_files[64];
static pthread_mutex_t open_files_lock = PTHREAD_MUTEX_INITIALIZER;

int clinux_mark_open(uint64_t device, uint64_t inode) {
    int outcome = -1;
    pthread_mutex_lock(&open_files_lock);
    int vacant = -1;
    int count = sizeof open_files / sizeof open_files[0];
    for (int i = 0; i < count; i++) {
        if (open_files[i].inode == 0) vacant = i;
        if (open_files[i].inode == inode && open_files[i].device == device) {
            errno = EBUSY;
            goto done;
        }
    }
    if (vacant < 0) {
        errno = EMFILE;
        goto done;
    }
    open_files[vacant].device = device;
    open_files[vacant].inode = inode;
    outcome = 0;
done:
    pthread_mutex_unlock(&open_files_lock);
    return outcome;
}

void clinux_mark_closed(uint64_t device, uint64_t inode) {
    pthread_mutex_lock(&open_files_lock);
    for (int i = 0; i < (int)(sizeof open_files / sizeof open_files[0]); i++) {
        if (open_files[i].inode == inode && open_files[i].device == device) open_files[i].inode = 0;
    }
    pthread_mutex_unlock(&open_files_lock);
}
