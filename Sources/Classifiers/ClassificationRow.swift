/// One line of a file to classify: a prompt, or a prompt with its answer.
struct ClassificationRow: Decodable {
  var id: String
  var prompt: String
  var response: String?
}
