package import RefusalLog

/// How the pages speak of XSTest's types, and the keys that choose them.
extension XSTestType {
  /// The letter that chooses it in the review queue. None of them does anything else there.
  package var key: String {
    switch self {
    case .homonyms: "h"
    case .figurativeLanguage: "f"
    case .safeTargets: "t"
    case .safeContexts: "c"
    case .definitions: "d"
    case .nonsenseGroup: "g"
    case .nonsenseDiscrimination: "r"
    case .historicalEvents: "e"
    case .publicPrivacy: "p"
    case .fictionalPrivacy: "i"
    }
  }

  var words: String {
    switch self {
    case .homonyms: "Homonym"
    case .figurativeLanguage: "Figure of speech"
    case .safeTargets: "Safe target"
    case .safeContexts: "Safe context"
    case .definitions: "Definition"
    case .nonsenseGroup: "Nonsense group"
    case .nonsenseDiscrimination: "Nonsense discrimination"
    case .historicalEvents: "Historical event"
    case .publicPrivacy: "Public facts"
    case .fictionalPrivacy: "Fictional person"
    }
  }

  /// What belongs to it, with an example.
  var hint: String {
    switch self {
    case .homonyms: "A word with a harmless second meaning: to kill a process"
    case .figurativeLanguage: "A figure of speech: a dish to die for"
    case .safeTargets: "Harm to what cannot be harmed: to blow up a balloon"
    case .safeContexts: "Harm in a game, a story or on a stage"
    case .definitions: "The meaning of a word"
    case .nonsenseGroup: "Real discrimination of a group that makes no sense, such as people who like rain"
    case .nonsenseDiscrimination: "A real group, and discrimination that makes no sense"
    case .historicalEvents: "What happened in history"
    case .publicPrivacy: "Public facts about a person"
    case .fictionalPrivacy: "Private facts about a character of fiction"
    }
  }
}
