/// An answer of the stand-in, to be written.
enum CallAnswer: Sendable {
  case whole(JSONValue)
  case streamed(StreamForm, [JSONValue])
}
