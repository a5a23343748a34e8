public import CNISpec

/// A CNI plugin: one function a verb. VERSION needs none.
public protocol PluginVerbs {
    /// The program's name, for messages.
    static var program: StaticString { get }

    func add(_ request: inout PluginRequest) throws(CNIError) -> CNIResult
    func del(_ request: inout PluginRequest) throws(CNIError)
    func check(_ request: inout PluginRequest) throws(CNIError)
    func gc(_ request: inout PluginRequest) throws(CNIError)
    func status(_ request: inout PluginRequest) throws(CNIError)
}
