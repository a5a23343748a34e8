internal import Addresses
internal import Model

/// An IPPool as far as routes ask.
struct PoolEntry: Sendable {
    let name: String
    let prefix: IPPrefix
    let isExported: Bool
    let ipip: EncapsulationMode
    let vxlan: EncapsulationMode

    /// nil for a pool without cidr.
    init?(_ pool: IPPool) {
        let spec = pool.spec
        guard let cidr = spec.cidr else { return nil }
        name = pool.name
        prefix = cidr.network
        isExported = spec.disableBGPExport != true
        ipip = spec.ipipMode ?? .never
        vxlan = spec.vxlanMode ?? .never
    }
}
