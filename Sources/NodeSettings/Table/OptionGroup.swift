/// The chapters of the options in help and documentation.
public enum OptionGroup: String, Hashable, Sendable, CaseIterable {
    case places = "Places"
    case identity = "Name and addresses"
    case bgp = "BGP"
    case kernel = "Kernel routes"
    case pools = "Address pools"
    case logging = "Logging"
    case health = "Health and metrics"
    case process = "Process"
}
