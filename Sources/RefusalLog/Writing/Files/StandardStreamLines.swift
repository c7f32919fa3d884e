import Foundation
private import Synchronization

/// Keeps lines whole on stdout and stderr, to which several parts of the process write lines from threads of their own:
/// beyond 4,096 bytes the system lets writes to a pipe run into each other.
package enum StandardStreamLines {
  // The descriptors are the process's, and so are their locks.
  private static let output = Mutex(())
  private static let error = Mutex(())

  /// Runs `write` while no other part writes to that descriptor.
  package static func alone<Failure: Error>(on descriptor: Int32, _ write: () throws(Failure) -> Void) throws(Failure) {
    switch descriptor {
    case STDOUT_FILENO: try output.withLock { _ throws(Failure) in try write() }
    case STDERR_FILENO: try error.withLock { _ throws(Failure) in try write() }
    default: try write()
    }
  }
}
