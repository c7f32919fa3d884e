import Foundation

/// One file of the spill folder: frames one behind the other. Read from its beginning, written at its end, deleted as a
/// whole; what of it was read is not written down, since a batch that comes twice is known by its mark.
final class SpillSegment {
  let path: String
  private let file: OpenFile
  /// Bytes that count: up to here all is synced, or was found when the file was opened.
  private(set) var end: Int
  /// Where the next frame is read.
  private var position = 0
  /// Records in the frames not yet taken.
  private(set) var records: Int
  /// False once a write failed in a way that leaves the file's end unknown, and for a file that was found.
  private(set) var isWritable: Bool
  /// True when bytes were passed over that stand before a whole frame: the disk changed what it had been given.
  private(set) var isDamaged = false
  /// The frame that `next` gave and `take` ends.
  private var current: (frame: SpillFrame, end: Int)?

  /// Makes a new file. It is not sure to be there after a power loss until its folder is synced.
  init(making path: String) throws(FileFault) {
    self.path = path
    file = try OpenFile(path: path, flags: O_RDWR | O_CREAT | O_EXCL | O_APPEND)
    end = 0
    records = 0
    isWritable = true
  }

  /// Opens one that an earlier process left, and counts what it holds by its headers.
  init(finding path: String) throws(FileFault) {
    self.path = path
    file = try OpenFile(path: path, flags: O_RDWR)
    end = try file.status().length
    records = 0
    isWritable = false
    var position = 0
    while let header = SpillFrame.Header(try file.read(at: position, count: SpillFrame.headerLength)) {
      position += SpillFrame.headerLength + header.payloadLength
      guard position <= end else { break }
      records += header.records
    }
  }

  /// Adds a frame and waits for the disk. After a failure the file is as it was, or takes no more.
  func append(_ bytes: [UInt8], records count: Int) throws(FileFault) {
    precondition(isWritable, "a segment that is closed was written to")
    do {
      try file.write(bytes)
      try file.sync()
    } catch {
      // What a failed sync leaves in the system's cache is unknown, so nothing may follow in this file.
      isWritable = error.operation == "write" && truncates()
      throw error
    }
    end += bytes.count
    records += count
  }

  private func truncates() -> Bool {
    do {
      try file.truncate(to: end)
      return true
    } catch {
      return false
    }
  }

  /// The next whole frame, the same until `take` is called; nil at the end. A torn end is no damage: what was never
  /// synced was never acknowledged.
  func next() throws(FileFault) -> SpillFrame? {
    if let current { return current.frame }
    if let found = try frame(at: position) {
      current = found
      return found.frame
    }
    guard position < end, let start = try nextStart(behind: position) else {
      position = end
      return nil
    }
    isDamaged = true
    position = start
    current = try frame(at: start)
    return current?.frame
  }

  /// The frame that `next` gave is done with.
  func take() {
    guard let current else { preconditionFailure("no frame was looked at") }
    position = current.end
    records = max(0, records - current.frame.records)
    self.current = nil
  }

  private func frame(at start: Int) throws(FileFault) -> (frame: SpillFrame, end: Int)? {
    guard start + SpillFrame.headerLength <= end,
      let header = SpillFrame.Header(try file.read(at: start, count: SpillFrame.headerLength)),
      start + SpillFrame.headerLength + header.payloadLength <= end
    else { return nil }
    let payload = try file.read(at: start + SpillFrame.headerLength, count: header.payloadLength)
    guard let frame = SpillFrame(header, payload: payload) else { return nil }
    return (frame, start + SpillFrame.headerLength + payload.count)
  }

  /// Where the first whole frame begins behind a place that none begins at.
  private func nextStart(behind start: Int) throws(FileFault) -> Int? {
    let magic = SpillFrame.magic
    let rest = try file.read(at: start, count: end - start)
    var index = 1
    while index + SpillFrame.headerLength <= rest.count {
      if rest[index] == magic[0], rest[index..<index + magic.count].elementsEqual(magic),
        try frame(at: start + index) != nil
      {
        return start + index
      }
      index += 1
    }
    return nil
  }
}
