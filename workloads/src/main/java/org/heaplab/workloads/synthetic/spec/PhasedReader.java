package org.heaplab.workloads.synthetic.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.heaplab.options.OptionType;
import org.heaplab.workloads.synthetic.law.Shares;
import org.heaplab.workloads.synthetic.spec.SpecSection.Line;

/// Reads the workload of a specification with phases.
final class PhasedReader {
  private static final int MOST_THREADS = 1 << 16;
  private static final String SIZES = "sizes";
  private static final String BLOCKS = "blocks";
  private static final String PHASE = "phase";

  private final SpecFile file;
  private final SizeNotation sizes = new SizeNotation();
  private final Map<String, BlockKind> kinds = new LinkedHashMap<>();

  PhasedReader(SpecFile file) {
    this.file = file;
  }

  PhasedWorkload read() {
    file.allow(SIZES, BLOCKS, PHASE);
    for (SpecSection section : file.of(SIZES)) {
      for (Line line : section.lines()) {
        sizes.name(line.key(), line.place().read(() -> sizes.read(line.value())));
      }
    }
    for (SpecSection section : file.of(BLOCKS)) {
      section.allow("size", "life");
      kinds.put(section.name(), kind(section));
    }
    List<Phase> phases = file.of(PHASE).stream().map(this::phase).toList();
    int repeat = 1;
    for (SpecSection section : file.of("")) {
      section.allow("repeat");
      repeat = (int) section.whole("repeat", 1, 1, Integer.MAX_VALUE);
    }
    if (phases.isEmpty()) {
      throw new SpecPlace(file.file(), 1).wrong("a specification must have a [phase NAME]");
    }
    return new PhasedWorkload(phases, repeat);
  }

  private BlockKind kind(SpecSection section) {
    Line size = section.get("size");
    Line life = section.get("life");
    return new BlockKind(
        section.name(),
        size.place().read(() -> sizes.read(size.value())),
        life.place().read(() -> LifetimeNotation.read(life.value())));
  }

  private Phase phase(SpecSection section) {
    section.allow("mallocs", "mix", "live", "threads", "remote");
    Line mix = section.get("mix");
    List<MixPart> parts = mix.place().read(() -> MixPart.of(mix.value()));
    List<BlockKind> chosen = parts.stream().map(part -> known(part.what(), mix.place())).toList();
    section.get("mallocs");
    return new Phase(
        section.name().isEmpty() ? PHASE : section.name(),
        section.whole("mallocs", 0, 1, Long.MAX_VALUE),
        chosen,
        mix.place().read(() -> new Shares(parts.stream().map(MixPart::share).toList())),
        section.find("live").map(PhasedReader::level),
        (int) section.whole("threads", 1, 1, MOST_THREADS),
        section.fraction("remote", 0, 0, 1));
  }

  private BlockKind known(String name, SpecPlace place) {
    return Optional.ofNullable(kinds.get(name))
        .orElseThrow(
            () ->
                place.wrong(
                    "a mix must be of kinds that a [blocks NAME] describes, " + kinds.keySet(),
                    name));
  }

  private static Level level(Line line) {
    var points = new ArrayList<Long>();
    for (String word : line.value().split("\\s+", -1)) {
      OptionalLong bytes = OptionType.Bytes.parse(word);
      if (bytes.isEmpty()) {
        throw line.place().wrong("live must be sizes such as 0 4M 4M, between blanks", word);
      }
      points.add(bytes.getAsLong());
    }
    return new Level(points);
  }
}
