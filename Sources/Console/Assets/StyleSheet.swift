/// The parts of the style sheet, in the order in which they count.
enum StyleSheet {
  static let base = """
    body { font: 16px/1.5 system-ui; }
    """
}
