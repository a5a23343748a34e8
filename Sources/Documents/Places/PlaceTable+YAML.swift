internal import CYaml

extension PlaceTable {
    /// Of a YAML document that has been read without fault.
    init(yaml octets: UnsafeBufferPointer<UInt8>, firstLine: Int) throws(TextProblem) {
        var events = try YAMLEvents(octets, firstLine: firstLine, depth: .max)
        var anchors: [String: Int] = [:]
        var texts: [String: String] = [:]
        while true {
            let type = try events.advance()
            let place = events.place
            if type == YAML_STREAM_END_EVENT { return }
            if let name = events.anchor, type != YAML_ALIAS_EVENT {
                anchors[name] = entries.count
                texts[name] = type == YAML_SCALAR_EVENT ? String(decoding: events.scalar, as: UTF8.self) : nil
            }
            switch type {
            case YAML_SCALAR_EVENT:
                let text = String(decoding: events.scalar, as: UTF8.self)
                if expectsKey {
                    setKey(events.isUntaggedPlain && text == "<<" ? Self.mergeKey : text, at: place)
                } else {
                    add(events.isUntaggedPlain && !PlainScalar(events.scalar).isText ? .word(text) : .text, at: place)
                }
            case YAML_ALIAS_EVENT:
                let name = events.anchor ?? ""
                if expectsKey {
                    setKey(texts[name] ?? name, at: place)
                } else {
                    add(.alias(anchors[name] ?? 0), at: place)
                }
            case YAML_MAPPING_START_EVENT: add(.mapping, at: place)
            case YAML_SEQUENCE_START_EVENT: add(.list, at: place)
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: close()
            default: break
            }
        }
    }
}
