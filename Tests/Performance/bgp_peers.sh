#!/bin/bash
# bgp_peers - runs one peer daemon (Debian's bird2, gobgpd or frr) in a namespace of its own and measures it with bgpload.
#
#   bgp_peers.sh bird|gobgp|frr FEEDERS SINKS PREFIXES [bgpload options]
#
# Every session comes from 10.9.x.y to 10.9.0.1, AS 64512, eBGP; FRR waits about 1 s by itself before it first announces.
# BUILD is the folder for bgpload (.build/perf of this checkout by default).
set -eu

daemon=$1
feeders=$2
sinks=$3
prefixes=$4
shift 4
here=$(dirname "$(realpath "$0")")
build=${BUILD:-$here/../../.build/perf}
mkdir -p "$build"
cc -O2 -Wall -o "$build/bgpload" "$here/bgpload.c"

namespace=bgp-peer-$$
work=$(mktemp -d)
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

# The address of session number $1, counted from 10.
address() {
    echo "10.9.$(($1 / 256)).$(($1 % 256))"
}

last=$((9 + feeders + sinks))
ip netns add "$namespace"
{
    echo "link set lo up"
    echo "link add v0 type veth peer name v1"
    echo "link set v0 up"
    echo "link set v1 up"
    echo "address add 10.9.0.1/16 dev v0"
    for number in $(seq 10 "$last"); do
        echo "address add $(address "$number")/16 dev v0"
    done
} | ip -n "$namespace" -batch -

case $daemon in
bird)
    cat > "$work/bird.conf" << END
router id 10.9.0.1;
protocol device {}
protocol bgp dyn {
    local 10.9.0.1 as 64512;
    neighbor range 10.9.0.0/16 external;
    dynamic name "p";
    multihop;
    passive;
    ipv4 { import all; export all; };
}
END
    ip netns exec "$namespace" bird -f -c "$work/bird.conf" -s "$work/bird.ctl" &
    process=$!
    ;;
gobgp)
    cat > "$work/gobgp.toml" << END
[global.config]
as = 64512
router-id = "10.9.0.1"
local-address-list = ["10.9.0.1"]
END
    for number in $(seq 10 "$last"); do
        cat >> "$work/gobgp.toml" << END
[[neighbors]]
[neighbors.config]
neighbor-address = "$(address "$number")"
peer-as = $((64600 + number - 10))
[neighbors.transport.config]
passive-mode = true
END
    done
    ip netns exec "$namespace" gobgpd -f "$work/gobgp.toml" -l error --api-hosts 127.0.0.1:50051 > /dev/null 2>&1 &
    process=$!
    ;;
frr)
    cat > "$work/frr.conf" << END
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
END
    mkdir -p /var/run/frr
    chown frr:frr /var/run/frr "$work"
    chmod 755 "$work"
    ip netns exec "$namespace" /usr/lib/frr/bgpd -n -S -f "$work/frr.conf" -l 10.9.0.1 -p 179 -i "$work/pid" -A 127.0.0.1 \
        -P 0 --skip_runas --vty_socket "$work" 2> "$work/errors" &
    process=$!
    ;;
*)
    echo "usage: bgp_peers.sh bird|gobgp|frr FEEDERS SINKS PREFIXES [bgpload options]" >&2
    exit 2
    ;;
esac

# gobgpd listens before it knows its neighbours, and then refuses them: the daemons get 2 s, before anything is measured.
sleep 2
echo -n "$daemon "
ip netns exec "$namespace" "$build/bgpload" -r 10.9.0.1 -b 10.9.0.10 -f "$feeders" -s "$sinks" -n "$prefixes" -P "$process" "$@"
