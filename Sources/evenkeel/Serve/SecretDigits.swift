/// Secrets as hexadecimal digits.
enum SecretDigits {
  /// From the system's generator, which is cryptographically secure on every platform that this runs on.
  static func make(bytes count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in
      let digits = String(UInt8.random(in: .min ... .max, using: &generator), radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
