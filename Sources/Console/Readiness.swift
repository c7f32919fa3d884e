package import Classifiers
import Foundation
package import Policy
package import RefusalLog
package import Taxonomy

/// Whether requests can be served, with the state of every part.
///
/// `ready` needs a warm classifier and a reachable model server. A refusal log that cannot write changes no answer, so it
/// makes the state `degraded` and nothing worse; so does a stream of records that is not read. Classifier and policy passed their checks before anything listened.
package struct Readiness: Sendable, Encodable {
  package enum Status: String, Sendable, Encodable {
    case ready
    /// Requests are served, and refusals may be lost.
    case degraded
    /// Requests fail.
    case unready
  }

  struct Part: Sendable, Encodable {
    var ok: Bool
    var detail: String
    var queued: Int?
    var capacity: Int?
  }

  package let status: Status
  private let classifier: Part
  private let policy: Part
  /// Nil when none is configured. It never makes anything unready: nothing follows from what it decides.
  private let candidate: Part?
  private let records: Part
  /// Nil where no stream of records is configured.
  private let stream: Part?
  private let upstream: Part

  package init(
    classifier: ClassifierIdentity, isWarm: Bool, policy: PolicyReference, policies: [RevisionStatus],
    records counters: WriterCounters, recordCapacity: Int, upstream: UpstreamHealth
  ) {
    self.classifier = Part(
      ok: isWarm, detail: "\(classifier), self-check passed, \(isWarm ? "warm" : "warming up")")
    let active = policies.first { $0.role == .active }
    // What runs is whole, and requests are served: a failed reload is a fact to tell, not a state to leave.
    self.policy = Part(
      ok: true, detail: ([policy.description] + (active?.failure.map { [$0] } ?? [])).joined(separator: "; "))
    candidate = policies.first { $0.role == .candidate }.map { status in
      Part(
        ok: !status.hasFailed,
        detail: ([status.revision ?? "none"] + (status.failure.map { [$0] } ?? [])).joined(separator: "; "))
    }
    records = Part(
      ok: counters.isHealthy, detail: counters.detail, queued: counters.queueDepth, capacity: recordCapacity)
    stream = counters.backlog.stream.map { stream in
      let trouble = "\(stream.lastError ?? "it is not read"); \(stream.dropped) lines were lost"
      return Part(ok: stream.isHealthy, detail: stream.isHealthy ? "writing" : trouble, queued: stream.waiting)
    }
    switch upstream {
    case .reachable: self.upstream = Part(ok: true, detail: "reachable")
    case .unreachable(let reason): self.upstream = Part(ok: false, detail: reason)
    }
    let isWhole = records.ok && stream?.ok ?? true
    status = !self.upstream.ok || !isWarm ? .unready : isWhole ? .ready : .degraded
  }

  /// The report as one JSON object, its keys sorted.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension WriterCounters {
  /// How the refusal log is, in one line.
  fileprivate var detail: String {
    var parts = [isHealthy ? "writing" : lastError ?? "the queue is full"]
    if backlog.records > 0 {
      parts.append("\(backlog.records) records wait in the spill file, \(backlog.bytes) of \(backlog.capacity) bytes")
    }
    // Said while all is well, too: it is wanted on the day when it is not.
    if let unusable = backlog.unusable { parts.append(unusable) }
    return parts.joined(separator: "; ")
  }
}

extension RevisionStatus {
  /// Why the folder's state is not what runs, in one line; nil when it is.
  fileprivate var failure: String? {
    guard let report = lastReload, report.outcome == .failed else { return nil }
    let more = report.faultCount > 1 ? " and \(report.faultCount - 1) more" : ""
    let first = report.faults.first?.description ?? ""
    return "the reload at \(UnixTimeText.text(report.milliseconds)) failed: \(first)\(more)"
  }
}
