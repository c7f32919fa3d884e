extension HTML {
  /// An element whose attributes are a list, as where one of them is there or is not.
  init(_ tag: Tag, _ attributes: [Attribute], @HTMLBuilder content: () throws -> HTML) rethrows {
    self.init(tag, attributes, try content())
  }
}
