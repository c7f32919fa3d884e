/// One thing that a recorded process did, in the order in which it did them.
enum DiskEntry: Equatable {
  case open(file: UInt32, path: String)
  case write(file: UInt32, offset: Int, bytes: [UInt8])
  case truncate(file: UInt32, length: Int)
  case sync(file: UInt32)
  case syncFolder(String)
  case makeFolder(String)
  case unlink(String)
  case rename(from: String, to: String)
  /// What it said on stdout.
  case say(String)

  /// Reads the recorder's log.
  static func all(in log: [UInt8]) -> [DiskEntry] {
    var entries: [DiskEntry] = []
    var rest = log[...]
    func integer(_ bytes: Int) -> Int {
      defer { rest = rest.dropFirst(bytes) }
      return rest.prefix(bytes).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    while let kind = rest.popFirst() {
      let file = UInt32(integer(4))
      let offset = integer(8)
      let length = integer(8)
      let bytes = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      let text = String(decoding: bytes, as: UTF8.self)
      switch kind {
      case UInt8(ascii: "O"): entries.append(.open(file: file, path: text))
      case UInt8(ascii: "W"): entries.append(.write(file: file, offset: offset, bytes: bytes))
      case UInt8(ascii: "T"): entries.append(.truncate(file: file, length: offset))
      case UInt8(ascii: "S"): entries.append(.sync(file: file))
      case UInt8(ascii: "D"): entries.append(.syncFolder(text))
      case UInt8(ascii: "M"): entries.append(.makeFolder(text))
      case UInt8(ascii: "U"): entries.append(.unlink(text))
      case UInt8(ascii: "R"):
        let names = text.split(separator: "\0", maxSplits: 1).map(String.init)
        entries.append(.rename(from: names[0], to: names[1]))
      case UInt8(ascii: "A"): entries.append(.say(text))
      default: preconditionFailure("an entry of kind \(kind)")
      }
    }
    return entries
  }
}
