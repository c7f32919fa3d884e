import RefusalLog

/// How the pages speak of labels, and the keys that give them.
extension ReviewLabel {
  var key: String {
    switch self {
    case .falseRefusal: "1"
    case .rightRefusal: "2"
    case .unsure: "3"
    }
  }

  var words: String {
    switch self {
    case .falseRefusal: "False refusal"
    case .rightRefusal: "Right refusal"
    case .unsure: "Unsure"
    }
  }

  var tone: Tone {
    switch self {
    case .falseRefusal: .warning
    case .rightRefusal: .good
    case .unsure: .neutral
    }
  }
}
