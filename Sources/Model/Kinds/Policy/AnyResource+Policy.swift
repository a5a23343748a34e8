internal import JSON

extension AnyResource {
    /// Fills in a policy's types, which depend on its rules, and the label that tells its tier.
    mutating func completePolicy() {
        if spec["stagedAction"] == "Delete" {
            spec["types"] = nil
        } else if spec["types"] == nil {
            spec["types"] = defaultTypes
        }
        guard let tier = spec["tier"] else { return }
        var labels = metadata.object["labels"]?.object ?? JSONObject()
        guard labels[PolicyNames.tierLabel] != tier else { return }
        labels[PolicyNames.tierLabel] = tier
        metadata.object["labels"] = .object(labels)
    }

    private var defaultTypes: JSONValue {
        switch (spec["ingress"] != nil, spec["egress"] != nil) {
        case (_, false): ["Ingress"]
        case (false, true): ["Egress"]
        case (true, true): ["Ingress", "Egress"]
        }
    }
}
