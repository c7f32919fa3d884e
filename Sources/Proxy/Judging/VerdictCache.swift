import Synchronization

/// Verdicts on texts that were judged before, so that a conversation's earlier messages cost nothing again.
///
/// Holds signals and keyed hashes, never text, so each verdict takes less than a kilobyte and the number bounds the
/// bytes. Divided into shelves with a lock each, held for a look-up only: event loops do not wait for each other.
package final class VerdictCache: Sendable {
  /// One lock and what it guards. Noncopyable locks stand in no array by themselves.
  private final class Shelf: Sendable {
    let content: Mutex<VerdictShelf>

    init(capacity: Int) { content = Mutex(VerdictShelf(capacity: capacity)) }
  }

  /// A power of two, so that a mask picks one.
  private static let most = 16

  private let shelves: [Shelf]

  /// - Parameter entries: verdicts that are kept at most, at least 1; a number below 16 is kept exactly, a larger one
  ///   rounded up to a multiple of 16.
  package init(entries: Int) {
    precondition(entries > 0, "a cache for nothing")
    let count = entries < Self.most ? 1 : Self.most
    shelves = (0..<count).map { _ in Shelf(capacity: (entries + count - 1) / count) }
  }

  package func verdict(for key: VerdictKey) -> JudgingVerdict? {
    shelf(of: key).content.withLock { $0.verdict(for: key) }
  }

  package func insert(_ verdict: JudgingVerdict, for key: VerdictKey) {
    shelf(of: key).content.withLock { $0.insert(verdict, for: key) }
  }

  /// Verdicts that are kept now.
  package var count: Int { shelves.reduce(0) { sum, shelf in sum + shelf.content.withLock { $0.count } } }

  /// What happened since the start.
  package var counts: VerdictShelf.Counts {
    shelves.reduce(into: VerdictShelf.Counts()) { sum, shelf in
      let counts = shelf.content.withLock { $0.counts }
      sum.hits += counts.hits
      sum.misses += counts.misses
      sum.evictions += counts.evictions
    }
  }

  // The table within a shelf hashes the other word.
  private func shelf(of key: VerdictKey) -> Shelf { shelves[Int(truncatingIfNeeded: key.high) & (shelves.count - 1)] }
}
