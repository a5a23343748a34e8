import CNISpec

/// `CNI_ARGS`, and the same text in the place of every other variable.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let text = String(decoding: UnsafeBufferPointer(start: octets, count: count), as: UTF8.self)
    let arguments = try? CNIArguments(parsing: text)
    let normal = [
        "CNI_COMMAND": "ADD", "CNI_CONTAINERID": "c", "CNI_NETNS": "/n", "CNI_IFNAME": "eth0", "CNI_PATH": "/b", "CNI_ARGS": "",
        "CNI_NETNS_OVERRIDE": "",
    ]
    for verb in ["ADD", "DEL"] {
        for variable in normal.keys {
            let invocation = try? Invocation { name in
                name == variable ? text : name == "CNI_COMMAND" ? verb : normal[name]
            }
            guard let invocation, invocation.verb == .add || invocation.verb == .del else { continue }
            precondition((1...255).contains(invocation.containerID.utf8.count) && (1...15).contains(invocation.interface.utf8.count))
            guard variable == "CNI_ARGS", let arguments else { continue }
            precondition(invocation.arguments == arguments)
        }
    }
    return 0
}
