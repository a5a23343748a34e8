import Addresses
import NodeStartup

/// Interfaces in words: "eth0:default 10.0.0.5/24 fd00::5/64+temporary; eth1:down 10.1.0.5/24".
enum HostText {
    static func interfaces(_ text: String) -> [HostInterface] {
        text.split(separator: ";").enumerated().compactMap { number, part in
            let words = part.split(separator: " ").map(String.init)
            guard let head = words.first?.split(separator: ":").map(String.init), let name = head.first else { return nil }
            let marks = Set(head.dropFirst())
            var routes: Set<IPAddress.Family> = []
            if marks.contains("default") { routes.insert(.v4) }
            if marks.contains("default6") { routes.insert(.v6) }
            return HostInterface(
                name: name, index: Int32(number + 1), isUp: !marks.contains("down"), hasCarrier: !marks.contains("unplugged"),
                addresses: words.dropFirst().compactMap { address($0) }, defaultRoutes: routes)
        }
    }

    private static func address(_ text: String) -> HostAddress? {
        let parts = text.split(separator: "+").map(String.init)
        return IPPrefix(parts[0]).map { prefix in
            HostAddress(
                prefix, isSecondary: parts.contains("secondary"), isTemporary: parts.contains("temporary"),
                isDeprecated: parts.contains("deprecated"),
                isDuplicate: parts.contains("duplicate"))
        }
    }
}
