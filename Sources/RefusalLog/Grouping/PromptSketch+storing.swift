import Foundation

extension PromptSketch {
  private static let blobBytes = functionCount * 4

  /// Minima as they are stored: little-endian 32-bit words; empty where there are none.
  var blob: Data {
    guard let minima else { return Data() }
    var bytes = Data(capacity: Self.blobBytes)
    for minimum in minima {
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: minimum >> shift)) }
    }
    return bytes
  }

  /// Nil for anything that `blob` does not make of minima.
  static func minima(blob: Data) -> [UInt32]? {
    guard blob.count == blobBytes else { return nil }
    var minima = [UInt32](repeating: 0, count: functionCount)
    for (offset, byte) in blob.enumerated() { minima[offset / 4] |= UInt32(byte) << UInt32(offset % 4 * 8) }
    return minima
  }

  /// - Parameter mode: a `ContentMode`'s raw value.
  /// - Returns: nil for a record that keeps nothing of its prompt.
  init?(mode: String, prompt: String?) {
    guard let prompt, !prompt.isEmpty else { return nil }
    self = mode == ContentMode.hashed.rawValue ? PromptSketch(hash: prompt) : PromptSketch(text: prompt)
  }

  /// Writes by what others find the group.
  func storeBands(of group: Int64, in session: any SQLSession) throws {
    let bands = (bandKeys + [exactKey]).enumerated().map { band, key in
      // Behind the bands, or alone, stands the exact key.
      let isExact = band == bandKeys.count
      return [SQLValue(isExact ? Self.bandCount : band), .integer(key), .integer(group)]
    }
    _ = try session.execute("INSERT INTO prompt_bands (band, key, band_group) VALUES (?, ?, ?)", each: bands)
  }
}
