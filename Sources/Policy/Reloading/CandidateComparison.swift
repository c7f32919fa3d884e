package import Taxonomy

/// What a candidate revision says about one exchange beside what the active one says, on the same scores.
///
/// Pure, and fed with what the rules say: for prompts once, for answers on each passage. Of several on one stage the
/// worst counts, as it does for what is done.
package struct CandidateComparison: Sendable {
  /// What follows for a client or a monitor, the worst last.
  package enum Effect: String, CaseIterable, Sendable {
    case allow
    /// The request or the answer is changed on its way.
    case change
    /// A guard model would be asked. The candidate never asks one.
    case judge
    /// A refusal that is only noted.
    case monitor
    case refuse
  }

  /// What one of the two says.
  package struct Side: Sendable, Equatable {
    package var decision: Decision
    package var effect: Effect

    init(_ ruling: Ruling) {
      decision = ruling.decision
      effect =
        if decision.withholds {
          .refuse
        } else if decision.action == .refuse {
          .monitor
        } else if !ruling.questions.isEmpty {
          .judge
        } else {
          ruling.changesRequest ? .change : .allow
        }
    }
  }

  /// What both say on one stage.
  package struct Pair: Sendable, Equatable {
    package var active: Side
    package var candidate: Side

    package var effects: Effects { Effects(active: active.effect, candidate: candidate.effect) }
  }

  /// What follows from what both say.
  package struct Effects: Sendable, Hashable {
    package var active: Effect
    package var candidate: Effect

    package var differ: Bool { active != candidate }
  }

  /// The candidate revision's policy for the request.
  package let candidate: CompiledPolicy
  package private(set) var prompt: Pair?
  package private(set) var response: Pair?
  /// How many passages of the answer got which effects.
  package private(set) var passages: [Effects: Int] = [:]

  package init(candidate: CompiledPolicy) {
    self.candidate = candidate
  }

  /// The stages on which both decided, in the order of the exchange.
  package var pairs: [Pair] { [prompt, response].compactMap(\.self) }

  /// Takes what both say on the same scores.
  package mutating func note(active: Ruling, candidate: Ruling) {
    precondition(active.decision.stage == candidate.decision.stage, "different stages are compared")
    let pair = Pair(active: Side(active), candidate: Side(candidate))
    switch active.decision.stage {
    case .prompt: prompt = Self.joined(prompt, pair)
    case .response:
      response = Self.joined(response, pair)
      passages[pair.effects, default: 0] += 1
    }
  }

  private static func joined(_ first: Pair?, _ second: Pair) -> Pair {
    guard let first else { return second }
    return Pair(active: worse(first.active, second.active), candidate: worse(first.candidate, second.candidate))
  }

  /// The first of two that are as bad.
  private static func worse(_ first: Side, _ second: Side) -> Side { second.effect > first.effect ? second : first }
}

extension CandidateComparison.Effect: Comparable {
  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank < rhs.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
