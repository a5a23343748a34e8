#!/bin/sh
# A private "host" for container runtimes: network, mount and process namespaces of its own, with a
# writable copy of /etc, /opt and /var and empty /run, /tmp and /dev/shm, all in memory.
#
#   private_host.sh NAME     keeps the host alive until standard input ends, then removes every trace
#
# Prints the process id whose namespaces to enter, then "ready". Because the end of standard input is what
# ends the host, it goes away however its owner dies, kill -9 included: the kernel kills all processes in
# the host, their mounts, links and namespaces go with them, and this script removes the control groups
# called NAME (runtimes are told to put theirs below it).
set -eu

# Process 1 of the private host. Everything mounted here is seen by this mount namespace alone.
inside() {
    mount -t tmpfs -o mode=755 tmpfs /run
    mount -t tmpfs -o mode=1777 tmpfs /tmp
    mount -t tmpfs -o mode=1777 tmpfs /dev/shm
    for folder in etc opt var; do
        mkdir -p /run/host/$folder.upper /run/host/$folder.work
        mount -t overlay -o lowerdir=/$folder,upperdir=/run/host/$folder.upper,workdir=/run/host/$folder.work overlay /$folder
    done
    # /sys shows the links of the network namespace it was mounted in: mount it again, keep the control groups.
    mkdir -p /run/host/cgroup /run/netns /run/lock
    mount --rbind /sys/fs/cgroup /run/host/cgroup
    mount -t sysfs sysfs /sys
    mount --rbind /run/host/cgroup /sys/fs/cgroup
    umount --recursive /run/host/cgroup
    # A shell that ignores SIGCHLD has its children reaped by the kernel, as process 1 has to; cat inherits that.
    trap '' CHLD
    echo ready
    exec cat > /dev/null
}

# Removes the control groups called $1, innermost first. They may stay busy for a moment after the last
# process died: tries for 5 seconds.
remove_cgroups() {
    for try in $(seq 100); do
        left=
        for top in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do
            [ -d "$top" ] || continue
            find "$top" -depth -type d -exec rmdir {} + 2> /dev/null || left="$left $top"
        done
        [ -n "$left" ] || return 0
        sleep 0.05
    done
    echo "control groups are still busy after 5 s:$left" >&2
    return 1
}

if [ "$1" = --inside ]; then
    inside
fi
exec 3<&0
unshare --mount --net --pid --fork --mount-proc --propagation private "$0" --inside <&3 3<&- &
echo $!
exec 3<&-
status=0
wait $! || status=$?
remove_cgroups "$1"
exit "$status"
