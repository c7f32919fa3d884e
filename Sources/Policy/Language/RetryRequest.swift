/// How a model that is suspected of a false refusal is asked once more (`false_refusals.retry`).
package struct RetryRequest: Sendable, Equatable {
  /// A system message before all others; nil for none.
  package var system: String?
  /// The model that is asked; nil for the same.
  package var model: String?

  package init(system: String? = nil, model: String? = nil) {
    self.system = system
    self.model = model
  }
}
