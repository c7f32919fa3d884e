/// Says when a folder that is looked at again and again has a change worth reading. Pure: fingerprints are passed in.
///
/// A change counts once two looks in a row have seen the same: whoever writes is done by then, or pauses for longer
/// than the time between two looks.
package struct PolicyWatch: Sendable {
  private enum State {
    /// The folder is as it was read. Becomes `changing`.
    case settled(FolderFingerprint)
    /// The folder was seen once as it is now. Becomes `settled`, or stays `changing` with what was seen next.
    case changing(seen: FolderFingerprint?, read: FolderFingerprint?)
  }

  private var state = State.changing(seen: nil, read: nil)

  package init() {}

  /// Takes a look at the folder.
  ///
  /// - Returns: whether the folder is to be read now; `read` is to follow.
  package mutating func looked(_ seen: FolderFingerprint) -> Bool {
    switch state {
    case .settled(let read):
      if seen != read { state = .changing(seen: seen, read: read) }
      return false
    case .changing(let before, let read):
      if seen == read {
        // Somebody changed it and took it back, as with a rename there and back.
        state = .settled(seen)
        return false
      }
      state = .changing(seen: seen, read: read)
      return seen == before
    }
  }

  /// The folder was read, whatever came of it, and was the same before and after.
  package mutating func read(_ fingerprint: FolderFingerprint) { state = .settled(fingerprint) }
}
