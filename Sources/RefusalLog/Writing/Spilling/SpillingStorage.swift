private import Dispatch
package import Logging
private import Synchronization

/// Keeps records while the database cannot: a batch that fails goes to the spill file, all that follow go behind it,
/// and a thread of its own brings them into the database in their order once that is back.
///
/// `append` fails only when neither can take the batch.
package final class SpillingStorage: RecordStorage {
  /// What the threads that write share. Held over waits for the disk, so that only they take it.
  private struct Files {
    var folder: SpillFolder?
    /// True while batches go to the database at once: nothing is in the folder then.
    var isDirect = true
    var isCatchingUp = false
    /// `caughtUp` when the first batch that is in the folder went there.
    var caughtUpBefore = 0
    var isStopped = false
  }

  private let store: any RecordStorage
  private let path: String
  private let limits: SpillLimits
  private let logger: Logger
  private let files = Mutex(Files())
  /// Apart from the files, since metrics are read on threads that must not wait.
  private let status: Mutex<RecordBacklog>
  private let thread = DispatchQueue(label: "evenkeel.refusal-log.catch-up", qos: .utility)

  /// Opens what an earlier process left, and begins to bring it into the database. Blocks, but never on the database.
  ///
  /// A folder that cannot be used is an event and no error: records go to the database as they would without it, and
  /// the folder is tried again.
  package init(store: any RecordStorage, folder: String, limits: SpillLimits = SpillLimits(), logger: Logger) {
    self.store = store
    path = folder + "/" + SpillFolder.name
    self.limits = limits
    self.logger = logger
    var backlog = RecordBacklog()
    backlog.capacity = limits.bytes
    status = Mutex(backlog)
    files.withLock { files in open(&files) }
    if status.withLock({ $0.unusable }) != nil { tryOpeningLater() }
  }

  package var backlog: RecordBacklog { status.withLock { $0 } }

  /// Ends the catching up after the batch at hand; what is left is for the next process, which may have the folder.
  package func stop() {
    files.withLock { files in
      files.isStopped = true
      files.folder = nil
    }
    store.stop()
  }

  // MARK: On the writer's thread

  package func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    var refusal: RefusalLogError?
    if files.withLock({ $0.isDirect }) {
      do throws(RefusalLogError) {
        let outcome = try store.append(records, traffic: traffic, mark: mark)
        status.withLock { $0.isStoreDown = false }
        return outcome
      } catch {
        refusal = error
        status.withLock { status in
          status.isStoreDown = true
          status.lastError = error.description
        }
      }
    }
    // Without a mark a second try could count twice.
    guard let mark else { throw refusal ?? .unusableSpill("a batch without a number") }
    let frame = SpilledBatch(mark: mark, records: records, traffic: traffic).frame()
    let (failure, isFirst) = files.withLock { files in spill(frame, in: &files) }
    if let failure { throw refusal.map { .neitherWrites(database: "\($0)", spill: "\(failure)") } ?? failure }
    if isFirst, let refusal {
      log(.error, "refusal log cannot be written, records go to the spill file", ["error": "\(refusal)"])
    }
    return AppendOutcome(spilled: records.count)
  }

  /// - Returns: what went wrong, and whether this is the first batch in the folder.
  private func spill(_ frame: SpillFrame, in files: inout Files) -> (failure: RefusalLogError?, isFirst: Bool) {
    if files.folder == nil { open(&files) }
    guard let folder = files.folder else {
      return (.unusableSpill(status.withLock { $0.unusable } ?? "it is not open"), false)
    }
    defer { show(folder) }
    do throws(RefusalLogError) {
      try folder.append(frame)
    } catch {
      return (error, false)
    }
    let isFirst = files.isDirect
    files.isDirect = false
    let caughtUp = status.withLock { status in
      status.spilled += frame.records
      return status.caughtUp
    }
    if isFirst { files.caughtUpBefore = caughtUp }
    beginCatchingUp(&files, after: isFirst ? limits.firstRetry : .zero)
    return (nil, isFirst)
  }

  // MARK: The folder

  private func open(_ files: inout Files) {
    guard files.folder == nil, !files.isStopped else { return }
    do throws(RefusalLogError) {
      let folder = try SpillFolder(path: path, capacity: limits.bytes)
      files.folder = folder
      files.isDirect = try folder.first() == nil
      status.withLock { $0.unusable = nil }
      show(folder)
      if !files.isDirect {
        log(.notice, "the spill file holds records of an earlier process", ["records": "\(folder.records)"])
        beginCatchingUp(&files, after: .zero)
      }
    } catch {
      let isNew = status.withLock { status in
        defer { status.unusable = error.description }
        return status.unusable != error.description
      }
      if isNew { log(.error, "the spill file cannot be used, will retry", ["error": "\(error)"]) }
    }
  }

  private func tryOpeningLater() {
    thread.asyncAfter(deadline: .now() + .nanoseconds(limits.lastRetry.wholeNanoseconds)) { [weak self] in
      guard let self else { return }
      let isDone = files.withLock { files in
        open(&files)
        return files.folder != nil || files.isStopped
      }
      if !isDone { tryOpeningLater() }
    }
  }

  private func show(_ folder: SpillFolder) {
    status.withLock { status in
      status.records = folder.records
      status.bytes = folder.bytes
    }
  }

  // MARK: On the catching-up thread

  private func beginCatchingUp(_ files: inout Files, after pause: Duration) {
    guard !files.isCatchingUp else { return }
    files.isCatchingUp = true
    thread.asyncAfter(deadline: .now() + .nanoseconds(pause.wholeNanoseconds)) { [weak self] in
      self?.catchUp(failures: 0)
    }
  }

  private func catchUp(failures: Int) {
    var failures = failures
    do throws(RefusalLogError) {
      while let frame = try nextFrame() {
        let batch = SpilledBatch(frame)
        let outcome = try store.append(batch.records, traffic: batch.traffic, mark: batch.mark)
        failures = 0
        take(batch, outcome)
      }
    } catch {
      failures += 1
      status.withLock { status in
        status.failures += 1
        status.isStoreDown = true
        status.lastError = error.description
      }
      let pause = limits.pause(afterFailures: failures)
      thread.asyncAfter(deadline: .now() + .nanoseconds(pause.wholeNanoseconds)) { [weak self, failures] in
        self?.catchUp(failures: failures)
      }
    }
  }

  /// The oldest batch; nil when all are done with, and batches go to the database at once from then on.
  private func nextFrame() throws(RefusalLogError) -> SpillFrame? {
    try files.withLock { files throws(RefusalLogError) in
      guard !files.isStopped, let folder = files.folder else {
        files.isCatchingUp = false
        return nil
      }
      let damaged = folder.damagedFiles
      let frame = try folder.first()
      if folder.damagedFiles > damaged {
        log(.error, "a part of the spill file is damaged and was set aside", ["folder": "\(path)"])
      }
      show(folder)
      guard frame == nil else { return frame }
      files.isDirect = true
      files.isCatchingUp = false
      let caughtUp = status.withLock { status in
        status.isStoreDown = false
        return status.caughtUp
      }
      log(
        .notice, "the spill file is empty, all of it is in the refusal log",
        ["records": "\(caughtUp - files.caughtUpBefore)"])
      return nil
    }
  }

  private func take(_ batch: SpilledBatch, _ outcome: AppendOutcome) {
    files.withLock { files in
      guard let folder = files.folder else { return }
      folder.take()
      show(folder)
    }
    let lost = outcome.rejected + batch.unreadable
    status.withLock { status in
      status.isStoreDown = false
      status.caughtUp += outcome.written + outcome.duplicates
      status.requestsCaughtUp += outcome.requests
      status.lost += lost
    }
    if lost > 0 { log(.error, "refusal log refused records of the spill file", ["records": "\(lost)"]) }
  }

  /// Not where it happens: a log handler may block, and the files are held there.
  private func log(_ level: Logger.Level, _ message: Logger.Message, _ facts: Logger.Metadata) {
    DispatchQueue.global(qos: .utility).async { [logger] in logger.log(level: level, message, metadata: facts) }
  }
}
