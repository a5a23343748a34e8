internal import KeyValue
internal import Model

extension Datastore {
    /// Requests that go to the key-value store together.
    static let chunk = 1000
    /// How often a write without a resource version is planned anew when others were faster.
    static let attempts = 5

    public func write(_ requests: [WriteRequest]) async -> [Result<WriteOutcome, StoreError>] {
        var results: [Result<WriteOutcome, StoreError>] = []
        results.reserveCapacity(requests.count)
        var start = 0
        while start < requests.count {
            let end = min(start + Self.chunk, requests.count)
            let chunk = Array(requests[start..<end])
            do throws(StoreError) {
                try await deleteBelongings(ofNodesIn: chunk)
                results += await writeChunk(chunk)
            } catch {
                results += chunk.map { _ in .failure(error) }
            }
            start = end
        }
        return results
    }

    private func writeChunk(_ requests: [WriteRequest]) async -> [Result<WriteOutcome, StoreError>] {
        var results = [Result<WriteOutcome, StoreError>?](repeating: nil, count: requests.count)
        var pending = Array(requests.indices)
        var attempt = 1
        while !pending.isEmpty {
            do throws(StoreError) {
                try await writeOnce(requests, pending, isLast: attempt == Self.attempts, &results)
            } catch {
                if requests.count > 1, error.isAboutOneRequest {
                    // One of them cannot be sent; find out which.
                    for index in pending where results[index] == nil { results[index] = await writeChunk([requests[index]])[0] }
                } else {
                    for index in pending where results[index] == nil { results[index] = .failure(error) }
                }
            }
            pending = pending.filter { results[$0] == nil }
            attempt += 1
        }
        return results.map { $0 ?? .failure(.datastore(.closed)) }
    }

    /// Reads what is stored, plans each write against it, and sends those that can be sent; what others overtook stays without a result.
    private func writeOnce(
        _ requests: [WriteRequest], _ pending: [Int], isLast: Bool, _ results: inout [Result<WriteOutcome, StoreError>?]
    ) async throws(StoreError) {
        let isCreating = pending.allSatisfy { if case .create = requests[$0] { true } else { false } }
        let current = isCreating ? pending.map { _ in nil } : try await stored(pending.map { requests[$0].identity })
        var guards = try await GuardReader(self).read(pending.map { requests[$0] })
        var plans: [(index: Int, plan: WritePlan)] = []
        for (position, index) in pending.enumerated() {
            do throws(StoreError) {
                let plan = try plan(requests[index], current[position], &guards)
                if plan.transaction == nil { results[index] = .success(plan.outcome) } else { plans.append((index, plan)) }
            } catch { results[index] = .failure(error) }
        }
        guard !plans.isEmpty else { return }
        let outcomes: [TransactionOutcome]
        do throws(KeyValueError) { outcomes = try await keyValues.batch(plans.compactMap(\.plan.transaction)) } catch { throw StoreError(error) }
        for ((index, plan), outcome) in zip(plans, outcomes) {
            if outcome.succeeded {
                results[index] = .success(plan.finished(outcome.revision))
            } else if let failure = plan.failure(outcome, isLast: isLast) {
                results[index] = .failure(failure)
            }
        }
    }
}

extension StoreError {
    fileprivate var isAboutOneRequest: Bool {
        switch self {
        case .datastore(.keyEmpty), .datastore(.keyTooLong), .datastore(.valueTooLarge), .datastore(.duplicateKey), .unreadable: true
        default: false
        }
    }
}
