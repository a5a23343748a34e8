# Builds, tests and installs the pod network. `make help` lists the targets.

PREFIX   ?= /opt/cni
DESTDIR  ?=
CONFDIR  ?= /etc/cni/net.d
BINDIR   ?= /usr/local/bin
BUILD    := .build
SWIFT    := swift build -c release --static-swift-stdlib --scratch-path $(BUILD)

# Exec'd for every pod: static, slim. See Sources/Slim.
SLIM     := calico calico-ipam
# For people.
TOOLS    := calicoctl
PROGRAMS := $(SLIM) $(TOOLS)
# For tests and benchmarks only; never installed.
HELPERS  := bgp-speaker calico-bench-fill node-store-stress calico-bench-selectors calico-bench-documents calico-bench-bgpwire \
            calico-bench-bgpcore embedded-store-stress

# Debian packages: to build; to run the demo and the tests.
BUILD_PACKAGES := gcc make pkg-config libnl-3-dev libnl-route-3-dev libjansson-dev liblmdb-dev
DEMO_PACKAGES  := containerd runc containernetworking-plugins busybox-static iproute2 python3-grpcio iputils-ping
TEST_PACKAGES  := $(DEMO_PACKAGES) podman golang-go golang-github-appc-cni-dev strace nftables iptables binutils bird2 gobgpd frr tshark

.PHONY: help build demo test unit runtimes sweep check format bench fuzz sanitize install uninstall clean build-packages demo-packages test-packages

help:
	@echo 'make build      all programs into bin/'
	@echo 'make demo       two containers through a real containerd, talking to each other'
	@echo 'make test       all tests (as root)'
	@echo 'make check      format, lint, layers, file length, slim programs'
	@echo 'make bench      speed against the floor and against the reference plugins'
	@echo 'make fuzz       libFuzzer on everything that reads foreign bytes'
	@echo 'make sanitize   the unit tests under the thread and address sanitizers'
	@echo 'make install    programs and configuration below DESTDIR, PREFIX=$(PREFIX) BINDIR=$(BINDIR) CONFDIR=$(CONFDIR)'
	@echo 'make clean      remove what was built'

build: build-packages
	$(SWIFT)
	@mkdir -p bin
	@for program in $(PROGRAMS) $(HELPERS); do install -m 0755 $(BUILD)/release/$$program bin/$$program || exit 1; done
	@echo "built: $(PROGRAMS:%=bin/%)"

demo: build demo-packages
	Tests/Runtimes/demo.py bin

# The closing lines tell what ran. Everything but the unit tests needs root.
test: test-packages build check unit runtimes sweep

# Tests that run programs, or compute for long, hold up the threads that others with deadlines wait on: they come by themselves.
LONE_TESTS := CommandsTests EmbeddedStoreTests BGPCoreTests SpeakerTests InteropTests
empty :=
space := $(empty) $(empty)

unit: build
	CALICO_BIN=$(CURDIR)/bin swift test --scratch-path $(BUILD) --skip '$(subst $(space),|,$(LONE_TESTS))'
	for tests in $(LONE_TESTS); do CALICO_BIN=$(CURDIR)/bin swift test --scratch-path $(BUILD) --skip-build --filter $$tests || exit 1; done

runtimes: build
	Tests/Runtimes/run

sweep: build
	Tests/KillSweep/run

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

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(BINDIR) $(DESTDIR)$(CONFDIR)
	for program in $(SLIM:%=$(DESTDIR)$(PREFIX)/bin/%) $(TOOLS:%=$(DESTDIR)$(BINDIR)/%); do \
		install -m 0755 bin/$${program##*/} $$program.tmp && mv -f $$program.tmp $$program || exit 1; done
	test -e $(DESTDIR)$(CONFDIR)/10-calico.conflist || install -m 0600 cni-conf/10-calico.conflist $(DESTDIR)$(CONFDIR)/10-calico.conflist

uninstall:
	rm -f $(SLIM:%=$(DESTDIR)$(PREFIX)/bin/%) $(TOOLS:%=$(DESTDIR)$(BINDIR)/%) $(DESTDIR)$(CONFDIR)/10-calico.conflist

clean:
	rm -rf $(BUILD) .build-* bin Tests/Fuzz/.build*

build-packages:
	@Tests/Checks/packages.sh $(BUILD_PACKAGES)

demo-packages:
	@Tests/Checks/packages.sh $(DEMO_PACKAGES)

test-packages:
	@Tests/Checks/packages.sh $(BUILD_PACKAGES) $(TEST_PACKAGES)
