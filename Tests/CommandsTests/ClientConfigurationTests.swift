import TestSupport
import Testing

@testable import Commands

@Suite struct ClientConfigurationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let environment: [String: String]
        /// The folder of the embedded datastore.
        var folder: String?
        /// A piece of the message.
        var failure: String?

        var testDescription: String { name }
    }

    @Test(arguments: [
        Row(name: "nothing", environment: [:], folder: "/var/lib/calico/datastore"),
        Row(name: "a state folder", environment: ["CALICO_STATE_DIR": "/srv/c"], folder: "/srv/c/datastore"),
        Row(name: "a state folder with slashes", environment: ["CALICO_STATE_DIR": "/srv/c//"], folder: "/srv/c/datastore"),
        Row(name: "the root", environment: ["CALICO_STATE_DIR": "/"], folder: "/datastore"),
        Row(name: "an empty state folder", environment: ["CALICO_STATE_DIR": ""], folder: "/var/lib/calico/datastore"),
        Row(name: "embedded", environment: ["DATASTORE_TYPE": "embedded"], folder: "/var/lib/calico/datastore"),
        Row(name: "embedded, with prefix", environment: ["CALICO_DATASTORE_TYPE": "embedded"], folder: "/var/lib/calico/datastore"),
        Row(name: "an empty type", environment: ["DATASTORE_TYPE": "", "CALICO_DATASTORE_TYPE": "embedded"], folder: "/var/lib/calico/datastore"),
        Row(name: "a kubeconfig alone decides nothing", environment: ["KUBECONFIG": "/root/.kube/config"], folder: "/var/lib/calico/datastore"),
        Row(
            name: "embedded wins over endpoints", environment: ["DATASTORE_TYPE": "embedded", "ETCD_ENDPOINTS": "http://e:2379"],
            folder: "/var/lib/calico/datastore"),
        Row(
            name: "a relative folder", environment: ["CALICO_STATE_DIR": "srv"],
            failure: "CALICO_STATE_DIR is \"srv\"; write a path that begins with /"),
        Row(
            name: "etcd", environment: ["DATASTORE_TYPE": "etcdv3"],
            failure: "datastore type etcdv3 is not supported by this release; supported: embedded"),
        Row(name: "kubernetes", environment: ["DATASTORE_TYPE": "kubernetes"], failure: "datastore type kubernetes is not supported"),
        Row(name: "etcd's endpoints", environment: ["ETCD_ENDPOINTS": "http://e:2379"], failure: "datastore type etcdv3 is not supported"),
        Row(name: "etcd's endpoints, with prefix", environment: ["CALICO_ETCD_ENDPOINTS": "http://e:2379"], failure: "datastore type etcdv3"),
        Row(name: "etcd's discovery", environment: ["ETCD_DISCOVERY_SRV": "e.example"], failure: "datastore type etcdv3 is not supported"),
        Row(name: "an API server", environment: ["K8S_API_ENDPOINT": "https://k:6443"], failure: "datastore type kubernetes is not supported"),
        Row(
            name: "a misspelt type", environment: ["DATASTORE_TYPE": "kubernets"],
            failure: "\"kubernets\" is not one of embedded, etcdv3, kubernetes; is kubernetes meant?"),
        Row(name: "upper case", environment: ["DATASTORE_TYPE": "Embedded"], failure: "is embedded meant?"),
    ])
    func comesFromTheEnvironment(_ row: Row) {
        do throws(CommandFailure) {
            let configuration = try ClientConfiguration(
                settings: { setting in
                    setting.environment.flatMap { name in [name, "CALICO_" + name].lazy.compactMap { row.environment[$0] }.first { !$0.isEmpty } }
                }, stateFolder: row.environment["CALICO_STATE_DIR"])
            #expect(configuration.folder == row.folder)
            #expect(row.failure == nil)
        } catch {
            #expect(error.message.contains(row.failure ?? "no failure"), "\(error.message)")
        }
    }

    /// The default file is not there where tests run, or says the same.
    @Test func aMissingNamedFileIsAFailure() throws {
        let failure = #expect(throws: CommandFailure.self) { try ClientConfiguration(path: "/nosuch/calicoctl.cfg") { _ in nil } }
        #expect(failure?.message.hasPrefix("Error reading config file: /nosuch/calicoctl.cfg: cannot be read") == true)
    }

    @Test func aFileTakesTheEnvironmentsPlace() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/calicoctl.cfg"
            try write(
                "apiVersion: projectcalico.org/v3\nkind: CalicoAPIConfig\nspec: {k8sClientQPS: 5, datastoreType: embedded, etcdKey: null}\n", to: path
            )
            let environment = ["DATASTORE_TYPE": "etcdv3", "CALICO_STATE_DIR": folder]
            #expect(try ClientConfiguration(path: path) { environment[$0] }.folder == folder + "/datastore")
        }
    }

    @Test func hasEverySettingOnce() {
        #expect(Set(ConfigurationSetting.all.map(\.field)).count == ConfigurationSetting.all.count)
        let names = ConfigurationSetting.all.compactMap(\.environment)
        #expect(Set(names).count == names.count)
    }
}
