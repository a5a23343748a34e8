/// A route that an owner wants, and what of it is in the kernel.
struct Want {
    /// Its number in the ``TargetTable``.
    var target: UInt32
    var metric: UInt32
    /// The metric with which it is in the kernel; nil: it is not.
    var installed: UInt32?
    /// The kernel said "exists" once and nobody is known who has the place: it is tried again after the events that wait were read.
    var isContested = false
}
