public import Addresses
public import NodeSettings

/// Chooses the node's address of one family among the host's. Pure: what the kernel would say is asked of a closure.
///
/// An address that was chosen before stays as long as the host has it and the method would accept it: other nodes know this one by it.
/// Where several are as good as each other, nothing is chosen: a wrong guess shows hours later as a network that does not work.
public struct AddressChooser: Sendable {
    let family: IPAddress.Family
    let interfaces: [HostInterface]
    /// The address that the Node resource has.
    let stored: IPPrefix?
    let reach: @Sendable (String) -> ReachAnswer

    /// - Parameters:
    ///   - stored: The address that the Node resource has.
    ///   - reach: From which address the host would reach an address or name.
    public init(
        _ family: IPAddress.Family, _ interfaces: [HostInterface], stored: IPPrefix? = nil,
        reach: @escaping @Sendable (String) -> ReachAnswer = { .nowhere("\($0): not asked") }
    ) {
        self.family = family
        self.interfaces = interfaces
        self.stored = stored
        self.reach = reach
    }

    /// The option that gives the address, with its variable.
    var option: String { family == .v4 ? "ip (IP)" : "ip6 (IP6)" }
    var methodOption: String {
        family == .v4 ? "ipAutodetectionMethod (IP_AUTODETECTION_METHOD)" : "ip6AutodetectionMethod (IP6_AUTODETECTION_METHOD)"
    }

    /// nil: the node has no address of this family.
    /// - Throws: ``StartupError/Kind/noAddress``, ``StartupError/Kind/ambiguousAddress``, ``StartupError/Kind/settings``.
    public func choose(_ choice: AddressChoice, _ method: AutodetectionMethod) throws(StartupError) -> AddressDecision? {
        switch choice {
        case .none: return nil
        case .given(let address, let length): return given(address, length: length)
        case .autodetect: return try detect(method)
        case .unset:
            if let stored { return keptWhereverItIs(stored) }
            return family == .v4 ? try detect(method) : nil
        }
    }

    /// An address that somebody gave; without a length it has that of its interface.
    private func given(_ address: IPAddress, length: Int?) -> AddressDecision {
        let holder = holder(of: address)
        let prefix = IPPrefix(address, length: length ?? holder?.address.prefix.length ?? family.bits) ?? IPPrefix(host: address)
        var remarks: [String] = []
        if let holder {
            if !holder.interface.isUp { remarks.append("\(address) is on \(holder.interface.name), which is down") }
        } else {
            remarks.append("the given address \(address) is on no interface of this host")
        }
        return AddressDecision(prefix, interface: holder?.interface.name, how: "given", remarks: remarks)
    }

    /// The stored address, which nobody asks to be found anew.
    private func keptWhereverItIs(_ stored: IPPrefix) -> AddressDecision {
        kept(stored, where: { _ in true })
            ?? AddressDecision(
                stored, interface: nil, how: "kept",
                remarks: [
                    "\(stored.address), which the Node resource has, is on no interface of this host; set \(option) to autodetect to choose anew"
                ])
    }

    /// The stored address when an interface that counts has it, up or not.
    func kept(_ stored: IPPrefix, where counts: (HostInterface) -> Bool) -> AddressDecision? {
        guard let holder = holder(of: stored.address), counts(holder.interface), !holder.address.isDuplicate else { return nil }
        let (name, prefix) = (holder.interface.name, holder.address.prefix)
        var remarks: [String] = []
        if !holder.interface.isUp { remarks.append("\(stored.address) is on \(name), which is down") }
        if prefix.length != stored.length { remarks.append("the network of \(stored.address) was /\(stored.length) and is /\(prefix.length) now") }
        return AddressDecision(prefix, interface: name, how: "kept: \(name)", remarks: remarks)
    }

    /// The interface that has an address; one that is up before others.
    func holder(of address: IPAddress) -> (interface: HostInterface, address: HostAddress)? {
        for interface in interfaces.filter(\.isUp) + interfaces.filter({ !$0.isUp }) {
            if let found = interface.addresses.first(where: { $0.address == address }) { return (interface, found) }
        }
        return nil
    }
}
