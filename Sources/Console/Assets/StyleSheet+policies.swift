extension StyleSheet {
  /// The page of the policies.
  static let policies = """
    """
}
