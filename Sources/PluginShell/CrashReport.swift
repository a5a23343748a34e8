internal import CLinux

/// The last words of a plugin that traps, runs into a bad page or waits too long: still a CNI error object.
enum CrashReport {
    /// Texts for a signal handler: they cannot be made up when the time has come.
    static func install() {
        clinux_install_crash_report(text(crash), text(deadline))
    }

    private static var crash: StaticString {
        """
        {"cniVersion":"1.0.0","code":110,"msg":"the plugin crashed","details":"a fatal signal arrived while %s; nothing half-made is \
        kept for good: repeat the request, then run `calico-ipam check`. If it crashes while opening the node store, the message of \
        `calico-ipam check` tells how to make the store anew"}

        """
    }

    private static var deadline: StaticString {
        """
        {"cniVersion":"1.0.0","code":11,"msg":"the node store is locked","details":"the deadline ran out while %s; a stopped process may \
        hold the lock: `fuser -v` on the store's data.mdb names who has it open"}

        """
    }

    private static func text(_ literal: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
