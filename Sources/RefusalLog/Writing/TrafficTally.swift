/// Requests counted and not yet written.
///
/// Apps and policies come from files, but the model's name comes from the client, so the number of different keys is
/// bounded: an hour that has too many counts further models as `otherModel`.
struct TrafficTally {
  /// What models beyond the limit count as.
  static let otherModel = "(other)"

  private(set) var counts: [TrafficKey: Int] = [:]
  /// Sum of `counts`.
  private(set) var requests = 0

  private struct Series: Hashable {
    var app: String
    var model: String
    var policy: String
  }

  private let seriesLimit: Int
  /// The different series of `hour`, whether written yet or not.
  private var series: Set<Series> = []
  private var hour: Int64 = .min

  init(seriesLimit: Int) {
    self.seriesLimit = seriesLimit
  }

  var isEmpty: Bool { counts.isEmpty }

  mutating func add(_ key: TrafficKey, _ requests: Int) {
    guard requests > 0 else { return }
    var key = key
    key.app = key.app.recordable(bytes: RefusalRecord.nameByteLimit)
    key.model = key.model.recordable(bytes: RefusalRecord.nameByteLimit)
    key.policy = key.policy.recordable(bytes: RefusalRecord.nameByteLimit)
    if key.hour > hour {
      hour = key.hour
      series.removeAll(keepingCapacity: true)
    }
    let series = Series(app: key.app, model: key.model, policy: key.policy)
    if !self.series.contains(series) {
      if self.series.count < seriesLimit { self.series.insert(series) } else { key.model = Self.otherModel }
    }
    counts[key, default: 0] += requests
    self.requests += requests
  }

  /// Hands out everything and starts anew.
  mutating func take() -> [TrafficKey: Int] {
    defer {
      counts.removeAll()
      requests = 0
    }
    return counts
  }
}
