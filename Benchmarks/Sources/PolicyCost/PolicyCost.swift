import Foundation

/// Measures what deciding by policies costs, and loading them: `PolicyCost FOLDER SECONDS` writes files below the folder
/// and prints the measurements as JSON. `PolicyCost FOLDER SECONDS NAME` measures one case alone, for a profiler.
@main
enum PolicyCost {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let seconds = Double(arguments[2]), seconds > 0 else {
      print("usage: PolicyCost FOLDER SECONDS [NAME]")
      exit(2)
    }
    do {
      let measurements = try measure(
        below: URL(filePath: arguments[1]), seconds: seconds, only: arguments.count > 3 ? arguments[3] : nil)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(measurements), as: UTF8.self))
    } catch {
      print("failed: \(error)")
      exit(1)
    }
  }

  private static func measure(below folder: URL, seconds: Double, only name: String?) throws -> [Measurement] {
    let policies = try OwnPolicies()
    let loading = LoadingCases(folder: folder)
    // Loading takes up to seconds: groups of their own, so that few samples of it leave many of the others.
    var groups = try [DecidingCases(policies).all(), AnswerCases(policies: policies).all()]
    if name == nil || name?.contains("load") == true || name?.contains("resolve") == true {
      groups += try [loading.routes(), [loading.routeLoading()]] + loading.all().map { [$0] }
    }
    if let name {
      groups = groups.map { $0.filter { $0.name == name } }.filter { !$0.isEmpty }
    }
    return groups.flatMap { Stopwatch(seconds: seconds).measure($0) }
  }
}
