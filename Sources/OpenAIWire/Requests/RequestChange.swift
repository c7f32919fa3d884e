package import Taxonomy

/// What a policy changes in a request before it is forwarded.
package struct RequestChange: Sendable, Equatable {
  /// What becomes of the app's own instructions.
  package enum SystemMessage: Sendable, Equatable {
    /// A system message with this content comes before all messages.
    case prepend(String)
    /// One system message with this content takes the place of all `system` and `developer` messages; it comes first.
    case replaceAll(String)
  }

  /// What is taken out of the texts, by their index in `conversation.texts`, with ranges in the text as it was judged.
  package var redactions: [Int: [TextRedaction]]
  package var system: SystemMessage?
  /// Another model to ask.
  package var model: String?

  package init(
    redactions: [Int: [TextRedaction]] = [:], system: SystemMessage? = nil, model: String? = nil
  ) {
    self.redactions = redactions
    self.system = system
    self.model = model
  }

  package var isEmpty: Bool { system == nil && model == nil && redactions.allSatisfy { $0.value.isEmpty } }
}
