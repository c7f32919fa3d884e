/// A set of Unicode scalars, as ranges in ascending order that neither overlap nor touch.
struct ScalarRanges: Sendable {
  static let last: UInt32 = 0x10FFFF

  private(set) var ranges: [ClosedRange<UInt32>]

  /// - Parameter ranges: in any order, overlapping or not.
  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = self.ranges.last, range.lowerBound <= previous.upperBound + 1 {
        self.ranges[self.ranges.count - 1] =
          previous.lowerBound...max(previous.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// One scalar.
  init(_ scalar: UInt32) { ranges = [scalar...scalar] }

  var isEmpty: Bool { ranges.isEmpty }

  var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// All other scalars.
  var inverted: ScalarRanges {
    var others: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { others.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.last { others.append(next...Self.last) }
    return ScalarRanges(others)
  }

  func contains(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= scalar
  }

  /// With every scalar that differs from one of these in case only.
  func ignoringCase(_ traits: ScalarTraits) -> ScalarRanges {
    var added: [ClosedRange<UInt32>] = []
    if count <= 256 {
      for range in ranges {
        for scalar in range {
          guard let orbit = traits.orbits[traits.fold(scalar)] else { continue }
          added += orbit.map { $0...$0 }
        }
      }
    } else {
      for orbit in traits.orbits.values where orbit.contains(where: contains) { added += orbit.map { $0...$0 } }
    }
    return added.isEmpty ? self : ScalarRanges(ranges + added)
  }
}

extension ScalarRanges: Hashable {
  static func == (lhs: ScalarRanges, rhs: ScalarRanges) -> Bool { lhs.ranges == rhs.ranges }

  /// Looks at the ends only: sets of hundreds of ranges, such as `\w`, are hashed again and again.
  func hash(into hasher: inout Hasher) {
    hasher.combine(ranges.count)
    hasher.combine(ranges.first)
    hasher.combine(ranges.last)
  }
}

extension ScalarRanges {
  /// `\w`: letters, marks, numbers and connectors such as `_`.
  static let word = ScalarRanges(ScalarTraits.shared.ranges(with: ScalarTraits.expressionWord))
  /// `\d`: decimal digits of all scripts.
  static let digit = ScalarRanges(ScalarTraits.shared.ranges(with: ScalarTraits.digit))
  /// `\s`: Unicode's white space.
  static let whiteSpace = ScalarRanges(ScalarTraits.shared.ranges(with: ScalarTraits.whiteSpace))
  static let newline = ScalarRanges(0x0A)
  static let all = ScalarRanges([0...last])
}
