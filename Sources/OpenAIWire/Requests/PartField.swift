/// The fields of a content part that have a meaning here; the raw value is the name on the wire.
enum PartField: String, CaseIterable, Sendable {
  case type, text, refusal, thinking, file
  case imageURL = "image_url"
  case videoURL = "video_url"
  case audioURL = "audio_url"
  case inputAudio = "input_audio"

  static let table = JSONNameTable<PartField>()

  /// The keys of a media part whose values are no words.
  var mediaFields: [MediaField] {
    switch self {
    case .imageURL, .videoURL, .audioURL: [.url, .detail]
    case .inputAudio: [.data, .format]
    case .file: [.fileData, .fileID]
    case .type, .text, .refusal, .thinking: []
    }
  }
}
