/// The answer of `/v1/models`: the stand-in is the one model.
struct ModelList: Encodable, Sendable {
  struct Model: Encodable, Sendable {
    let id = StandInSpeech.model
    let object = "model"
    let created = 0
    let ownedBy = "evenkeel"

    enum CodingKeys: String, CodingKey {
      case id, object, created
      case ownedBy = "owned_by"
    }
  }

  let object = "list"
  let data = [Model()]

  enum CodingKeys: CodingKey {
    case object, data
  }
}
