extension QueueItem {
  /// As one line of JSON, with the record under `record`.
  package var jsonLine: String {
    let number = group.map(String.init) ?? "null"
    return """
      {"group":\(number),"count":\(count),"reviewed":\(reviewed),"appeals":\(appeals),"record":\(record.jsonLine)}
      """
  }
}
