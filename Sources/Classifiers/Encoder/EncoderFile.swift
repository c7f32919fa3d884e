/// The container of the encoder's weights: named arrays after a checked head (docs/decisions/0006-encoder-weights.md).
///
/// All that can be wrong with the container is found in `init`, all that can be wrong with one array when it is taken.
@safe struct EncoderFile {
  /// What an array is made of.
  enum Kind: UInt32 {
    case int8 = 0
    case uint8
    case uint16
    case int32
    case uint32
    case float32

    /// Bytes of one element.
    var size: Int {
      switch self {
      case .int8, .uint8: 1
      case .uint16: 2
      case .int32, .uint32, .float32: 4
      }
    }
  }

  /// One array of the file.
  private struct Section {
    var kind: Kind
    var rows: Int
    var columns: Int
    var offset: Int
  }

  static let magic = Array("EVKENC\0\0".utf8)
  static let version: UInt32 = 2
  static let nameLength = 48
  /// Bytes of one row of the table of sections.
  static let rowLength = nameLength + 28
  /// Where the checksum starts, and where it ends and what it covers begins.
  static let digestStart = 16
  static let tableStart = 48
  static let mostSections = 1024
  /// Larger than any number in a model that works, and far from what fp32 cannot hold.
  static let plausible: ClosedRange<Float> = -1e5...1e5

  let memory: EncoderMemory
  /// SHA-256 of all behind the head.
  let digest: [UInt8]
  private var sections: [String: Section] = [:]

  /// - Throws: `badWeights` for a file of another kind or version, with a wrong checksum, or whose sections are not one
  ///   behind the other to its end.
  init(_ memory: EncoderMemory) throws(ClassifierFailure) {
    self.memory = memory
    let bytes = unsafe memory.bytes
    var head = WeightsReader(unsafe Array(bytes.prefix(Self.tableStart)))
    guard try head.take(Self.magic.count).elementsEqual(Self.magic) else {
      throw .badWeights(reason: "they do not begin as encoder weights do")
    }
    let version = try head.readUInt32()
    guard version == Self.version else {
      throw .badWeights(reason: "they have version \(version), and this build reads version \(Self.version)")
    }
    let count = Int(try head.readUInt32())
    let claimed = try head.take(32)
    digest = unsafe SHA256Digest.of(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Self.tableStart)))
    guard claimed.elementsEqual(digest) else { throw .badWeights(reason: "their checksum is wrong") }
    guard (1...Self.mostSections).contains(count) else { throw .badWeights(reason: "they have \(count) sections") }
    let tableEnd = Self.tableStart + count * Self.rowLength
    var table = WeightsReader(unsafe Array(bytes.prefix(tableEnd).dropFirst(Self.tableStart)))
    var end = tableEnd
    for _ in 0..<count { end = try readSection(&table, after: end) }
    guard end == bytes.count else {
      throw .badWeights(reason: "their sections end at \(end) of \(bytes.count) bytes")
    }
  }

  /// Reads one row of the table and returns where its section ends.
  private mutating func readSection(
    _ table: inout WeightsReader, after end: Int
  ) throws(ClassifierFailure) -> Int {
    let title = try table.take(Self.nameLength)
    let name = String(decoding: title.prefix { $0 != 0 }, as: UTF8.self)
    guard !name.isEmpty, title.dropFirst(name.utf8.count).allSatisfy({ $0 == 0 }) else {
      throw .badWeights(reason: "a section has no proper name")
    }
    let code = try table.readUInt32()
    guard let kind = Kind(rawValue: code) else {
      throw .badWeights(reason: "section \(name.quotedForMessage) is of kind \(code), which there is not")
    }
    let rows = Int(try table.readUInt32())
    let columns = Int(try table.readUInt32())
    let offset = try table.readUInt64()
    let length = try table.readUInt64()
    let (elements, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard !overflows, elements > 0, elements <= EncoderMemory.mostBytes, length == elements * kind.size else {
      throw .badWeights(
        reason: "section \(name.quotedForMessage) has \(rows) by \(columns) elements in \(length) bytes")
    }
    // So there is no overlap, no gap that hides anything, and no section that is not aligned.
    let expected = (end + EncoderMemory.alignment - 1) / EncoderMemory.alignment * EncoderMemory.alignment
    guard offset == expected else {
      throw .badWeights(reason: "section \(name.quotedForMessage) is at \(offset) and not at \(expected)")
    }
    let last = expected + elements * kind.size
    guard unsafe last <= memory.bytes.count else {
      throw .badWeights(reason: "section \(name.quotedForMessage) ends behind the file")
    }
    let section = Section(kind: kind, rows: rows, columns: columns, offset: expected)
    guard sections.updateValue(section, forKey: name) == nil else {
      throw .badWeights(reason: "section \(name.quotedForMessage) is there twice")
    }
    return last
  }

  /// Rows of a section that has not been taken; nil where there is none.
  func rows(of name: String) -> Int? { sections[name]?.rows }

  /// Takes a section out as it lies in memory.
  ///
  /// - Parameters:
  ///   - rows: how many it has to have; nil for any number.
  ///   - columns: how many it has to have.
  mutating func take<Element: BitwiseCopyable>(
    _ name: String, as kind: Kind, of element: Element.Type, rows: Int?, columns: Int
  ) throws(ClassifierFailure) -> UnsafeBufferPointer<Element> {
    precondition(MemoryLayout<Element>.stride == kind.size, "a section of \(kind) read as another type")
    guard let section = sections.removeValue(forKey: name) else {
      throw .badWeights(reason: "they have no section `\(name)`")
    }
    guard section.kind == kind, section.columns == columns, rows == nil || rows == section.rows else {
      throw .badWeights(
        reason: "section `\(name)` is \(section.rows) by \(section.columns) of \(section.kind), not "
          + "\(rows.map(String.init) ?? "any number") by \(columns) of \(kind)")
    }
    let count = section.rows * section.columns
    let part = unsafe UnsafeRawBufferPointer(
      rebasing: memory.bytes[section.offset..<section.offset + count * kind.size])
    return unsafe part.bindMemory(to: Element.self)
  }

  /// Takes a section of floats, all of them finite and in `range`.
  mutating func takeFloats(
    _ name: String, rows: Int?, columns: Int = 1, in range: ClosedRange<Float> = plausible
  ) throws(ClassifierFailure) -> UnsafeBufferPointer<Float> {
    let floats = unsafe try take(name, as: .float32, of: Float.self, rows: rows, columns: columns)
    for index in floats.indices {
      // Written so that NaN fails, too.
      guard range.contains(unsafe floats[index]) else {
        throw .badWeights(reason: "`\(name)` holds \(unsafe floats[index]), which is not in \(range)")
      }
    }
    return unsafe floats
  }

  /// Takes a copy of a section of whole numbers.
  mutating func takeCopy<Element: BitwiseCopyable>(
    _ name: String, as kind: Kind, of element: Element.Type, rows: Int?, columns: Int = 1
  ) throws(ClassifierFailure) -> [Element] {
    unsafe Array(try take(name, as: kind, of: element, rows: rows, columns: columns))
  }

  /// Takes a copy of a section of floats, all of them finite and in `plausible`.
  mutating func takeFloatsCopy(_ name: String, rows: Int?, columns: Int = 1) throws(ClassifierFailure) -> [Float] {
    unsafe Array(try takeFloats(name, rows: rows, columns: columns))
  }

  /// - Throws: `badWeights` where a section is left that nothing took.
  func checkAllTaken() throws(ClassifierFailure) {
    guard let name = sections.keys.min() else { return }
    throw .badWeights(reason: "they have a section \(name.quotedForMessage), which this build does not know")
  }
}

extension String {
  /// Within backticks, with everything escaped that is not printable ASCII: names from a file that may be hostile.
  fileprivate var quotedForMessage: String {
    "`" + unicodeScalars.map { $0.isASCII && $0.value >= 0x20 && $0 != "`" ? String($0) : "?" }.joined() + "`"
  }
}
