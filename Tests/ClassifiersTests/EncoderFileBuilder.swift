import Classifiers
import Foundation
import Taxonomy

/// An encoder's weights file as tests want it: sections by name, written as training/encoder_file.py does.
struct EncoderFileBuilder {
  /// One section: its kind's number in the file, its shape and its bytes.
  struct Section {
    var name: String
    var kind: UInt32
    var rows: Int
    var columns: Int
    var bytes: [UInt8]
  }

  static let tableStart = 48
  static let rowLength = 76

  var sections: [Section] = []

  subscript(name: String) -> Section {
    get { sections.first { $0.name == name } ?? Section(name: name, kind: 0, rows: 0, columns: 0, bytes: []) }
    set {
      if let index = sections.firstIndex(where: { $0.name == name }) {
        sections[index] = newValue
      } else {
        sections.append(newValue)
      }
    }
  }

  mutating func add(_ name: String, floats: [Float], columns: Int = 1) {
    add(name, kind: 5, floats.flatMap { Self.bytes($0.bitPattern) }, count: floats.count, columns: columns)
  }

  mutating func add(_ name: String, words: [UInt32], columns: Int = 1) {
    add(name, kind: 4, words.flatMap(Self.bytes), count: words.count, columns: columns)
  }

  mutating func add(_ name: String, kind: UInt32, _ bytes: [UInt8], count: Int, columns: Int = 1) {
    self[name] = Section(name: name, kind: kind, rows: count / columns, columns: columns, bytes: bytes)
  }

  /// The file, with a right checksum.
  func build() -> [UInt8] {
    var table: [UInt8] = []
    var body: [UInt8] = []
    let start = Self.tableStart + Self.rowLength * sections.count
    for section in sections {
      while (start + body.count) % 64 != 0 { body.append(0) }
      let name = Array(section.name.utf8)
      table += name + [UInt8](repeating: 0, count: 48 - name.count)
      table += Self.bytes(section.kind) + Self.bytes(UInt32(section.rows)) + Self.bytes(UInt32(section.columns))
      table += Self.bytes(UInt32(start + body.count)) + Self.bytes(0)
      table += Self.bytes(UInt32(section.bytes.count)) + Self.bytes(0)
      body += section.bytes
    }
    var file = Array("EVKENC\0\0".utf8) + Self.bytes(2) + Self.bytes(UInt32(sections.count))
    file += SHA256Digest.of((table + body)[...])
    return file + table + body
  }

  /// Makes a file's checksum right again, as an attacker would.
  static func sign(_ file: inout [UInt8]) {
    guard file.count > tableStart else { return }
    file.replaceSubrange(16..<tableStart, with: SHA256Digest.of(file[tableStart...]))
  }

  static func bytes(_ word: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
}
