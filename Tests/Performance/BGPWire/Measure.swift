/// Only measurements whose names contain this are made.
let wanted = CommandLine.arguments.count > 2 ? CommandLine.arguments[2] : ""

/// Does the work that `prepare` gives for about `seconds` and prints the best round: prefixes per second and nanoseconds for each.
func measure<W: Work>(_ name: String, _ seconds: Double, _ prepare: () throws -> W) {
    guard wanted.isEmpty || name.contains(wanted) else { return }
    do {
        var work = try prepare()
        let clock = ContinuousClock()
        let begin = clock.now
        var best = 0.0
        repeat {
            let start = clock.now
            let prefixes = try work.run()
            best = max(best, Double(prefixes) / ((clock.now - start) / .seconds(1)))
        } while clock.now - begin < .seconds(seconds)
        let rate = (best / 1e5).rounded() / 10
        let each = (1e10 / best).rounded() / 10
        print("\(name): \(rate) million/s, \(each) ns each")
    } catch {
        print("\(name): \(error)")
    }
}
