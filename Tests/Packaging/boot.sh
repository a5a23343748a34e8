#!/bin/sh
# Becomes systemd on an overlay of this machine's files. Run in namespaces of its own (see private_systemd.py).
#
#   boot.sh FOLDER      FOLDER is empty; its upper/ gets what is changed, its root/ is the overlay
set -e
folder=$1
root=$folder/root
mount -t tmpfs tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc proc "$root/proc"
# Settings of the network are the namespace's own; all others are the machine's.
mount --bind "$root/proc/sys" "$root/proc/sys"
mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
mount -o remount,bind,ro "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
    cp -a "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mkdir "$root/run/packages"
mount --bind "$folder.packages" "$root/run/packages"

# Nothing of the machine's own is started, mounted or generated.
mkdir -p "$root/run/systemd/system" "$root/run/systemd/system-generators"
for unit in "$root"/lib/systemd/system/*.wants/* "$root"/etc/systemd/system/*.wants/* "$root"/lib/systemd/system/*.mount; do
    case ${unit##*/} in systemd-journald*) continue ;; esac
    ln -sf /dev/null "$root/run/systemd/system/${unit##*/}"
done
for generator in "$root"/lib/systemd/system-generators/*; do
    ln -sf /dev/null "$root/run/systemd/system-generators/${generator##*/}"
done
# What an earlier installation on the machine left is not this one's.
rm -rf "$root/var/lib/calico" "$root/etc/calico" "$root/etc/default/calico-node" "$root"/opt/cni/bin/calico* \
    "$root/etc/cni/net.d/10-calico.conflist"
ip link set lo up
container=private exec env -u NOTIFY_SOCKET chroot "$root" /lib/systemd/systemd --unit=basic.target --log-target=journal --show-status=no
