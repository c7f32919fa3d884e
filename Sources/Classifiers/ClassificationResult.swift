/// One line of a classified file. The three about the answer are present only where the row had one.
struct ClassificationResult: Encodable {
  var id: String
  var promptHarm: Double
  var promptFlagged: Bool
  var responseHarm: Double?
  var responseFlagged: Bool?
  var refusal: String?

  enum CodingKeys: String, CodingKey {
    case id
    case promptHarm = "prompt_harm"
    case promptFlagged = "prompt_flagged"
    case responseHarm = "response_harm"
    case responseFlagged = "response_flagged"
    case refusal
  }
}
