import Crypto

/// SHA-256 (FIPS 180-4) of a weights file: tells damage, and names the file in records.
package enum SHA256Digest {
  /// The 32 bytes of the digest of `bytes`.
  package static func of(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe of($0) }
  }

  /// The 32 bytes of the digest of bytes that are not copied.
  static func of(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = SHA256()
    unsafe digest.update(bufferPointer: bytes)
    return Array(digest.finalize())
  }
}
