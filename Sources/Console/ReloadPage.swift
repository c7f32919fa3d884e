import Foundation
import Hummingbird
import Policy

/// `POST /policies/reload`: what came of it.
struct ReloadPage: Encodable {
  /// What came of one folder.
  struct Report: Encodable {
    /// One thing that is wrong; without a line where it belongs to the file or folder as a whole.
    struct Fault: Encodable {
      var file: String
      var line: Int?
      var column: Int?
      var message: String

      init(_ fault: PolicyFault) {
        file = fault.file
        line = fault.line > 0 ? fault.line : nil
        column = fault.line > 0 ? fault.column : nil
        message = fault.message
      }
    }

    var at: String
    var trigger: String
    var outcome: String
    /// The revision that runs now.
    var revision: String?
    var faults: [Fault]
    /// How many there are; the list ends at some point.
    var faultCount: Int
    var warnings: [Fault]

    init(_ report: ReloadReport) {
      at = UnixTimeText.text(report.milliseconds)
      trigger = report.trigger.rawValue
      outcome = report.outcome.rawValue
      revision = report.revision
      faults = report.faults.map { Fault($0) }
      faultCount = report.faultCount
      warnings = report.warnings.map { Fault($0) }
    }
  }

  private let active: Report?
  /// Left out when none is configured.
  private let candidate: Report?
  /// 200, or 422 when a folder cannot be loaded, or 503 when the process is about to end.
  let status: HTTPResponse.Status

  private enum CodingKeys: CodingKey {
    case active, candidate
  }

  init(_ reports: [ReloadReport]) {
    active = reports.first { $0.role == .active }.map { Report($0) }
    candidate = reports.first { $0.role == .candidate }.map { Report($0) }
    status =
      reports.isEmpty
      ? .serviceUnavailable : reports.contains { $0.outcome == .failed } ? .unprocessableContent : .ok
  }

  func json() throws -> String { try OperatorsJSON.text(self) }
}
