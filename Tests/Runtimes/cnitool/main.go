// cnitool runs a CNI network configuration list through libcni, the library container runtimes use.
//
//	cnitool add|check|del NETWORK NAMESPACE-PATH
//
// From the environment:
//
//	NETCONFPATH      folder of the configuration lists; default /etc/cni/net.d
//	CNI_PATH         folders of the plugins, separated by colons; default /opt/cni/bin
//	CNI_CONTAINERID  default: made from the namespace path
//	CNI_IFNAME       default eth0
//	CNI_ARGS         KEY=VALUE;KEY=VALUE
//	CAP_ARGS         JSON object of capability arguments, such as {"portMappings": [...]}
//
// add prints the result of the list. A plugin's error is printed to standard error, the status is then 1.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/containernetworking/cni/libcni"
)

const deadline = 30 * time.Second

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("usage: %s add|check|del NETWORK NAMESPACE-PATH", filepath.Base(os.Args[0])))
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fail(err)
	}
}

func run(verb, name, namespace string) error {
	list, err := libcni.LoadConfList(environment("NETCONFPATH", "/etc/cni/net.d"), name)
	if err != nil {
		return err
	}
	container, err := containerArguments(namespace)
	if err != nil {
		return err
	}
	network := libcni.NewCNIConfig(filepath.SplitList(environment("CNI_PATH", "/opt/cni/bin")), nil)
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()

	switch verb {
	case "add":
		result, err := network.AddNetworkList(ctx, list, container)
		if err != nil {
			return err
		}
		return result.Print()
	case "check":
		return network.CheckNetworkList(ctx, list, container)
	case "del":
		return network.DelNetworkList(ctx, list, container)
	}
	return fmt.Errorf("no verb %q; there are add, check and del", verb)
}

// containerArguments says which container and which interface the verb is about.
func containerArguments(namespace string) (*libcni.RuntimeConf, error) {
	identifier := fmt.Sprintf("cnitool-%x", sha256.Sum256([]byte(namespace)))[:20]
	container := &libcni.RuntimeConf{
		ContainerID: environment("CNI_CONTAINERID", identifier),
		NetNS:       namespace,
		IfName:      environment("CNI_IFNAME", "eth0"),
	}
	for _, pair := range strings.Split(os.Getenv("CNI_ARGS"), ";") {
		if key, value, found := strings.Cut(pair, "="); found {
			container.Args = append(container.Args, [2]string{key, value})
		} else if pair != "" {
			return nil, fmt.Errorf("CNI_ARGS: %q is not KEY=VALUE", pair)
		}
	}
	if text := os.Getenv("CAP_ARGS"); text != "" {
		if err := json.Unmarshal([]byte(text), &container.CapabilityArgs); err != nil {
			return nil, fmt.Errorf("CAP_ARGS: %w", err)
		}
	}
	return container, nil
}

func environment(key, otherwise string) string {
	if value := os.Getenv(key); value != "" {
		return value
	}
	return otherwise
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "cnitool:", err)
	os.Exit(1)
}
