/// The keys of media parts; the raw value is the name on the wire.
enum MediaField: String, CaseIterable, Sendable {
  case url, detail, data, format
  case fileData = "file_data"
  case fileID = "file_id"

  static let table = JSONNameTable<MediaField>()
}
