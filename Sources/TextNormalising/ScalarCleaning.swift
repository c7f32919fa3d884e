/// Leaves out scalars that nobody sees, bounds stacks of marks, and writes letters in odd shapes as plain ones.
///
/// One pass, at most as many bytes out as in, and the same again on its own output.
enum ScalarCleaning {
  /// What a pass found out on its way.
  struct Findings: Equatable {
    /// Something remains that compatibility composition could change.
    var mayCompose = false
    /// There are letters that may stand for Latin ones.
    var hasLookalikes = false
    /// There are tag characters besides those of flags.
    var hasTags = false
    /// Anything was left out or written otherwise.
    var isChanged = false
  }

  /// Marks in a row that are kept on a base of another script; on a Latin, Greek or Cyrillic one it is two or none.
  static let mostMarks = 4

  /// - Parameters:
  ///   - readsTags: whether tag characters become the ASCII that they stand for, and not nothing.
  ///   - output: gets the cleaned text.
  static func clean(_ text: String, readsTags: Bool, into output: inout [UInt8]) -> Findings {
    var pass = Pass(readsTags: readsTags)
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let start = index
        while index < bytes.count, isPlain(unsafe bytes[index]) { index += 1 }
        if index > start {
          unsafe pass.takePlain(UnsafeBufferPointer(rebasing: bytes[start..<index]), into: &output)
          continue
        }
        let (scalar, length) = unsafe TextBytes.scalar(at: index, in: bytes)
        pass.take(scalar, into: &output)
        index += length
      }
    }
    pass.endMarks(in: &output)
    pass.endIndicators(in: &output)
    return pass.findings
  }

  /// ASCII that stays: all but NUL and its like; the white space among the controls is kept.
  private static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F || byte &- 0x09 < 5 }

  private struct Pass {
    let readsTags: Bool
    private let kinds = ScalarKinds.shared
    var findings = Findings()
    /// Where the marks in a row started in the output, and how many there were.
    private var marksStart = 0
    private var marks = 0
    private var baseIsSimple = false
    /// Regional indicators in a row, in the output as they came.
    private var indicators = 0
    private var isAfterFlag = false

    init(readsTags: Bool) { self.readsTags = readsTags }

    /// Takes a stretch of ASCII of which everything stays.
    mutating func takePlain(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
      startBase(isSimple: true, in: &output)
      unsafe output.append(contentsOf: bytes)
    }

    mutating func take(_ given: UInt32, into output: inout [UInt8]) {
      let kind = kinds[given]
      if kind.contains(.ordinary) {
        startBase(isSimple: given < 0x530, in: &output)
        if !kind.isDisjoint(with: .lookalike) { findings.hasLookalikes = true }
        if kind.contains(.composing) { findings.mayCompose = true }
        output.append(utf8: given)
        return
      }
      // Half-width sound marks are letters until they are composed, and then stand in the wrong order.
      let scalar = given == 0xFF9E ? 0x3099 : given == 0xFF9F ? 0x309A : given
      if scalar != given { findings.isChanged = true }
      if scalar < 0x80 { return leaveOut() }
      if let tag = tag(scalar) {
        if isAfterFlag || !readsTags || tag < 0x20 || tag == 0x7F { return leaveOut() }
        findings.isChanged = true
        startBase(isSimple: true, in: &output)
        output.append(tag)
        return
      }
      if InvisibleScalars.contains(scalar) { return leaveOut() }
      if (0x1F1E6...0x1F1FF).contains(scalar) {
        if marks > 0 { endMarks(in: &output) }
        indicators += 1
        output.append(utf8: scalar)
        return
      }
      if let plain = PlainLetters.ascii(scalar) {
        startBase(isSimple: true, in: &output)
        findings.isChanged = true
        output.append(plain)
        return
      }
      if InvisibleScalars.isMark(scalar) { return takeMark(scalar, into: &output) }
      startBase(isSimple: scalar < 0x530, in: &output)
      isAfterFlag = scalar == 0x1F3F4
      if !kind.isDisjoint(with: .lookalike) { findings.hasLookalikes = true }
      if kind.contains(.composing) { findings.mayCompose = true }
      output.append(utf8: scalar)
    }

    /// A stack of marks on a simple base is noise, and none of it stays; elsewhere the first few do.
    mutating func endMarks(in output: inout [UInt8]) {
      if marks > 2, baseIsSimple { output.removeLast(output.count - marksStart) }
      marks = 0
    }

    /// Two regional indicators are a flag; any other number of them are letters.
    mutating func endIndicators(in output: inout [UInt8]) {
      guard indicators > 0 else { return }
      if indicators != 2 {
        let start = output.count - 4 * indicators
        for index in 0..<indicators {
          // F0 9F 87 A6 is the first.
          output[start + index] = output[start + 4 * index + 3] - 0xA6 + UInt8(ascii: "a")
        }
        output.removeLast(3 * indicators)
        findings.isChanged = true
      }
      indicators = 0
    }

    private mutating func takeMark(_ scalar: UInt32, into output: inout [UInt8]) {
      endIndicators(in: &output)
      if InvisibleScalars.isOverlay(scalar) { return leaveOut() }
      findings.mayCompose = true
      if marks == 0 { marksStart = output.count }
      marks += 1
      if marks > (baseIsSimple ? 2 : mostMarks) { return leaveOut() }
      output.append(utf8: scalar)
    }

    private mutating func startBase(isSimple: Bool, in output: inout [UInt8]) {
      if marks > 0 { endMarks(in: &output) }
      if indicators > 0 { endIndicators(in: &output) }
      baseIsSimple = isSimple
      isAfterFlag = false
    }

    private mutating func leaveOut() { findings.isChanged = true }

    private mutating func tag(_ scalar: UInt32) -> UInt8? {
      guard (0xE0000...0xE007F).contains(scalar) else { return nil }
      if !isAfterFlag, scalar >= 0xE0020 { findings.hasTags = true }
      return UInt8(scalar & 0x7F)
    }
  }
}

extension [UInt8] {
  /// Appends a scalar's UTF-8.
  mutating func append(utf8 scalar: UInt32) {
    switch scalar {
    case 0..<0x80: append(UInt8(scalar))
    case 0x80..<0x800:
      append(UInt8(0xC0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3F))
    case 0xD800...0xDFFF: return
    case 0x800..<0x10000:
      append(UInt8(0xE0 | scalar >> 12))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    case 0x10000..<0x110000:
      append(UInt8(0xF0 | scalar >> 18))
      append(UInt8(0x80 | scalar >> 12 & 0x3F))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    default: return
    }
  }
}
