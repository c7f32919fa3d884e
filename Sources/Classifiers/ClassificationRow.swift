import Taxonomy

/// One line of a file to classify: a prompt, with its answer and what was said before where there is that.
package struct ClassificationRow: Sendable, Decodable {
  /// A turn before the prompt: an object with `role` and `content`, or a string, which is a user's.
  package struct Turn: Sendable, Decodable {
    var role: SpeakerRole
    var content: String

    private enum CodingKeys: CodingKey {
      case role
      case content
    }

    package init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        role = .user
        content = text
        return
      }
      let container = try decoder.container(keyedBy: CodingKeys.self)
      role = SpeakerRole(rawValue: try container.decode(String.self, forKey: .role)) ?? .unknown
      content = try container.decode(String.self, forKey: .content)
    }
  }

  package var id: ClassificationID
  package var prompt: String
  package var response: String?
  package var history: [Turn]?

  package init(id: ClassificationID, prompt: String) {
    self.id = id
    self.prompt = prompt
  }

  /// Whose words before the prompt are judged: as the shipped policy `balanced` has it.
  private static let judged: Set<SpeakerRole> = [.user, .tool, .unknown]

  /// What is judged: the prompt and what others than the model said before it.
  var judgedTexts: [JudgedText] {
    let turns = history ?? []
    var texts = turns.enumerated().filter { Self.judged.contains($0.element.role) }.map {
      JudgedText(
        role: $0.element.role, place: TextPlace(message: $0.offset, path: "content"), text: $0.element.content)
    }
    texts.append(JudgedText(role: .user, place: TextPlace(message: turns.count, path: "content"), text: prompt))
    return texts
  }
}
