package import Taxonomy

/// Which records to look at; an empty filter takes all. Several values of one kind are alternatives.
package struct RefusalFilter: Sendable, Equatable, Codable {
  /// Unix milliseconds; records of this time and later.
  package var since: Int64?
  /// Unix milliseconds; records before this time.
  package var until: Int64?
  package var verdicts: [Verdict]
  package var apps: [String]
  package var models: [String]
  /// Names, without revisions.
  package var policies: [String]
  /// False for what `mode: monitor` noted.
  package var isEnforced: Bool?
  /// Labels of the reviews that stand.
  package var labels: [ReviewLabel]
  /// True for records with a standing review, false for those without.
  package var isReviewed: Bool?
  /// Categories that the judged text scored at `categoryThreshold` or more.
  package var categories: [HazardCategory]
  /// Words in the prompt or an answer, ASCII letters in either case; records that keep no text never have them.
  package var text: String?
  /// Pseudonyms of users.
  package var userKeys: [String]

  /// The probability from which on a record is of a category.
  package static let categoryThreshold = 0.5
  /// Most UTF-8 bytes of `text`.
  package static let textByteLimit = 1_000

  package init(
    since: Int64? = nil, until: Int64? = nil, verdicts: [Verdict] = [], apps: [String] = [], models: [String] = [],
    policies: [String] = [], isEnforced: Bool? = nil, labels: [ReviewLabel] = [], isReviewed: Bool? = nil,
    categories: [HazardCategory] = [], text: String? = nil, userKeys: [String] = []
  ) {
    self.since = since
    self.until = until
    self.verdicts = verdicts
    self.apps = apps
    self.models = models
    self.policies = policies
    self.isEnforced = isEnforced
    self.labels = labels
    self.isReviewed = isReviewed
    self.categories = categories
    self.text = text
    self.userKeys = userKeys
  }
}
