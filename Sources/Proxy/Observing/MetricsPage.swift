/// Writes Prometheus text format 0.0.4.
struct MetricsPage {
  private(set) var text = ""

  mutating func counter(_ name: String, _ help: String, _ series: [(labels: [String: String], value: Int)]) {
    header(name, help, "counter")
    for line in series.map({ "\(name)\(Self.labels($0.labels)) \($0.value)\n" }).sorted() { text += line }
  }

  mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    header(name, help, "gauge")
    text += "\(name) \(value)\n"
  }

  mutating func histogram(
    _ name: String, _ help: String, _ series: [(labels: [String: String], value: TimeHistogram)]
  ) {
    header(name, help, "histogram")
    for (labels, histogram) in series {
      var sum = 0
      for (index, count) in histogram.buckets.enumerated() {
        sum += count
        let bound = index < TimeHistogram.bounds.count ? "\(Double(TimeHistogram.bounds[index]) / 1e6)" : "+Inf"
        text += "\(name)_bucket\(Self.labels(labels.merging(["le": bound]) { $1 })) \(sum)\n"
      }
      text += "\(name)_sum\(Self.labels(labels)) \(Double(histogram.nanoseconds) / 1e9)\n"
      text += "\(name)_count\(Self.labels(labels)) \(sum)\n"
    }
  }

  private mutating func header(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private static func labels(_ labels: [String: String]) -> String {
    if labels.isEmpty { return "" }
    return "{" + labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",") + "}"
  }
}
