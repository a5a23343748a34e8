public import Netlink

/// Why an interface could not be made.
public enum PodInterfaceError: Error, Hashable, Sendable {
    /// The host has an interface of the wanted name already.
    case hostNameTaken(String)
    /// The pod's namespace has an interface of the wanted name that is not ours.
    case podNameTaken(String)
    /// A route to the pod's address exists already: somebody on this node has the address.
    case routeTaken(KernelError)
    case kernel(KernelError)
}
