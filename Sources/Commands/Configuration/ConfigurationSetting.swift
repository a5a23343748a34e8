/// One setting of the client: its name in the configuration file and in the environment, which has each also behind "CALICO_".
struct ConfigurationSetting: Hashable, Sendable {
    /// A member of the file's spec.
    let field: String
    /// nil where only the file can give it.
    let environment: String?

    private init(_ field: String, _ environment: String?) {
        self.field = field
        self.environment = environment
    }

    static let datastoreType = Self("datastoreType", "DATASTORE_TYPE")
    static let etcdEndpoints = Self("etcdEndpoints", "ETCD_ENDPOINTS")
    static let etcdDiscovery = Self("etcdDiscoverySrv", "ETCD_DISCOVERY_SRV")
    static let kubernetesEndpoint = Self("k8sAPIEndpoint", "K8S_API_ENDPOINT")

    /// Every setting that upstream's file may have.
    static let all: [ConfigurationSetting] = [
        datastoreType, etcdEndpoints, etcdDiscovery, kubernetesEndpoint,
        Self("etcdUsername", "ETCD_USERNAME"), Self("etcdPassword", "ETCD_PASSWORD"), Self("etcdKeyFile", "ETCD_KEY_FILE"),
        Self("etcdCertFile", "ETCD_CERT_FILE"), Self("etcdCACertFile", "ETCD_CA_CERT_FILE"), Self("etcdKey", nil), Self("etcdCert", nil),
        Self("etcdCACert", nil), Self("kubeconfig", "KUBECONFIG"), Self("kubeconfigInline", nil), Self("k8sKeyFile", "K8S_KEY_FILE"),
        Self("k8sCertFile", "K8S_CERT_FILE"), Self("k8sCAFile", "K8S_CA_FILE"), Self("k8sAPIToken", "K8S_API_TOKEN"),
        Self("k8sInsecureSkipTLSVerify", "K8S_INSECURE_SKIP_TLS_VERIFY"), Self("usePodCIDR", "USE_POD_CIDR"),
        Self("calicoAPIGroup", "CALICO_API_GROUP"), Self("k8sClientQPS", "K8S_CLIENT_QPS"), Self("k8sClientBurst", "K8S_CLIENT_BURST"),
        Self("k8sCurrentContext", "K8S_CURRENT_CONTEXT"),
    ]
}
