/// All scalars, cut wherever a set begins or ends, and put into classes step by step.
struct ScalarPartition {
  /// Where each interval starts, ascending, 0 first.
  private let starts: [UInt32]
  /// The class of each interval.
  private(set) var classes: [Int]
  /// How many intervals each class has; none has none.
  private var sizes: [Int]

  var classCount: Int { sizes.count }

  /// - Parameter sets: all that `refine` will be called with.
  init(_ sets: [ScalarRanges]) {
    var starts: Set<UInt32> = [0]
    for set in Set(sets) {
      for range in set.ranges {
        starts.insert(range.lowerBound)
        if range.upperBound < ScalarRanges.last { starts.insert(range.upperBound + 1) }
      }
    }
    self.starts = starts.sorted()
    classes = [Int](repeating: 0, count: starts.count)
    sizes = [starts.count]
  }

  /// The last scalar of an interval.
  func end(of interval: Int) -> UInt32 {
    interval + 1 < starts.count ? starts[interval + 1] - 1 : ScalarRanges.last
  }

  /// Splits the classes of which a set holds a part.
  mutating func refine(by set: ScalarRanges) {
    var held: [Int: Int] = [:]
    forEachInterval(of: set) { held[classes[$0], default: 0] += 1 }
    var split: [Int: Int] = [:]
    for (group, count) in held.sorted(by: { $0.key < $1.key }) where count < sizes[group] {
      split[group] = sizes.count
      sizes[group] -= count
      sizes.append(count)
    }
    guard !split.isEmpty else { return }
    var moved: [(interval: Int, group: Int)] = []
    forEachInterval(of: set) { if let group = split[classes[$0]] { moved.append(($0, group)) } }
    for (interval, group) in moved { classes[interval] = group }
  }

  /// Calls `body` with the classes of a set, more than once with some.
  func forEachClass(of set: ScalarRanges, _ body: (Int) -> Void) {
    forEachInterval(of: set) { body(classes[$0]) }
  }

  private func forEachInterval(of set: ScalarRanges, _ body: (Int) -> Void) {
    for range in set.ranges {
      var interval = firstInterval(from: range.lowerBound)
      while interval < starts.count, starts[interval] <= range.upperBound {
        body(interval)
        interval += 1
      }
    }
  }

  private func firstInterval(from scalar: UInt32) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < scalar { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
