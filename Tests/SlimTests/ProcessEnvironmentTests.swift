import Slim
import Testing

@Suite struct ProcessEnvironmentTests {
    @Test func hasTheVariablesOfTheProcess() throws {
        let path = try #require(ProcessEnvironment.value("PATH"))
        #expect(ProcessEnvironment.entries().contains("PATH=\(path)"))
        #expect(ProcessEnvironment.value("CALICO_NO_SUCH_VARIABLE") == nil)
    }

    @Test func replacesAndAddsByWholeNames() {
        let entries = ProcessEnvironment.entries(replacing: ["PATH": "/one", "PA": "two", "CNI_ARGS": ""])
        #expect(entries.filter { $0.hasPrefix("PATH=") } == ["PATH=/one"])
        #expect(entries.suffix(2) == ["PA=two", "CNI_ARGS="])
        #expect(entries.count == ProcessEnvironment.entries().count + 2)
    }
}
