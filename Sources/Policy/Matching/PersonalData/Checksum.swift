/// Check digits of numbers that are given to people, over digits as values from 0 to 9.
enum Checksum {
  /// Luhn's formula (ISO/IEC 7812-1, annex B), the check digit last.
  static func isLuhn(_ digits: SIMD32<UInt8>, count: Int) -> Bool {
    var sum = 0
    for index in 0..<count {
      let digit = Int(digits[index])
      let doubled = digit * 2
      sum += (count - index).isMultiple(of: 2) ? (doubled > 9 ? doubled - 9 : doubled) : digit
    }
    return sum.isMultiple(of: 10)
  }

  /// Verhoeff's dihedral scheme (1969), the check digit last.
  static func isVerhoeff(_ digits: SIMD32<UInt8>, count: Int) -> Bool {
    var check = 0
    for index in 0..<count {
      var digit = Int(digits[count - 1 - index])
      // The permutation of the scheme has order 8.
      for _ in 0..<(index & 7) { digit = Int(verhoeffPermutation[digit]) }
      check = dihedralProduct(check, digit)
    }
    return check == 0
  }

  private static let verhoeffPermutation: [UInt8] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

  /// The product in the group of a pentagon's symmetries: 0 to 4 turn, 5 to 9 also mirror.
  private static func dihedralProduct(_ left: Int, _ right: Int) -> Int {
    if left < 5 { return right < 5 ? (left + right) % 5 : (left + right) % 5 + 5 }
    return right < 5 ? (left - right) % 5 + 5 : (left - right + 10) % 5
  }

  /// ISO 7064, MOD 11,10, the check digit last.
  static func isMod11And10(_ digits: SIMD32<UInt8>, count: Int) -> Bool {
    var product = 10
    for index in 0..<(count - 1) {
      let sum = (Int(digits[index]) + product) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (11 - product) % 10 == Int(digits[count - 1])
  }

  /// Weights that fall to 2, mod 11, 10 as 0: both check digits of a CPF.
  static func isCPF(_ digits: SIMD32<UInt8>) -> Bool {
    for length in [9, 10] {
      var sum = 0
      for index in 0..<length { sum += Int(digits[index]) * (length + 1 - index) }
      let check = sum * 10 % 11 % 10
      guard check == Int(digits[length]) else { return false }
    }
    return true
  }
}
