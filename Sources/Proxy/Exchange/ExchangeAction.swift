/// What was done about a request, in one word: the header `x-evenkeel-action` and the access log.
enum ExchangeAction: String, CaseIterable, Sendable {
  /// Nothing was withheld.
  case allow
  /// The prompt was refused.
  case refuse
  /// The answer, or the rest of it, was withheld.
  case cut
  /// A rule would have refused or cut; it is only being monitored.
  case monitor
  /// The request was forwarded with something taken out of it, or with another system message.
  case change
  /// No policy decided: the request was wrong, or its endpoint carries no words to a model.
  case none
}
