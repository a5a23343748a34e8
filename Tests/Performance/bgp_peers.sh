#!/bin/bash
# bgp_peers - runs one BGP daemon (Debian's bird2, gobgpd or frr, or our bgp-speaker) in a namespace of its own and measures it
# with bgpload.
#
#   bgp_peers.sh bird|gobgp|frr|ours FEEDERS SINKS PREFIXES [bgpload options]
#
# Every session comes from 10.9.x.y to 10.9.0.1, AS 64512: eBGP, or with -i iBGP, the daemon being a route reflector. FRR waits
# about 1 s by itself before it first announces.
# BUILD is the folder for bgpload (.build/perf of this checkout by default), LOAD the program to run instead (bgpprobe), SPEAKER
# our program (bin/bgp-speaker of this checkout), DAEMON_LOG a file for what the daemon says (thrown away by default).
set -eu

daemon=$1
feeders=$2
sinks=$3
prefixes=$4
shift 4
here=$(dirname "$(realpath "$0")")
checkout=$here/../..
build=${BUILD:-$checkout/.build/perf}
load=${LOAD:-bgpload}
internal=no
for option in "$@"; do
    if [ "$option" = -i ]; then internal=yes; fi
done
mkdir -p "$build"
for program in load probe; do
    if [ "$here/bgpload/$program.c" -nt "$build/bgp$program" ] || [ "$here/bgpload/sessions.c" -nt "$build/bgp$program" ]; then
        cc -O2 -Wall -o "$build/bgp$program" "$here/bgpload/$program.c" "$here/bgpload/sessions.c" "$here/bgpload/messages.c"
    fi
done

namespace=bgp-peer-$$
work=$(mktemp -d)
log=${DAEMON_LOG:-$work/log}
process=
cleanup() {
    if [ -n "$process" ]; then
        kill "$process" 2> /dev/null || true
        wait "$process" 2> /dev/null || true
    fi
    ip netns del "$namespace" 2> /dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Sessions are numbered from 10: 10.9.0.10 and so on.
last=$((9 + feeders + sinks))
ip netns add "$namespace"
{
    echo "link set lo up"
    echo "link add v0 type veth peer name v1"
    echo "link set v0 up"
    echo "link set v1 up"
    echo "address add 10.9.0.1/16 dev v0"
    for number in $(seq 10 "$last"); do
        echo "address add 10.9.$((number / 256)).$((number % 256))/16 dev v0"
    done
} | ip -n "$namespace" -batch -

case $daemon in
bird)
    kind=external
    if [ $internal = yes ]; then kind="internal; rr client"; fi
    cat > "$work/bird.conf" << END_OF_FILE
router id 10.9.0.1;
protocol device {}
protocol bgp dyn {
    local 10.9.0.1 as 64512;
    neighbor range 10.9.0.0/16 $kind;
    dynamic name "p";
    multihop;
    passive;
    ipv4 { import all; export all; };
}
END_OF_FILE
    command=(bird -f -c "$work/bird.conf" -s "$work/bird.ctl")
    ;;
gobgp)
    cat > "$work/gobgp.toml" << END_OF_FILE
[global.config]
as = 64512
router-id = "10.9.0.1"
local-address-list = ["10.9.0.1"]
END_OF_FILE
    for number in $(seq 10 "$last"); do
        cat >> "$work/gobgp.toml" << END_OF_FILE
[[neighbors]]
[neighbors.config]
neighbor-address = "10.9.$((number / 256)).$((number % 256))"
peer-as = $((64600 + number - 10))
[neighbors.transport.config]
passive-mode = true
END_OF_FILE
    done
    command=(gobgpd -f "$work/gobgp.toml" -l error --api-hosts 127.0.0.1:50051)
    ;;
frr)
    cat > "$work/frr.conf" << END_OF_FILE
router bgp 64512
 bgp router-id 10.9.0.1
 no bgp ebgp-requires-policy
 no bgp default ipv4-unicast
 no bgp network import-check
 neighbor D peer-group
 neighbor D remote-as external
 neighbor D timers 60 180
 neighbor D advertisement-interval 0
 bgp listen range 10.9.0.0/16 peer-group D
 bgp listen limit 2000
 address-family ipv4 unicast
  neighbor D activate
 exit-address-family
END_OF_FILE
    mkdir -p /var/run/frr
    chown frr:frr /var/run/frr "$work"
    chmod 755 "$work"
    command=(/usr/lib/frr/bgpd -n -S -f "$work/frr.conf" -l 10.9.0.1 -p 179 -i "$work/pid" -A 127.0.0.1 -P 0 --skip_runas
        --vty_socket "$work")
    ;;
ours)
    command=("${SPEAKER:-$checkout/bin/bgp-speaker}" --listen 10.9.0.1:179 --as 64512 --accept 10.9.0.0/16)
    if [ $internal = yes ]; then command+=(--reflector); fi
    ;;
*)
    echo "usage: bgp_peers.sh bird|gobgp|frr|ours FEEDERS SINKS PREFIXES [bgpload options]" >&2
    exit 2
    ;;
esac
ip netns exec "$namespace" "${command[@]}" > "$log" 2>&1 &
process=$!

# What a daemon does at its start is not measured. gobgpd listens before it knows its neighbours, and then refuses them.
case $daemon in
bird | ours) sleep 0.5 ;;
*) sleep 2 ;;
esac
echo -n "$daemon "
ip netns exec "$namespace" "$build/$load" -r 10.9.0.1 -b 10.9.0.10 -f "$feeders" -s "$sinks" -n "$prefixes" -P "$process" "$@"
