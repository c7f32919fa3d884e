import Hummingbird

/// The headers of everything that the console answers.
enum ConsoleHeaders {
  /// Nothing runs, loads or is sent but from and to this server, and nothing is framed. Styles and scripts are files.
  static let contentSecurityPolicy = [
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
  ].joined(separator: "; ")

  /// - Parameter isAsset: files with their hash in the address never change and may be kept; pages may not.
  static func set(on headers: inout HTTPFields, isAsset: Bool = false) {
    headers[.contentSecurityPolicy] = contentSecurityPolicy
    headers[.xContentTypeOptions] = "nosniff"
    headers[.cacheControl] = isAsset ? "public, max-age=31536000, immutable" : "no-store"
    headers[named: "referrer-policy"] = "same-origin"
    headers[named: "x-frame-options"] = "DENY"
    headers[named: "cross-origin-opener-policy"] = "same-origin"
    headers[named: "cross-origin-resource-policy"] = "same-origin"
    headers[named: "permissions-policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
  }
}
