extension RefusalStore {
  /// Items that nobody has decided yet: what apps appealed against first, then the largest, then the newest.
  ///
  /// Call `groupNewRecords` before, so that what came since the last time is in it.
  ///
  /// - Parameters:
  ///   - filter: an item is in the queue for the unreviewed records of it that pass.
  ///   - after: the place of the last item of the page before.
  package func queue(
    _ filter: RefusalFilter = RefusalFilter(), limit: Int, after: QueuePlace? = nil
  ) throws(RefusalLogError) -> [QueueItem] {
    var filter = filter
    filter.isReviewed = false
    let rank = { (place: QueuePlace) in (place.appeals, place.unreviewed, place.newest, place.item) }
    return try groups(filter, limit: 10_000).map { group in
      let place = QueuePlace(
        appeals: 0, unreviewed: group.count - group.reviewed, newest: group.newest.milliseconds,
        item: group.number ?? -group.newest.milliseconds)
      return QueueItem(
        record: group.newest, group: group.number, count: group.count, reviewed: group.reviewed, appeals: 0,
        place: place)
    }.filter { item in after.map { rank(item.place) < rank($0) } ?? true }
      .sorted { rank($0.place) > rank($1.place) }
      .prefix(max(limit, 0)).map(\.self)
  }

  /// How far the review of the records that pass has come.
  package func progress(_ filter: RefusalFilter = RefusalFilter()) throws(RefusalLogError) -> ReviewProgress {
    var open = filter
    open.isReviewed = false
    let total = try count(filter)
    return ReviewProgress(
      items: try groups(open, limit: .max).count, reviewed: total - (try count(open)), total: total)
  }
}
