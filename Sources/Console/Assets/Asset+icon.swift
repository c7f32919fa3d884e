extension Asset {
  /// What the browser shows beside the page's title.
  package static let icon = Asset(
    name: "icon.svg", type: "image/svg+xml",
    content: """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5.5" fill="#1f5f8b"/>\
      <g fill="none" stroke="#fff" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round">\
      <path d="M12 4.4v9.4"/><path d="M5 14h14l-2.2 3.4a2.4 2.4 0 0 1-2 1.1H9.2a2.4 2.4 0 0 1-2-1.1z" fill="#fff"/>\
      <path d="M13.9 5.6l3.7 5.6h-3.7z" fill="#fff" stroke="none"/></g></svg>
      """)
}
