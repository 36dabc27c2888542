package org.heaplab.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.options.Option;
import org.heaplab.results.metric.Unit;

/// An option of an allocator, as lists show it.
public record AllocatorOption(String allocator, Option option) {
  private static final List<Field<AllocatorOption>> FIELDS =
      List.of(
          new Field<>("name", "option", Unit.NONE, one -> one.option().name()),
          new Field<>("default", "default", Unit.NONE, one -> one.option().standard()),
          new Field<>("rule", "must be", Unit.NONE, one -> one.option().type().rule()),
          new Field<>("meaning", "what it decides", Unit.NONE, one -> one.option().meaning()));

  /// The options of one allocator.
  public static Listing<AllocatorOption> of(Entry entry) {
    return new Listing<>(FIELDS, options(entry));
  }

  /// The options of all allocators.
  public static Listing<AllocatorOption> ofAll() {
    var fields = new ArrayList<Field<AllocatorOption>>();
    fields.add(new Field<>("allocator", "allocator", Unit.NONE, AllocatorOption::allocator));
    fields.addAll(FIELDS);
    var options = new ArrayList<AllocatorOption>();
    for (Entry entry : Catalogue.entries()) options.addAll(options(entry));
    return new Listing<>(fields, options);
  }

  private static List<AllocatorOption> options(Entry entry) {
    return entry.options().stream()
        .map(option -> new AllocatorOption(entry.name(), option))
        .toList();
  }
}
