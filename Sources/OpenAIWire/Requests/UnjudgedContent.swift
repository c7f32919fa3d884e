package import Taxonomy

/// What a request holds that the protocol does not define, or that cannot be judged as text: the first place of each.
package struct UnjudgedContent: Sendable, Equatable {
  /// A field, content part or item that is not known here. Its words are judged as texts of role `.unknown`.
  package var unknown: TextPlace?
  /// A prompt as token numbers, whose words nobody here can read.
  package var tokens: TextPlace?
  /// An image, audio, video or file, by its data or by where it lies.
  package var media: TextPlace?

  package init(unknown: TextPlace? = nil, tokens: TextPlace? = nil, media: TextPlace? = nil) {
    self.unknown = unknown
    self.tokens = tokens
    self.media = media
  }
}
