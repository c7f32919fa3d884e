extension Determiniser {
  /// Whether a scalar of a class leads on from any of the states that read.
  func leads(_ readers: [Int32], by group: Int) -> Bool {
    let representative = representatives[group]
    return readers.contains { reader in
      guard case .scalar(let set, _) = instructions[Int(reader)] else { return false }
      return alphabet.contains(representative, set: set)
    }
  }

  /// What of a kind the assertions can see.
  func seen(_ kind: ScalarAlphabet.Kind) -> ScalarAlphabet.Kind {
    switch kind {
    case .textBorder: seesText ? .textBorder : .other
    case .newline: seesLines ? .newline : .other
    case .word: seesWords ? .word : .other
    case .other: .other
    }
  }

  /// The state after a scalar of a class.
  mutating func follow(_ place: Resolved, from before: ScalarAlphabet.Kind, by group: Int) -> Key {
    let representative = representatives[group]
    let kind = alphabet.kinds[representative]
    let begun = beginning(from: before, by: group)
    mark += 1
    var states: [Int32] = []
    for state in begun where marks[Int(state)] != mark {
      marks[Int(state)] = mark
      states.append(state)
    }
    move(place.readers, by: representative, into: &states)
    budget -= begun.count + states.count
    states.sort()
    return Key(states: states, before: seen(kind), accepts: acceptSet(place.accepts))
  }

  /// Where a scalar leads from the programs' starts.
  private mutating func beginning(from before: ScalarAlphabet.Kind, by group: Int) -> [Int32] {
    let place = Int(before.rawValue) * representatives.count + group
    if let known = beginnings[place] { return known }
    let kind = alphabet.kinds[representatives[group]]
    let resolved = resolve(starts, between: before, and: kind)
    mark += 1
    var states: [Int32] = []
    move(resolved.readers, by: representatives[group], into: &states)
    beginnings[place] = states
    return states
  }

  /// Adds where a scalar leads, splits followed, but for states that carry the mark.
  private mutating func move(_ readers: [Int32], by representative: Int, into states: inout [Int32]) {
    budget -= readers.count
    for reader in readers {
      guard case .scalar(let set, let next) = instructions[Int(reader)], alphabet.contains(representative, set: set)
      else { continue }
      let reached = closure(Int32(next))
      budget -= reached.count
      for state in reached where marks[Int(state)] != mark {
        marks[Int(state)] = mark
        states.append(state)
      }
    }
  }

  /// The states reached from one without reading: no splits, and assertions not yet asked.
  private mutating func closure(_ state: Int32) -> [Int32] {
    if let known = closures[Int(state)] { return known }
    var reached: [Int32] = []
    var seen: Set<Int32> = []
    var stack = [state]
    while let state = stack.popLast() {
      budget -= 1
      guard seen.insert(state).inserted else { continue }
      if case .split(let first, let second) = instructions[Int(state)] {
        stack += [Int32(second), Int32(first)]
      } else {
        reached.append(state)
      }
    }
    closures[Int(state)] = reached
    return reached
  }

  /// Asks the assertions.
  mutating func resolve(
    _ states: [Int32], between before: ScalarAlphabet.Kind, and after: ScalarAlphabet.Kind
  ) -> Resolved {
    mark += 1
    var resolved = Resolved()
    var stack = states
    while let state = stack.popLast() {
      budget -= 1
      guard marks[Int(state)] != mark else { continue }
      marks[Int(state)] = mark
      switch instructions[Int(state)] {
      case .scalar: resolved.readers.append(state)
      case .accept: resolved.accepts.append(state)
      case .split(let first, let second): stack += [Int32(second), Int32(first)]
      case .assertion(let assertion, let next):
        if assertion.holds(between: before, and: after) { stack.append(Int32(next)) }
      }
    }
    return resolved
  }
}
