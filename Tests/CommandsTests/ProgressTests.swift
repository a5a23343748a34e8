import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite struct ProgressTests {
    /// A clock that a test sets.
    private final class Clock: Sendable {
        private let time = Mutex(0.0)

        var now: Double { time.withLock { $0 } }
        func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
    }

    @Test func tellsAfterASecondAndWipesItself() throws {
        try withTemporaryFolder { (folder: String) throws in
            let path = folder + "/line"
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            defer { close(descriptor) }
            let clock = Clock()
            let progress = Progress(output: TextOutput(descriptor, name: "file")) { clock.now }
            progress.hasRead(100)
            #expect(try contents(path).isEmpty)
            clock.advance(1.5)
            progress.hasRead(12_000)
            #expect(try contents(path) == "\r12000 resources read\u{1b}[K")
            clock.advance(0.05)
            progress.hasRead(12_100)
            #expect(try contents(path) == "\r12000 resources read\u{1b}[K")
            progress.hasWritten(0, of: 20_000)
            clock.advance(2)
            progress.hasWritten(10_240, of: 20_000)
            #expect(try contents(path).hasSuffix("\r20000 resources read, 10240 written (5,120/s)\u{1b}[K"))
            progress.end()
            #expect(try contents(path).hasSuffix("\r\u{1b}[K"))
        }
    }

    @Test func saysNothingOfWhatIsShort() throws {
        try withTemporaryFolder { (folder: String) throws in
            let path = folder + "/line"
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            defer { close(descriptor) }
            let progress = Progress(output: TextOutput(descriptor, name: "file")) { 0 }
            progress.hasRead(100)
            progress.hasWritten(100, of: 100)
            progress.end()
            #expect(try contents(path).isEmpty)
        }
    }
}
