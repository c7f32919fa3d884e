import Configuration
import Foundation
import Synchronization

/// A configuration file in YAML: its keys, all known, and their values.
struct SettingsFile {
  /// Far above any real file; a wrong path must not fill the memory.
  private static let largest = 1 << 20

  let path: String
  /// Every key that the file sets, its parts joined by dots, in the file's order.
  let keys: [String]
  let snapshot: YAMLSnapshot

  /// Reads and parses a file. Which keys it may have is checked by the caller.
  init(reading path: String) throws(SettingsFaults) {
    self.path = path
    let bytes: [UInt8]
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }  // Only read from: a failing close loses nothing.
      bytes = Array(try handle.read(upToCount: Self.largest + 1) ?? Data())
    } catch {
      throw SettingsFaults(["\(path): cannot be read: \(error.localizedDescription)"])
    }
    guard bytes.count <= Self.largest else { throw SettingsFaults(["\(path): is larger than 1MiB"]) }
    // The snapshot lists no keys of its own, but asks of each whether it is a secret.
    let seen = SeenKeys()
    do {
      snapshot = unsafe try YAMLSnapshot(
        data: bytes.span.bytes, providerName: path,
        parsingOptions: .init(
          secretsSpecifier: .dynamic { key, _ in
            seen.note(key)
            return SettingTable.all.contains { $0.name == key && $0.isSecret }
          }))
    } catch {
      // The first line only: the others quote the file, and it may hold a key.
      let reason = "\(error)".split(separator: "\n").first ?? "not YAML"
      throw SettingsFaults(["\(path): \(reason)"])
    }
    keys = seen.keys
  }

  /// The value of a setting as text; a sequence's parts are joined by commas.
  func text(of setting: Setting) throws(SettingsFaults) -> String? {
    guard keys.contains(setting.name) else { return nil }
    let key = AbsoluteConfigKey(setting.components)
    do {
      if case .string(let text) = try snapshot.value(forKey: key, type: .string).value?.content { return text }
    } catch {
      // Not a scalar: the other shape is tried before anything is said.
    }
    do {
      if case .stringArray(let parts) = try snapshot.value(forKey: key, type: .stringArray).value?.content {
        return parts.joined(separator: ",")
      }
    } catch {
      throw SettingsFaults(["\(path): `\(setting.name)`: \(error)"])
    }
    return nil
  }
}

/// Collects the keys that a parser asks about.
private final class SeenKeys: Sendable {
  private let state = Mutex<[String]>([])

  func note(_ key: String) { state.withLock { $0.append(key) } }

  var keys: [String] { state.withLock { $0 } }
}
