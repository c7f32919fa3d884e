/// An object or array that is being walked.
struct JSONScope {
  /// Whether an element was read, so that a comma must come next.
  var hasElements = false
  /// Where this object's keys begin in the key stack.
  var firstKey = 0
  /// Which of the key stack's hash tables is this object's, or -1 while it has few keys.
  var table = -1
}
