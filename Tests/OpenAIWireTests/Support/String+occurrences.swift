import Taxonomy

extension String {
  /// The UTF-8 ranges at which a string occurs in this one.
  func occurrences(of needle: String) -> [Range<Int>] {
    let bytes = Array(utf8)
    let wanted = Array(needle.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return [] }
    var found: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= bytes.count {
      if bytes[start] == wanted[0], bytes[start..<start + wanted.count].elementsEqual(wanted) {
        found.append(start..<start + wanted.count)
        start += wanted.count
      } else {
        start += 1
      }
    }
    return found
  }

  /// The string with the given UTF-8 ranges replaced, which are in order and do not overlap.
  func replacing(_ edits: [(range: Range<Int>, replacement: String)]) -> String {
    let bytes = Array(utf8)
    var result: [UInt8] = []
    var copied = 0
    for edit in edits {
      result += bytes[copied..<edit.range.lowerBound]
      result += edit.replacement.utf8
      copied = edit.range.upperBound
    }
    result += bytes[copied...]
    return String(decoding: result, as: UTF8.self)
  }
}
