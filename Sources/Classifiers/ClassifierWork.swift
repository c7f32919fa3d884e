import Foundation

/// Lets a long judgement find out that nobody waits for it any more, as its client is gone or its deadline has passed.
///
/// A thread that goes on judging megabytes for nobody is missing to all others. Whoever calls a classifier may do so in
/// `perform`; a classifier whose work on one text can take longer than a few milliseconds asks between its windows.
///
/// Kept by thread under a POSIX key: a `@TaskLocal` of a closure crashes in release builds of Swift 6.3.1 when it is
/// bound outside of a task.
package enum ClassifierWork {
  private final class Interest {
    let isWanted: @Sendable () -> Bool

    init(_ isWanted: @escaping @Sendable () -> Bool) { self.isWanted = isWanted }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let failure = unsafe pthread_key_create(&key, nil)
    precondition(failure == 0, "there are no more keys for threads' own values: error \(failure)")
    return key
  }()

  /// Runs `body`, within which, on this thread, `check` asks `isWanted`. An inner call covers an outer one.
  package static func perform<Value, Failure: Error>(
    while isWanted: @escaping @Sendable () -> Bool, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let outer = unsafe pthread_getspecific(key)
    let interest = Interest(isWanted)
    unsafe pthread_setspecific(key, Unmanaged.passUnretained(interest).toOpaque())
    defer {
      unsafe pthread_setspecific(key, outer)
      withExtendedLifetime(interest) {}
    }
    return try body()
  }

  /// Whether somebody still waits; true where nobody said.
  package static var isWanted: Bool {
    guard let interest = unsafe pthread_getspecific(key) else { return true }
    return unsafe Unmanaged<Interest>.fromOpaque(interest).takeUnretainedValue().isWanted()
  }

  /// - Throws: `deadlineExceeded` when nobody waits any more.
  package static func check() throws(ClassifierFailure) {
    guard isWanted else { throw .deadlineExceeded }
  }
}
