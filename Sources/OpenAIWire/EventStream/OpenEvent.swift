/// What is known of an event whose blank line has not come yet. All offsets count from the event's first byte.
struct OpenEvent: Sendable {
  /// Where the first line begins that is not complete; once the event is complete, its end.
  private(set) var lineStart = 0
  /// How far that line has been searched for its end.
  private var searched = 0
  /// Values of the `data` lines: the first apart, since most events have one only.
  private(set) var firstData: Range<Int>?
  private(set) var moreData: [Range<Int>] = []
  /// Value of the last `event` line.
  private(set) var name: Range<Int>?
  private(set) var hasOtherLines = false
  /// Whether a line came that is not blank; blank lines before it belong to this event.
  private var hasLines = false

  /// An event whose first bytes, a byte order mark, belong to no line.
  init(skipping prefix: Int = 0) {
    lineStart = prefix
    searched = prefix
  }

  /// Takes the lines that are complete; true once the blank line is among them.
  ///
  /// - Parameters:
  ///   - bytes: the event from its first byte on, and whatever follows.
  ///   - isFinished: nothing will follow, so the last line needs no end.
  mutating func scan(_ bytes: UnsafeRawBufferPointer, isFinished: Bool) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    let count = bytes.count
    while true {
      let end = unsafe ByteScan.first(
        UInt8(ascii: "\n"), or: UInt8(ascii: "\r"), in: base, from: searched, count: count)
      searched = end
      guard end < count else { break }
      var next = end + 1
      if unsafe bytes[end] == UInt8(ascii: "\r") {
        if next < count {
          if unsafe bytes[next] == UInt8(ascii: "\n") { next += 1 }
        } else if !isFinished {
          return false
        }
      }
      let isBlank = end == lineStart
      if !isBlank { unsafe takeLine(lineStart..<end, of: bytes) }
      lineStart = next
      searched = next
      if isBlank, hasLines { return true }
    }
    if isFinished, lineStart < count {
      unsafe takeLine(lineStart..<count, of: bytes)
      lineStart = count
    }
    return false
  }

  private mutating func takeLine(_ line: Range<Int>, of bytes: UnsafeRawBufferPointer) {
    hasLines = true
    if let value = unsafe Self.value(of: line, field: "data", in: bytes) {
      if firstData == nil { firstData = value } else { moreData.append(value) }
    } else if let value = unsafe Self.value(of: line, field: "event", in: bytes) {
      name = value
    } else {
      hasOtherLines = true
    }
  }

  /// The value of a line of the given field: what follows the colon and one space. A field without colon is empty.
  @inline(__always)
  private static func value(
    of line: Range<Int>, field: StaticString, in bytes: UnsafeRawBufferPointer
  ) -> Range<Int>? {
    let length = field.utf8CodeUnitCount
    guard line.count >= length else { return nil }
    for index in 0..<length where unsafe bytes[line.lowerBound + index] != field.utf8Start[index] { return nil }
    guard line.count > length else { return line.upperBound..<line.upperBound }
    var start = line.lowerBound + length
    guard unsafe bytes[start] == UInt8(ascii: ":") else { return nil }
    start += 1
    if start < line.upperBound, unsafe bytes[start] == UInt8(ascii: " ") { start += 1 }
    return start..<line.upperBound
  }
}
