# Builds, tests and installs the pod network. `make help` lists the targets.

PREFIX   ?= /opt/cni
DESTDIR  ?=
CONFDIR  ?= /etc/cni/net.d
BINDIR   ?= /usr/local/bin
SBINDIR  ?= $(BINDIR)
SYSCONFDIR ?= /etc
# systemd reads below /usr/local/lib as well; NetworkManager does not.
LIBDIR   ?= /usr/local/lib
UNITDIR  ?= $(LIBDIR)/systemd/system
NETDIR   ?= $(LIBDIR)/systemd/network
NETDDIR  ?= $(LIBDIR)/systemd/networkd.conf.d
NMDIR    ?= $(SYSCONFDIR)/NetworkManager/conf.d
# Where the built programs are.
BIN      ?= bin
BUILD    := .build
SWIFT    := swift build -c release --static-swift-stdlib --scratch-path $(BUILD)

# Exec'd for every pod: static, slim. See Sources/Slim.
SLIM     := calico calico-ipam
# For people.
TOOLS    := calicoctl
DAEMONS  := calico-node
PROGRAMS := $(SLIM) $(TOOLS) $(DAEMONS)
# With their places; and the files that keep managers of networks off pods' links.
PLACES   := $(SLIM:%=$(PREFIX)/bin/%) $(TOOLS:%=$(BINDIR)/%) $(DAEMONS:%=$(SBINDIR)/%)
DROPINS  := 10-calico.network:$(NETDIR)/10-calico.network 10-calico.link:$(NETDIR)/10-calico.link \
            networkd-calico.conf:$(NETDDIR)/10-calico.conf networkmanager-calico.conf:$(NMDIR)/10-calico.conf
# For tests and benchmarks only; never installed.
HELPERS  := bgp-speaker calico-bench-fill node-store-stress calico-bench-selectors calico-bench-documents calico-bench-bgpwire \
            calico-bench-bgpcore calico-bench-bgpplan calico-bench-routes embedded-store-stress

# Debian packages: to build; to run the demo and the tests.
BUILD_PACKAGES := gcc make pkg-config libnl-3-dev libnl-route-3-dev libjansson-dev liblmdb-dev
DEMO_PACKAGES  := containerd runc containernetworking-plugins busybox-static iproute2 python3-grpcio iputils-ping bird2
TEST_PACKAGES  := $(DEMO_PACKAGES) podman golang-go golang-github-appc-cni-dev strace systemd nftables iptables binutils gobgpd frr tshark

.PHONY: help build demo test unit runtimes sweep nodes packaging check format bench fuzz sanitize \
        install put uninstall deb clean build-packages demo-packages test-packages

help:
	@echo 'make build      all programs into bin/'
	@echo 'make demo       two containers through a real containerd, talking to each other; three hosts and a router with BGP'
	@echo 'make test       all tests (as root)'
	@echo 'make check      format, lint, layers, file length, slim programs'
	@echo 'make bench      speed against the floor and against the reference plugins'
	@echo 'make fuzz       libFuzzer on everything that reads foreign bytes'
	@echo 'make sanitize   the unit tests under the thread and address sanitizers'
	@echo 'make install    programs and configuration below DESTDIR, PREFIX=$(PREFIX) BINDIR=$(BINDIR) CONFDIR=$(CONFDIR) UNITDIR=$(UNITDIR)'
	@echo 'make uninstall  what was installed, but for settings that were changed'
	@echo 'make deb        a Debian package into dist/'
	@echo 'make clean      remove what was built'

build: build-packages
	$(SWIFT)
	@mkdir -p bin
	@for program in $(PROGRAMS) $(HELPERS); do install -m 0755 $(BUILD)/release/$$program bin/$$program || exit 1; done
	@echo "built: $(PROGRAMS:%=bin/%)"

demo: build demo-packages
	Tests/Runtimes/demo.py bin
	Tests/Nodes/demo.py bin

# The closing lines tell what ran. Everything but the unit tests needs root.
test: test-packages build check unit runtimes sweep nodes packaging

# Tests that run programs, or compute for long, hold up the threads that others with deadlines wait on: they come by themselves.
LONE_TESTS := CommandsTests EmbeddedStoreTests BGPCoreTests DataplaneTests SpeakerTests InteropTests NodeServerTests TelemetryTests
empty :=
space := $(empty) $(empty)

unit: build
	CALICO_BIN=$(CURDIR)/bin swift test --scratch-path $(BUILD) --skip '$(subst $(space),|,$(LONE_TESTS))'
	for tests in $(LONE_TESTS); do CALICO_BIN=$(CURDIR)/bin swift test --scratch-path $(BUILD) --skip-build --filter $$tests || exit 1; done

runtimes: build
	Tests/Runtimes/run

sweep: build
	Tests/KillSweep/run

nodes: build
	Tests/Nodes/run

packaging: build
	Tests/Packaging/run

check: build
	swift format lint --strict --recursive Package.swift Sources Tests
	python3 Tests/Checks/layers.py
	sh Tests/Checks/file_length.sh
	sh Tests/Checks/slim.sh $(SLIM:%=bin/%)

format:
	swift format --in-place --recursive Package.swift Sources Tests

bench: build test-packages
	Tests/Performance/bench

fuzz: build-packages
	Tests/Fuzz/run

sanitize: build-packages
	CALICO_DYNAMIC=1 swift test --scratch-path .build-tsan --sanitize=thread
	CALICO_DYNAMIC=1 ASAN_OPTIONS=detect_leaks=0 swift test --scratch-path .build-asan --sanitize=address

install: build put

# install without build: a package is made of it, too.
put:
	install -d $(addprefix $(DESTDIR),$(PREFIX)/bin $(BINDIR) $(SBINDIR) $(CONFDIR) $(UNITDIR) $(NETDIR) $(NETDDIR) $(NMDIR) $(SYSCONFDIR)/calico)
	install -d -m 0700 $(DESTDIR)$(SYSCONFDIR)/calico/secrets
	for program in $(PLACES:%=$(DESTDIR)%); do \
		install -m 0755 $(BIN)/$${program##*/} $$program.tmp && mv -f $$program.tmp $$program || exit 1; done
	sed 's,/usr/local/bin/calico-node,$(SBINDIR)/calico-node,' cni-conf/calico-node.service > $(DESTDIR)$(UNITDIR)/calico-node.service
	chmod 0644 $(DESTDIR)$(UNITDIR)/calico-node.service
	for file in $(DROPINS); do install -m 0644 cni-conf/$${file%%:*} $(DESTDIR)$${file#*:} || exit 1; done
	test -e $(DESTDIR)$(CONFDIR)/10-calico.conflist || install -m 0600 cni-conf/10-calico.conflist $(DESTDIR)$(CONFDIR)/10-calico.conflist
	test -e $(DESTDIR)$(SYSCONFDIR)/calico/calico-node.yaml || \
		install -m 0644 cni-conf/calico-node.yaml $(DESTDIR)$(SYSCONFDIR)/calico/calico-node.yaml

# Settings that were changed stay, and secrets.
uninstall:
	rm -f $(PLACES:%=$(DESTDIR)%) $(DESTDIR)$(CONFDIR)/10-calico.conflist $(DESTDIR)$(UNITDIR)/calico-node.service
	for file in $(DROPINS); do rm -f $(DESTDIR)$${file#*:}; done
	! cmp -s cni-conf/calico-node.yaml $(DESTDIR)$(SYSCONFDIR)/calico/calico-node.yaml || rm $(DESTDIR)$(SYSCONFDIR)/calico/calico-node.yaml
	rmdir --ignore-fail-on-non-empty $(DESTDIR)$(SYSCONFDIR)/calico/secrets $(DESTDIR)$(SYSCONFDIR)/calico 2>/dev/null || true

deb: build
	cni-conf/debian/build $(BIN) dist

clean:
	rm -rf $(BUILD) .build-* bin dist Tests/Fuzz/.build*

build-packages:
	@Tests/Checks/packages.sh $(BUILD_PACKAGES)

demo-packages:
	@Tests/Checks/packages.sh $(DEMO_PACKAGES)

test-packages:
	@Tests/Checks/packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES)
