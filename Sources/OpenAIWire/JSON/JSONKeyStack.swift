/// The keys of the objects that are open at a cursor, and the search for duplicates among them.
///
/// Few keys are compared by hash one after another; from 16 on an object gets a hash table, so that the cost of an
/// object stays linear in its keys. The first keys live in memory that the caller lends (its stack).
///
/// INVARIANT: keys of an inner object lie above those of the outer one and are dropped when the inner one closes.
@safe
struct JSONKeyStack: ~Copyable {
  private static let fewKeys = 16

  private var storage: UnsafeMutablePointer<JSONKey>
  private var capacity: Int
  /// Whether `storage` was allocated here, the lent memory being full.
  private var ownsStorage = false
  private(set) var count = 0
  private var tables: [[UInt32]] = []
  /// Decoded bytes of the keys that held escapes.
  private(set) var unescaped: [UInt8] = []
  let seed = JSONKeyHash.seed

  /// - Parameter lent: memory that outlives the stack and holds at least one key.
  init(lent: UnsafeMutableBufferPointer<JSONKey>) {
    guard let base = lent.baseAddress, lent.count > 0 else { preconditionFailure("a key stack without memory") }
    unsafe storage = unsafe base
    capacity = lent.count
  }

  deinit {
    // JSONKey is trivial, so there is nothing to deinitialize.
    if ownsStorage { unsafe storage.deallocate() }
  }

  subscript(index: Int) -> JSONKey {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return unsafe storage[index]
    }
  }

  /// Adds a key to the object of `scope`; nil when it is new there, else the key that it repeats.
  @inline(__always)
  mutating func insert(_ key: JSONKey, into scope: inout JSONScope, document: UnsafeRawPointer) -> JSONKey? {
    let number = count &- scope.firstKey
    if number < Self.fewKeys {
      var index = scope.firstKey
      while index < count {
        if unsafe storage[index].hash == key.hash, unsafe isEqual(storage[index], key, document: document) {
          return unsafe storage[index]
        }
        index &+= 1
      }
    } else if let known = unsafe insertIntoTable(key, scope: &scope, document: document) {
      return known
    }
    push(key)
    return nil
  }

  /// Forgets the keys of a closed object.
  @inline(__always)
  mutating func close(_ scope: JSONScope) {
    count = scope.firstKey
    if scope.table >= 0 { tables.removeLast() }
  }

  /// Keeps decoded bytes of a key and returns where they start.
  mutating func keep(_ bytes: UnsafeRawBufferPointer) -> Int {
    let start = unescaped.count
    unsafe unescaped.append(contentsOf: bytes)
    return start
  }

  @inline(__always)
  private mutating func push(_ key: JSONKey) {
    if count == capacity { grow() }
    unsafe (storage + count).initialize(to: key)
    count &+= 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<JSONKey>.allocate(capacity: capacity * 4)
    unsafe larger.moveInitialize(from: storage, count: count)
    if ownsStorage { unsafe storage.deallocate() }
    unsafe storage = unsafe larger
    capacity *= 4
    ownsStorage = true
  }

  private func isEqual(_ left: JSONKey, _ right: JSONKey, document: UnsafeRawPointer) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe withBytes(of: left, document: document) { first in
      unsafe withBytes(of: right, document: document) { second in unsafe first.elementsEqual(second) }
    }
  }

  /// The decoded bytes of a key.
  @inline(__always)
  func withBytes<Result>(
    of key: JSONKey, document: UnsafeRawPointer, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    guard key.isUnescapedCopy else {
      return unsafe body(UnsafeRawBufferPointer(start: document + Int(key.start), count: Int(key.count)))
    }
    return unsafe unescaped.withUnsafeBytes { bytes in
      let start = Int(key.start)
      return unsafe body(UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(key.count)]))
    }
  }

  private mutating func insertIntoTable(
    _ key: JSONKey, scope: inout JSONScope, document: UnsafeRawPointer
  ) -> JSONKey? {
    let number = count - scope.firstKey
    if scope.table < 0 {
      scope.table = tables.count
      tables.append([])
    }
    if number * 2 >= tables[scope.table].count { rebuildTable(scope, slots: max(64, number.nextPowerOfTwo * 4)) }
    let mask = tables[scope.table].count - 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while tables[scope.table][slot] != 0 {
      let known = self[scope.firstKey + Int(tables[scope.table][slot]) - 1]
      if known.hash == key.hash, unsafe isEqual(known, key, document: document) { return known }
      slot = (slot + 1) & mask
    }
    tables[scope.table][slot] = UInt32(number + 1)
    return nil
  }

  private mutating func rebuildTable(_ scope: JSONScope, slots: Int) {
    var table = [UInt32](repeating: 0, count: slots)
    for number in 0..<(count - scope.firstKey) {
      var slot = Int(truncatingIfNeeded: self[scope.firstKey + number].hash) & (slots - 1)
      while table[slot] != 0 { slot = (slot + 1) & (slots - 1) }
      table[slot] = UInt32(number + 1)
    }
    tables[scope.table] = table
  }
}

extension Int {
  /// The least power of two that is not below self, for a positive self.
  fileprivate var nextPowerOfTwo: Int { 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
