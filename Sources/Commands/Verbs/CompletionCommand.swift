internal import ArgumentParser

struct CompletionCommand: ParsableCommand, Sendable {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print a completion script for a shell.",
        discussion: """
            For bash: calicoctl completion bash > /etc/bash_completion.d/calicoctl
            For zsh:  calicoctl completion zsh > "${fpath[1]}/_calicoctl"
            For fish: calicoctl completion fish > ~/.config/fish/completions/calicoctl.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable, Sendable { case bash, zsh, fish }

    @Argument(help: "The shell: bash, zsh or fish.")
    var shell: Shell

    func run() throws {
        let shell: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        try TextOutput.standard.writeLine(Calicoctl.completionScript(for: shell))
    }
}
