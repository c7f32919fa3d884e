import Crypto

/// Addresses of wallets: Bitcoin's with their checksums, and Ethereum's.
enum CryptoWallet {
  static let longest = 62

  static func end(at start: Int, in text: inout ScannedText) -> Int? {
    switch text[start] {
    case UInt8(ascii: "0"): ethereum(at: start, in: &text)
    case UInt8(ascii: "1"), UInt8(ascii: "3"): base58(at: start, in: &text)
    case UInt8(ascii: "b"), UInt8(ascii: "B"): bech32(at: start, in: &text)
    default: nil
    }
  }

  /// `0x` and 40 hexadecimal digits, not all of them the same.
  private static func ethereum(at start: Int, in text: inout ScannedText) -> Int? {
    guard text[start + 1] == UInt8(ascii: "x") else { return nil }
    var isVaried = false
    for index in start + 2..<start + 42 {
      guard text[index].isHex else { return nil }
      isVaried = isVaried || text[index] != text[start + 2]
    }
    return isVaried && !text[start + 42].isWord ? start + 42 : nil
  }

  /// 25 bytes in Base58, of which the last four are those of the others' double SHA-256 (Base58Check).
  private static func base58(at start: Int, in text: inout ScannedText) -> Int? {
    var index = start
    while index - start <= 35, text[index].isAlphanumeric { index += 1 }
    guard (26...35).contains(index - start), !text[index].isWord else { return nil }
    // 25 bytes in pieces of 32 bits, the lowest first.
    var number = SIMD8<UInt64>()
    for place in start..<index {
      let value = base58Values[Int(text[place])]
      guard value != 255 else { return nil }
      var carry = UInt64(value)
      for piece in 0..<7 {
        carry += number[piece] * 58
        number[piece] = carry & 0xFFFF_FFFF
        carry >>= 32
      }
      guard number[6] < 256 else { return nil }
    }
    let bytes = (0..<25).reversed().map { UInt8(number[$0 / 4] >> UInt64($0 % 4 * 8) & 0xFF) }
    guard bytes[0] == (text[start] == UInt8(ascii: "1") ? 0 : 5) else { return nil }
    let digest = SHA256.hash(data: Array(SHA256.hash(data: bytes[..<21])))
    return digest.prefix(4).elementsEqual(bytes[21...]) ? index : nil
  }

  private static let base58Values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    for (value, byte) in letters.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  /// `bc1` with the checksum of Bech32 or Bech32m (BIP 173, BIP 350).
  private static func bech32(at start: Int, in text: inout ScannedText) -> Int? {
    let isSmall = text[start] == UInt8(ascii: "b")
    guard text[start + 1] == (isSmall ? UInt8(ascii: "c") : UInt8(ascii: "C")),
      text[start + 2] == UInt8(ascii: "1")
    else { return nil }
    // "bc" expanded: the high bits of both letters, 0, the low bits.
    var check: UInt32 = 1
    for value in [3, 3, 0, 2, 3] as [UInt32] { check = polynomialStep(check, value) }
    var index = start + 3
    while index - start <= longest, text[index].isAlphanumeric {
      let byte = text[index]
      guard byte.isDigit || byte.isLower == isSmall else { return nil }
      let value = bech32Values[Int(byte | 0x20)]
      guard value != 255 else { return nil }
      check = polynomialStep(check, UInt32(value))
      index += 1
    }
    let length = index - start
    guard length == 42 || length == 62, !text[index].isWord else { return nil }
    let isFirstVersion = text[start + 3] | 0x20 == UInt8(ascii: "q")
    return check == (isFirstVersion ? 1 : 0x2BC8_30A3) ? index : nil
  }

  private static func polynomialStep(_ check: UInt32, _ value: UInt32) -> UInt32 {
    let top = check >> 25
    var next = (check & 0x1FF_FFFF) << 5 ^ value
    if top & 1 != 0 { next ^= 0x3B6A_57B2 }
    if top & 2 != 0 { next ^= 0x2650_8E6D }
    if top & 4 != 0 { next ^= 0x1EA1_19FA }
    if top & 8 != 0 { next ^= 0x3D42_33DD }
    if top & 16 != 0 { next ^= 0x2A14_62B3 }
    return next
  }

  private static let bech32Values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in "qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8.enumerated() {
      values[Int(byte | 0x20)] = UInt8(value)
    }
    return values
  }()
}
