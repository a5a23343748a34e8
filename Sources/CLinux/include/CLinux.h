/// What Glibc's Swift module hides: calls behind _GNU_SOURCE, variadic calls, and code that must be
/// safe inside a signal handler.
#pragma once
#include <net/if.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// setns(2) for a network namespace: moves the calling thread. 0, or -1 with errno.
int clinux_setns_net(int descriptor);

/// unshare(2) with CLONE_NEWNET: gives the calling thread a new, empty network namespace. 0, or -1 with errno.
int clinux_unshare_net(void);

/// Whether the descriptor is a handle on a network namespace (NS_GET_NSTYPE, linux/nsfs.h): 1 or 0.
int clinux_is_network_namespace(int descriptor);

/// Index of the interface `name` in the namespace of `socket` (SIOCGIFINDEX), or -1 with errno.
int clinux_interface_index(int socket, const char *name);

/// open(2) without variadics; always close-on-exec. A descriptor, or -1 with errno.
int clinux_open(const char *path, int flags, mode_t mode);

/// The process's environment: "NAME=value" texts up to a null pointer (environ(7)).
char **clinux_environment(void);

/// An anonymous file (memfd_create(2)) that holds `length` octets, positioned at its start. A descriptor, or -1 with errno.
int clinux_memory_file(const void *octets, size_t length);

/// Lets go of the pages of the program's code and constants that are mapped: those that only the start needed do not come back, the others
/// with the next access, from the page cache (madvise(2), MADV_DONTNEED).
void clinux_release_program_pages(void);

/// Both ends of a pipe, close-on-exec: ends[0] reads. 0, or -1 with errno.
int clinux_pipe(int ends[2]);

/// Marks a descriptor close-on-exec. 0, or -1 with errno.
int clinux_set_cloexec(int descriptor);

/// Whether an exclusive fcntl lock on the whole of `path` could be had: 1 yes (nobody uses it), 0 no, -1 with errno.
/// Opens and closes the file: never call it in a process that has an LMDB environment on it open.
int clinux_is_unlocked(const char *path);

/// Blocks of the file system of `path`: free bytes for this user, or -1 with errno.
int64_t clinux_free_bytes(int descriptor);

/// Milliseconds (rest in nanoseconds) since boot, suspend included (CLOCK_BOOTTIME), in nanoseconds.
uint64_t clinux_boottime_nanoseconds(void);

/// Makes a fatal signal or a trap end in one JSON object on standard output and exit status 1, instead of silence.
///
/// - SIGILL, SIGTRAP, SIGSEGV, SIGFPE, SIGABRT, SIGBUS: `on_crash`; a deadline of clinux_begin_wait: `on_deadline`.
/// The signals are unblocked: a runtime may have started this process with all of them blocked. Each text is a whole JSON object in which the first "%s" is replaced by the text of clinux_set_step.
/// The pointers must stay valid until the process ends.
void clinux_install_crash_report(const char *on_crash, const char *on_deadline);

/// Makes a deadline of clinux_begin_wait end in `text` on standard error and exit status 1. The pointer must stay valid.
void clinux_install_deadline_report(const char *text);

/// Begins a wait for a lock that has no time-out of its own.
///
/// Until clinux_end_wait the calling thread gets SIGALRM four times a second, so that it looks at the lock again: a robust mutex loses
/// a wake-up when the waiter it woke is killed before it took the lock, and everybody behind it would sleep on. After `seconds` (0: no
/// deadline) the process ends with the text installed for a deadline.
/// 0 and the timer to hand to clinux_end_wait, or -1 with errno: there are too many timers.
int clinux_begin_wait(unsigned int seconds, void **timer);

/// Ends the wait.
void clinux_end_wait(void *timer);

/// Names what the process is doing, for the crash report: a string without quotes or backslashes that stays valid.
void clinux_set_step(const char *step);

/// From here on a crash writes nothing to standard output: the answer is already out.
void clinux_answer_is_out(void);

/// Verdict of the default policy of chain FORWARD in the legacy iptables table "filter":
/// 1 accept, 0 drop, -1 when there is no such table or it cannot be read.
int clinux_legacy_forward_policy(void);

/// Really allocates the blocks of a part of a file (octets) without touching what is in it or the file's length.
/// 0, also where the file system has no such call; -1 with errno (ENOSPC).
int clinux_reserve_blocks(int descriptor, int64_t offset, int64_t length);

/// Notes that this process has a store's data file open. 0, or -1 with errno: EBUSY when it has already, EMFILE with 64 open.
int clinux_mark_open(uint64_t device, uint64_t inode);

/// Undoes clinux_mark_open.
void clinux_mark_closed(uint64_t device, uint64_t inode);

/// A TCP-MD5 key as setsockopt(2) takes it (struct tcp_md5sig, linux/tcp.h).
typedef struct {
    unsigned char octets[216];
} clinux_md5_key;

/// setsockopt(2) option of level IPPROTO_TCP that takes such a key (RFC 2385; TCP_MD5SIG_EXT).
extern const int clinux_md5_option;

/// Fills in a key for peers in a network.
/// - family: AF_INET or AF_INET6; address: network order, 4 or 16 octets; prefix_length: bits of the network.
/// - password: `password_length` octets, 0 to remove the key, at most 80.
/// 0, or -1 when an argument does not fit.
int clinux_make_md5_key(
    clinux_md5_key *key, int family, const unsigned char *address, unsigned int prefix_length, const char *password, size_t password_length);

/// Has a child of posix_spawn(3) close every descriptor from 3 on, also those that are not close-on-exec. 0, or an error number.
int clinux_close_others(posix_spawn_file_actions_t *actions);
