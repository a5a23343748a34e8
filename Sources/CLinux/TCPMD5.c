// TCP-MD5 keys (RFC 2385). The structure of linux/tcp.h clashes with glibc's in Swift's importer: it is made here.
#include "CLinux.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>

_Static_assert(sizeof(struct tcp_md5sig) == sizeof(clinux_md5_key), "struct tcp_md5sig has another size");

const int clinux_md5_option = TCP_MD5SIG_EXT;

int clinux_make_md5_key(
    clinux_md5_key *key, int family, const unsigned char *address, unsigned int prefix_length, const char *password, size_t password_length) {
    struct tcp_md5sig signature;
    memset(&signature, 0, sizeof signature);
    if (password_length > TCP_MD5SIG_MAXKEYLEN || prefix_length > (family == AF_INET ? 32u : 128u)) return -1;
    if (family == AF_INET) {
        struct sockaddr_in peer = {.sin_family = AF_INET};
        memcpy(&peer.sin_addr, address, 4);
        memcpy(&signature.tcpm_addr, &peer, sizeof peer);
    } else if (family == AF_INET6) {
        struct sockaddr_in6 peer = {.sin6_family = AF_INET6};
        memcpy(&peer.sin6_addr, address, 16);
        memcpy(&signature.tcpm_addr, &peer, sizeof peer);
    } else {
        return -1;
    }
    signature.tcpm_flags = TCP_MD5SIG_FLAG_PREFIX;
    signature.tcpm_prefixlen = (unsigned char)prefix_length;
    signature.tcpm_keylen = (unsigned short)password_length;
    memcpy(signature.tcpm_key, password, password_length);
    memcpy(key, &signature, sizeof signature);
    return 0;
}
