"""Just enough of protocol buffers (proto3 wire format) to speak to a container runtime without generated code.

A message type is its fields: name -> (number, type). Types are str, bytes, int, bool, another Message,
[type] for a repeated field, {str: str} for a map of strings. Values are plain dictionaries.
"""


def varint(number):
    """A number as a varint; negative ones take ten octets, as proto3's int32 and int64 do."""
    number &= (1 << 64) - 1
    octets = bytearray()
    while number > 0x7F:
        octets.append(number & 0x7F | 0x80)
        number >>= 7
    octets.append(number)
    return bytes(octets)


def read_varint(octets, at):
    """The varint at offset `at`, and the offset after it."""
    number = shift = 0
    while True:
        octet = octets[at]
        number |= (octet & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if octet < 0x80:
            return number, at


class Message:
    def __init__(self, **fields):
        self.fields = fields
        self.names = {number: name for name, (number, _) in fields.items()}

    def encode(self, values):
        """The octets of a message with these values. A name that is not a field is an error."""
        return b"".join(self._field(name, value) for name, value in values.items())

    def _field(self, name, value):
        number, kind = self.fields[name]
        if isinstance(kind, list):
            return b"".join(one_field(number, kind[0], each) for each in value)
        if isinstance(kind, dict):
            return b"".join(one_field(number, MAP_ENTRY, {"key": k, "value": v}) for k, v in value.items())
        return one_field(number, kind, value)

    def decode(self, octets):
        """Every field's value, unset ones with proto3's defaults (an unset message is {}). Unknown fields are
        skipped."""
        values = {name: default(kind) for name, (_, kind) in self.fields.items()}
        at = 0
        while at < len(octets):
            tag, at = read_varint(octets, at)
            value, at = read_value(octets, at, tag & 7)
            if name := self.names.get(tag >> 3):
                self._store(values, name, value)
        return values

    def _store(self, values, name, value):
        kind = self.fields[name][1]
        if isinstance(kind, list):
            values[name].append(typed(kind[0], value))
        elif isinstance(kind, dict):
            entry = MAP_ENTRY.decode(value)
            values[name][entry["key"]] = entry["value"]
        else:
            values[name] = typed(kind, value)


MAP_ENTRY = Message(key=(1, str), value=(2, str))


def one_field(number, kind, value):
    if kind in (int, bool):
        return varint(number << 3) + varint(int(value))
    octets = value.encode() if kind is str else value if kind is bytes else kind.encode(value)
    return varint(number << 3 | 2) + varint(len(octets)) + octets


def read_value(octets, at, wire_type):
    if wire_type == 0:
        return read_varint(octets, at)
    length, at = {1: (8, at), 5: (4, at)}.get(wire_type) or read_varint(octets, at)
    if at + length > len(octets):
        raise ValueError(f"a field of {length} octets at offset {at} of a message of {len(octets)}")
    return octets[at : at + length], at + length


def typed(kind, value):
    if kind is int:
        return value - (1 << 64) if value >> 63 else value
    if kind is bool:
        return bool(value)
    if kind is str:
        return value.decode()
    return value if kind is bytes else kind.decode(value)


def default(kind):
    return [] if isinstance(kind, list) else {} if isinstance(kind, (dict, Message)) else kind()
