/// The bytes that are searched, with a note whether somebody looked behind their end.
///
/// Bytes outside the text read as 0, which is part of no match. A recogniser that did not reach the end would say the
/// same whatever followed: that is how open tails are known, and why recognisers read through here and nowhere else.
@safe struct ScannedText {
  private let bytes: UnsafeBufferPointer<UInt8>
  let count: Int
  /// Whether a byte behind the end was asked for since this was last set to false.
  var reachedEnd = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.bytes = unsafe bytes
    count = bytes.count
  }

  subscript(index: Int) -> UInt8 {
    @inline(__always) mutating get {
      if index < count { return index >= 0 ? unsafe bytes[index] : 0 }
      reachedEnd = true
      return 0
    }
  }

  /// The byte at `index`, which must lie in the text or before it.
  @inline(__always)
  func within(_ index: Int) -> UInt8 {
    precondition(index < count, "byte \(index) of \(count)")
    return index >= 0 ? unsafe bytes[index] : 0
  }

  /// Whether `text` stands at `index`; reads no further than the first difference.
  mutating func has(_ text: StaticString, at index: Int) -> Bool {
    for offset in 0..<text.utf8CodeUnitCount
    where self[index + offset] != (unsafe text.utf8Start[offset]) { return false }
    return true
  }
}
