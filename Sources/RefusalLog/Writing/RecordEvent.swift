/// A change of the writer's state that is worth a line in the log. Each change makes one, however many batches fail.
package enum RecordEvent: Sendable, Equatable {
  /// Writing fails from now on; the writer keeps trying.
  case failing(String)
  /// Writing works again after so many failures.
  case recovered(failures: Int)
  /// The queue is full from now on: records are dropped.
  case queueFull(depth: Int)
  /// The queue is half empty again; so many records were dropped meanwhile.
  case queueDrained(dropped: Int)
  /// The schema refused records; no retry would help.
  case rejected(records: Int)
  /// The shutdown's time was over before everything was written.
  case abandoned(records: Int, requests: Int)
}
