internal import Documents
internal import Glibc
internal import JSON

// calico-bench-documents [COUNT, default 20000]
//
// Reads and writes COUNT generated network policies as YAML and as JSON, each five times, and prints the best rate of each, and the memory used.

/// A policy of the usual size: 45 lines of YAML, about 1 kB.
func policy(_ number: Int) -> JSONValue {
    let label = "app-\(number % 97)"
    let ingress: JSONValue = [
        "action": "Allow", "protocol": "TCP",
        "source": [
            "namespaceSelector": "all()", "nets": [.string("10.\(number % 256).0.0/16"), .string("fd00:\(number % 9999)::/64")],
            "selector": "role == 'client'",
        ],
        "destination": ["ports": [8080, "http", "9000:9999"]],
    ]
    let egress: JSONValue = [
        "action": "Allow", "source": [:], "destination": ["serviceAccounts": ["names": ["a", "b"], "selector": "x == 'y'"]],
    ]
    return [
        "apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy",
        "metadata": [
            "name": .string("platform.allow-\(number)"), "namespace": .string("team-\(number % 50)"), "resourceVersion": .string("\(1000 + number)"),
            "uid": .string("97cc0378-4873-4c14-bc59-\(100_000_000_000 + number)"), "creationTimestamp": "2026-11-22T15:35:39Z",
            "labels": ["projectcalico.org/tier": "platform", "app": .string(label)],
            "annotations": ["description": .string("Lets clients talk to \(label): only what they need.")],
        ],
        "spec": [
            "tier": "platform", "order": .real(Double(number) + 0.5), "selector": .string("app == '\(label)' && !has(skip)"),
            "types": ["Ingress", "Egress"],
            "ingress": [ingress, ["action": "Deny", "source": [:], "destination": [:]]],
            "egress": [egress, ["action": "Deny", "source": [:], "destination": [:]]],
        ],
    ]
}

func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func best(_ name: String, of count: Int, octets: Int, _ body: () throws -> Void) rethrows {
    var shortest = Double.infinity
    for _ in 0..<5 {
        let begin = seconds()
        try body()
        shortest = min(shortest, seconds() - begin)
    }
    let perSecond = Int(Double(count) / shortest)
    print("\(name): \(perSecond) policies/s, \(Int(Double(octets) / shortest / 1e6)) MB/s")
}

func written(_ policies: [JSONValue], as format: DocumentFormat) -> [UInt8] {
    var writer = DocumentWriter(format)
    var octets: [UInt8] = []
    for policy in policies {
        writer.document(policy)
        octets += writer.take()
    }
    return octets
}

func read(_ octets: [UInt8], as name: String, expecting count: Int) throws {
    var reader = try DocumentReader(octets, name: name)
    var found = 0
    while let document = try reader.next() { found += document.value["spec"] == nil ? 0 : 1 }
    guard found == count else { fatalError("\(found) of \(count) policies came back") }
}

do {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20_000
    let policies = (0..<count).map { policy($0) }
    let yaml = written(policies, as: .yaml), json = written(policies, as: .json)
    print("\(count) policies: \(yaml.count / max(1, count)) octets of YAML each, \(json.count / max(1, count)) of JSON")
    try best("read YAML", of: count, octets: yaml.count) { try read(yaml, as: "yaml", expecting: count) }
    try best("read JSON", of: count, octets: json.count) { try read(json, as: "json", expecting: count) }
    best("write YAML", of: count, octets: yaml.count) { _ = written(policies, as: .yaml) }
    best("write JSON", of: count, octets: json.count) { _ = written(policies, as: .json) }
    var list = DocumentWriter(.yaml)
    list.beginList(JSONObject([("kind", "NetworkPolicyList")]))
    for policy in policies { list.element(policy) }
    list.endList()
    let listed = list.take()
    try best("read one list in YAML", of: count, octets: listed.count) { try read(listed, as: "list", expecting: count) }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("most memory: \(usage.ru_maxrss / 1024) MB")
} catch {
    print("\(error)")
    exit(1)
}
