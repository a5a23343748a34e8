import CNISpec
import JSON

/// Standard input of a plugin; the length picks the verb, so that the octets stay readable seeds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: octets, count: count))
    let verb = Verb.allCases[count % Verb.allCases.count]
    precondition(NetworkConfiguration.versionAnswer(for: input)["supportedVersions"] != nil)
    do {
        let configuration = try NetworkConfiguration(parsing: input, verb: verb)
        // What is handed to another plugin is the same configuration.
        let again = try NetworkConfiguration(parsing: Array(configuration.text.utf8), verb: verb)
        precondition(again.name == configuration.name && again.version == configuration.version)
        precondition(again.previousResult == configuration.previousResult)
        precondition(again.runtimeAddresses == configuration.runtimeAddresses && again.runtimeMAC == configuration.runtimeMAC)
        precondition(again.validAttachments == configuration.validAttachments)
        return 0
    } catch {
        precondition(!error.message.isEmpty && error.details.utf8.count < 1000)
        precondition(CNIError(json: error.json(version: .latest)) == error)
        return 0
    }
}
