import CLinux
import Glibc

/// A program this test started, killed by the kernel when the thread that started it ends.
struct ChildProcess: Sendable {
    let name: String
    let pid: pid_t

    /// Starts `words` in the namespace of the calling thread; what it prints goes to the descriptor `output`.
    init(_ words: [String], output: Int32) throws {
        name = words.first ?? ""
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        // The speakers' sockets are not close-on-exec: a child would keep their connections open.
        clinux_close_others(&actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Test runners block and ignore signals that daemons wait for.
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments: [UnsafeMutablePointer<CChar>?] = ([Programs.setPrivileges, "--pdeathsig", "KILL"] + words).map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, Programs.setPrivileges, &actions, &attributes, arguments, clinux_environment())
        guard code == 0 else { throw SystemFailure(operation: "start \(words.joined(separator: " "))", code: code) }
        self.pid = pid
    }

    func signal(_ number: Int32) { Glibc.kill(pid, number) }

    /// The exit status if it has ended; reaps it.
    func ended() -> Int32? {
        var status: Int32 = 0
        return waitpid(pid, &status, WNOHANG) == pid ? status : nil
    }

    /// Ends it: with SIGTERM, after `seconds` with SIGKILL.
    func stop(seconds: Double = 3) {
        signal(SIGCONT)
        signal(SIGTERM)
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if ended() != nil { return }
            usleep(5_000)
        }
        kill()
    }

    /// SIGKILL, and waits for the end.
    func kill() {
        var status: Int32 = 0
        Glibc.kill(pid, SIGKILL)
        waitpid(pid, &status, 0)
    }
}
