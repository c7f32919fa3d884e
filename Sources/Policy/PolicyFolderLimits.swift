/// Bounds of what is read of a folder.
enum PolicyFolderLimits {
  /// Of the files together.
  static let files = 1_000
  /// Bytes of a phrase list; `SourceParser` has a smaller bound for all other files.
  static let listBytes = 8 << 20
  /// Bytes of all files together, which are in memory at once.
  static let allBytes = 64 << 20
}
