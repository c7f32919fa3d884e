extension RefusalStats.Requests {
  mutating func add(outcome: String, isPromptSafe: Bool, requests: Int) {
    outcomes[outcome, default: 0] += requests
    guard isPromptSafe else { return }
    switch TrafficOutcome(rawValue: outcome) {
    case .modelRefusal:
      answeredSafe += requests
      exaggerated += requests
    case .allowed: answeredSafe += requests
    case .refusedPrompt, .cutAnswer, .classifierFailed, .upstreamFailed, .clientGone, nil: break
    }
  }
}
