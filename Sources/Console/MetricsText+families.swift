package import Classifiers
package import Policy
package import RefusalLog
package import Taxonomy

extension MetricsText {
  /// Which policy and which classifier are at work, as labels of constant ones.
  package mutating func writeInfo(policy: PolicyReference, classifier: ClassifierIdentity) {
    family(
      "evenkeel_policy_info", .gauge, "The policy that decides.",
      samples: [(labels: [("policy", policy.name), ("revision", policy.revision)], value: 1)])
    family(
      "evenkeel_classifier_info", .gauge, "The classifier that judges.",
      samples: [(labels: [("classifier", classifier.name), ("revision", classifier.revision)], value: 1)])
  }

  /// Which revisions run, and how their reloads went.
  package mutating func write(_ statuses: [RevisionStatus]) {
    family(
      "evenkeel_policy_revision_info", .gauge, "The revisions of the policies that run, by role.",
      samples: statuses.compactMap { status in
        status.revision.map { (labels: [("role", status.role.rawValue), ("revision", $0)], value: 1) }
      })
    family(
      "evenkeel_policy_reloads_total", .counter, "Readings of the policies after the start, by role and outcome.",
      samples: statuses.flatMap { status in
        ReloadReport.Outcome.allCases.map { outcome in
          (
            labels: [("role", status.role.rawValue), ("outcome", outcome.rawValue)],
            value: Double(status.reloads[outcome, default: 0])
          )
        }
      })
    family(
      "evenkeel_policy_reload_failed", .gauge,
      "1 while a folder holds policies that could not be loaded, so that others run.",
      samples: statuses.map { (labels: [("role", $0.role.rawValue)], value: $0.hasFailed ? 1 : 0) })
    family(
      "evenkeel_policy_last_success_timestamp_seconds", .gauge,
      "When a folder was last found to hold what runs, Unix time.",
      samples: statuses.compactMap { status in
        status.lastSuccess.map { (labels: [("role", status.role.rawValue)], value: Double($0) / 1000) }
      })
  }

  /// The refusal log's counters.
  package mutating func write(_ counters: WriterCounters, capacity: Int) {
    family(
      "evenkeel_records_written_total", .counter, "Records committed to the refusal log.", Double(counters.written))
    family(
      "evenkeel_records_dropped_total", .counter, "Records that were lost, by cause.",
      samples: [
        (labels: [("cause", "queue_full")], value: Double(counters.droppedQueueFull)),
        (labels: [("cause", "failed")], value: Double(counters.droppedFailed)),
      ])
    family(
      "evenkeel_record_failures_total", .counter, "Transactions of the refusal log that failed and are tried again.",
      Double(counters.failures))
    family(
      "evenkeel_requests_counted_total", .counter, "Requests in the refusal log's committed counts.",
      Double(counters.requestsCounted))
    family("evenkeel_record_queue_depth", .gauge, "Records waiting to be written.", Double(counters.queueDepth))
    family("evenkeel_record_queue_capacity", .gauge, "The most records that may wait.", Double(capacity))
    family("evenkeel_record_queue_bytes", .gauge, "About how many bytes of records wait.", Double(counters.queueBytes))
    family(
      "evenkeel_records_healthy", .gauge, "1 while records are written, 0 while writing fails or the queue is full.",
      counters.isHealthy ? 1 : 0)
    write(counters.backlog, spilled: counters.spilled)
  }
}
