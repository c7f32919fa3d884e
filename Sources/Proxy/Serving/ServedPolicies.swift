import NIOCore
import Policy
import Taxonomy

/// The revisions of the policies as one event loop serves them, with what each policy adds to every answer.
///
/// Made once for every swap, so that a request takes a policy without formatting anything.
struct ServedPolicies {
  /// Of the revisions; another one means that this is out of date.
  let generation: UInt64
  /// Decides where no route leads to another policy, and stands for requests that no policy decides about.
  let fallback: ServedPolicy
  private let active: PolicySnapshot
  private let candidate: PolicySnapshot?
  private let policies: [String: ServedPolicy]
  private let name: String

  init(_ revisions: PolicyRevisions) {
    let current = revisions.current
    generation = current.generation
    active = current.active
    candidate = current.candidate
    name = revisions.policyName
    policies = Dictionary(
      uniqueKeysWithValues: current.active.names.compactMap { name in
        current.active.policy(named: name).map { (name, ServedPolicy($0)) }
      })
    guard let fallback = policies[revisions.fallback(in: active)] else {
      preconditionFailure("a revision without the policy that decides")
    }
    self.fallback = fallback
  }

  /// The policy for a request. It holds its revision to the end of the request's stream.
  func policy(for facts: RouteFacts) -> ServedPolicy {
    guard active.hasRoutes, let policy = active.resolve(facts, fallback: name) else { return fallback }
    return policies[policy.reference.name] ?? fallback
  }

  /// The policy that decides about a request in the shadow; nil when there is no candidate revision.
  func candidate(for facts: RouteFacts) -> CompiledPolicy? { candidate?.resolve(facts, fallback: name) }
}

/// One policy of one revision, and what a request needs of it beside its decisions.
final class ServedPolicy: Sendable {
  let policy: CompiledPolicy
  /// `name@revision`.
  let text: String
  /// The header line `x-evenkeel-policy`, with the end of the line before it.
  let headerLine: ByteBuffer

  init(_ policy: CompiledPolicy) {
    self.policy = policy
    text = policy.reference.description
    headerLine = ByteBuffer(string: "\r\nx-evenkeel-policy: \(text)\r\n")
  }
}
