/// One part of the cache: so many verdicts at most; a new one takes the place of one that was not asked for lately.
///
/// The rule is CLOCK: a hand goes round the places, spares each that was asked for since it last came by, and stops at
/// the first that was not.
package struct VerdictShelf: Sendable {
  private struct Place {
    var key: VerdictKey
    var verdict: JudgingVerdict
    var wasAsked: Bool
  }

  package struct Counts: Sendable, Equatable {
    package var hits = 0
    package var misses = 0
    package var evictions = 0

    package init() {}
  }

  private let capacity: Int
  private var places: [Place] = []
  private var positions: [VerdictKey: Int] = [:]
  private var hand = 0
  package private(set) var counts = Counts()

  package init(capacity: Int) {
    precondition(capacity > 0, "a shelf for nothing")
    self.capacity = capacity
  }

  package var count: Int { places.count }

  package mutating func verdict(for key: VerdictKey) -> JudgingVerdict? {
    guard let position = positions[key] else {
      counts.misses += 1
      return nil
    }
    counts.hits += 1
    places[position].wasAsked = true
    return places[position].verdict
  }

  package mutating func insert(_ verdict: JudgingVerdict, for key: VerdictKey) {
    // Two threads may have judged the same text.
    if let position = positions[key] {
      places[position].verdict = verdict
      return
    }
    // Not asked for yet: what is never asked for again leaves first.
    let place = Place(key: key, verdict: verdict, wasAsked: false)
    if places.count < capacity {
      positions[key] = places.count
      places.append(place)
      return
    }
    while places[hand].wasAsked {
      places[hand].wasAsked = false
      hand = (hand + 1) % capacity
    }
    positions[places[hand].key] = nil
    positions[key] = hand
    places[hand] = place
    hand = (hand + 1) % capacity
    counts.evictions += 1
  }
}
