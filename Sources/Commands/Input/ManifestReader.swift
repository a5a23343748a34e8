internal import Documents
internal import JSON
internal import Model

/// The resources of files, folders and standard input, all of them read and checked before anything is done with one.
struct ManifestReader: Sendable {
    let rules: ManifestRules
    let progress: Progress

    /// What was read, and what could not be.
    struct Answer: Sendable {
        var manifests: [Manifest] = []
        var problems: [DocumentError] = []
        /// Documents with something wrong, and files that could not be read to their end.
        var badDocuments = 0
        /// Files without a document.
        var emptyFiles: [String] = []
        var fileCount = 0

        var documentCount: Int { manifests.count + badDocuments }
    }

    func read(_ paths: [String], recursive: Bool) -> Answer {
        var answer = Answer()
        for path in paths {
            do throws(DocumentError) { try read(path, recursive, into: &answer) } catch { answer.note(error) }
        }
        return answer
    }

    private func read(_ path: String, _ recursive: Bool, into answer: inout Answer) throws(DocumentError) {
        var files = try DocumentFiles(path, recursive: recursive)
        answer.fileCount += files.files.count
        var hasMore = true
        while hasMore {
            do throws(DocumentError) {
                guard let document = try files.next() else {
                    hasMore = false
                    continue
                }
                take(document, into: &answer)
            } catch { answer.note(error) }
        }
        answer.emptyFiles += files.empty
    }

    private func take(_ document: Document, into answer: inout Answer) {
        let (resource, name, faults) = rules.resource(document.value)
        if faults.isEmpty, let resource {
            answer.manifests.append(Manifest(document: document, resource: resource))
            progress.hasRead(answer.manifests.count)
        } else {
            answer.badDocuments += 1
            answer.problems += faults.map { Self.problem($0, name, document) }
        }
    }

    /// "pools.yaml, line 5, column 9: IPPool(pool1) spec.cidr: "10.0.0.0/33" is not a prefix", and the line.
    private static func problem(_ fault: ManifestRules.Fault, _ name: String?, _ document: Document) -> DocumentError {
        let path = fault.path.steps.map { step -> PathStep in
            switch step {
            case .member(let name): .member(name)
            case .element(let index): .element(index)
            }
        }
        let place = path.isEmpty ? "" : "\(fault.path): "
        return document.error(at: path, [name, "\(place)\(value(fault, document, path))\(fault.reason)"].compactMap { $0 }.joined(separator: " "))
    }

    /// What was written, letter for letter where that is not the value itself; empty where the line shows it better.
    private static func value(_ fault: ManifestRules.Fault, _ document: Document, _ path: [PathStep]) -> String {
        let text: String
        switch fault.value {
        case nil, .array, .object: return ""
        case .bool?, .integer?, .real?, .null?: text = document.rawText(at: path) ?? fault.value?.text ?? ""
        case .string?: text = fault.value?.text ?? ""
        }
        return text.count > 80 ? "\(text.prefix(77))... " : "\(text) "
    }
}

extension ManifestReader.Answer {
    mutating func note(_ problem: DocumentError) {
        badDocuments += 1
        problems.append(problem)
    }
}
