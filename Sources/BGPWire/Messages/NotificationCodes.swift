/// The error code of a NOTIFICATION (RFC 4271 §4.5).
public enum ErrorCode: UInt8, Hashable, Sendable, CaseIterable {
    case messageHeader = 1
    case open
    case update
    case holdTimerExpired
    case finiteStateMachine
    case cease
    /// RFC 7313 §5.
    case routeRefresh
    /// RFC 9687 §3.
    case sendHoldTimerExpired
}

/// Subcodes of a message header error (RFC 4271 §6.1).
public enum MessageHeaderError: UInt8, Hashable, Sendable, CaseIterable {
    case notSynchronized = 1
    case badLength
    case badType
}

/// Subcodes of an OPEN message error (RFC 4271 §6.2, RFC 5492 §5, RFC 9234 §6).
public enum OpenError: UInt8, Hashable, Sendable, CaseIterable {
    /// A parameter or capability is malformed.
    case unspecific = 0
    case unsupportedVersion = 1
    case badPeerAS = 2
    case badIdentifier = 3
    case unsupportedParameter = 4
    /// Deprecated; only received.
    case authenticationFailure = 5
    case unacceptableHoldTime = 6
    case unsupportedCapability = 7
    case roleMismatch = 11
}

/// Subcodes of an UPDATE message error (RFC 4271 §6.3).
public enum UpdateError: UInt8, Hashable, Sendable, CaseIterable {
    case malformedAttributeList = 1
    case unrecognizedWellKnownAttribute = 2
    case missingWellKnownAttribute = 3
    case attributeFlags = 4
    case attributeLength = 5
    case invalidOrigin = 6
    /// Deprecated; only received.
    case routingLoop = 7
    case invalidNextHop = 8
    case optionalAttribute = 9
    case invalidNetworkField = 10
    case malformedASPath = 11
}

/// Subcodes of a finite state machine error: in which state the unexpected message came (RFC 6608 §4).
public enum FiniteStateMachineError: UInt8, Hashable, Sendable, CaseIterable {
    case unspecified = 0
    case inOpenSent = 1
    case inOpenConfirm = 2
    case inEstablished = 3
}

/// Subcodes of Cease (RFC 4486 §4, RFC 8538 §3.1, RFC 9384 §3).
public enum CeaseReason: UInt8, Hashable, Sendable, CaseIterable {
    case maximumPrefixes = 1
    case administrativeShutdown
    case peerDeconfigured
    case administrativeReset
    case connectionRejected
    case otherConfigurationChange
    case collisionResolution
    case outOfResources
    case hardReset
    case bfdDown
}

/// Subcodes of a ROUTE-REFRESH message error (RFC 7313 §5).
public enum RouteRefreshError: UInt8, Hashable, Sendable, CaseIterable {
    case invalidLength = 1
}
