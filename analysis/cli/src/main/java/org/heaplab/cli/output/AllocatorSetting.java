package org.heaplab.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.NamedSetting;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.options.Specification;
import org.heaplab.results.metric.Unit;

/// A named setting of an allocator, as lists show it.
public record AllocatorSetting(String allocator, NamedSetting setting) {
  private static final Field<AllocatorSetting> ALLOCATOR =
      new Field<>("allocator", "allocator", Unit.NONE, AllocatorSetting::allocator);
  private static final Field<AllocatorSetting> NAME =
      new Field<>("name", "setting", Unit.NONE, one -> one.setting().name());
  private static final Field<AllocatorSetting> MEANING =
      new Field<>("specification", "stands for", Unit.NONE, AllocatorSetting::specification);

  /// Those of one allocator.
  public static Listing<AllocatorSetting> of(Entry entry) {
    return new Listing<>(List.of(NAME, MEANING), settings(entry));
  }

  /// Those of all allocators.
  public static Listing<AllocatorSetting> ofAll() {
    var all = new ArrayList<AllocatorSetting>();
    for (Entry entry : Catalogue.entries()) all.addAll(settings(entry));
    return new Listing<>(List.of(ALLOCATOR, NAME, MEANING), all);
  }

  private static List<AllocatorSetting> settings(Entry entry) {
    return entry.settings().stream()
        .map(setting -> new AllocatorSetting(entry.name(), setting))
        .toList();
  }

  private String specification() {
    return Specification.with(allocator, setting.settings().toArray(String[]::new));
  }
}
