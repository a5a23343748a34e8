internal import Glibc

/// The documents of a file, of the files of a folder, or of standard input, read one file after the other.
public struct DocumentFiles {
    /// What is read, in this order: of a folder its files that end in .yaml, .yml and .json, sorted.
    public let files: [String]
    /// Files read to their end in which nothing stood but comments.
    public private(set) var empty: [String] = []

    private let limits: ReadingLimits
    private let standardInput: Int32
    private var remaining: [String]
    private var reader: (file: String, documents: DocumentReader)?

    /// The name of standard input in messages and in ``files``.
    public static let standardInputName = "standard input"

    /// - Parameters:
    ///   - path: A file, a folder, or "-" for standard input.
    ///   - recursive: Read a folder's folders as well.
    ///   - standardInput: The descriptor that "-" means; it stays open.
    /// - Throws: ``DocumentError`` for a path that is not there and folders that cannot be listed.
    public init(
        _ path: String, recursive: Bool = false, limits: ReadingLimits = ReadingLimits(), standardInput: Int32 = 0
    ) throws(DocumentError) {
        files = path == "-" ? [Self.standardInputName] : try FileTree.files(at: path, recursive: recursive)
        self.limits = limits
        self.standardInput = standardInput
        remaining = files.reversed()
    }

    /// The next document; nil behind the last one of the last file.
    ///
    /// - Throws: ``DocumentError`` when a file cannot be read or not any further. The next call goes on with the next file.
    public mutating func next() throws(DocumentError) -> Document? {
        while true {
            if reader == nil {
                guard let file = remaining.popLast() else { return nil }
                reader = (file, try DocumentReader(try octets(of: file), name: file, limits: limits))
            }
            guard let file = reader?.file, var documents = reader?.documents else { return nil }
            // Taken out while it is changed: it must not be copied, nor stay after an error.
            reader = nil
            if let document = try documents.next() {
                reader = (file, documents)
                return document
            }
            if documents.documents == 0 { empty.append(file) }
        }
    }

    private func octets(of file: String) throws(DocumentError) -> [UInt8] {
        if file == Self.standardInputName { return try FileOctets.read(standardInput, name: file, limit: limits.octets) }
        return try FileOctets.read(path: file, limit: limits.octets)
    }
}
