internal import Selectors

// calico-bench-selectors [SECONDS]
//
// Evaluates selectors over the labels of 20,000 endpoints, five to ten each, on one core, SECONDS (1) for each selector, and
// prints one line: how many evaluations a second, in millions. How many endpoints match is checked each time.

let seconds = CommandLine.arguments.dropFirst().first.flatMap { Double($0) } ?? 1
let endpoints = (0..<20_000).map(labels)
let figures = try [
    figure("two labels", "app == 'database' && env in {'prod','staging'}") { $0 % 4 == 2 && $0 % 3 < 2 },
    figure("has", "has(tier)") { $0 % 6 > 0 },
    figure("set of 20", "team in {\((0..<20).map { "'team-\($0 * 2)'" }.joined(separator: ","))}") { $0 % 6 > 1 && $0 % 2 == 0 },
    figure(
        "nested or",
        """
        (app == 'cache' || (env == 'test' && !has(zone)) || (tier starts with 'tier-6' || team ends with '-39')) \
        && has(projectcalico.org/namespace)
        """
    ) { $0 % 4 == 3 || $0 % 3 == 2 && $0 % 6 < 5 || $0 % 6 > 0 && $0 % 7 == 6 || $0 % 6 > 1 && $0 % 40 == 39 },
]
print("million evaluations/s: " + figures.joined(separator: ", "))

/// The labels of the endpoint of a number: what orchestrators give and what people give, in values of usual lengths.
func labels(_ number: Int) -> Labels {
    let common = [
        (name: "projectcalico.org/namespace", value: "tenant-\(number % 50)"),
        (name: "projectcalico.org/orchestrator", value: "k8s"),
        (name: "projectcalico.org/serviceaccount", value: "default"),
        (name: "app", value: ["frontend", "backend", "database", "cache"][number % 4]),
        (name: "env", value: ["prod", "staging", "test"][number % 3]),
    ]
    let others = [
        (name: "tier", value: "tier-\(number % 7)"), (name: "team", value: "team-\(number % 40)"),
        (name: "app.kubernetes.io/version", value: "1.\(number % 20).0"), (name: "pod-template-hash", value: "7d4b9c6f5\(number % 10)"),
        (name: "zone", value: "zone-\(number % 3)"),
    ]
    return Labels(common + others.prefix(number % 6))
}

/// The name and the figure of a selector.
func figure(_ name: String, _ text: String, matches isExpected: (Int) -> Bool) throws -> String {
    let selector = try Selector(parsing: text)
    let expected = endpoints.indices.count(where: isExpected)
    let clock = ContinuousClock()
    let begin = clock.now
    var rounds = 0
    repeat {
        let matches = count(of: endpoints, matching: selector)
        precondition(matches == expected, "\(text) matches \(matches) endpoints, not \(expected)")
        rounds += 1
    } while clock.now - begin < .seconds(seconds)
    let tenths = Int(Double(rounds * endpoints.count) / ((clock.now - begin) / .seconds(1)) / 100_000)
    return "\(name) \(tenths / 10).\(tenths % 10)"
}

func count(of endpoints: [Labels], matching selector: Selector) -> Int {
    var count = 0
    for endpoint in endpoints where selector.evaluate(endpoint) { count += 1 }
    return count
}
