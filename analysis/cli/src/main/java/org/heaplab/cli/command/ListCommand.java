package org.heaplab.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.cli.argument.AllocatorChoice;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.AllocatorOption;
import org.heaplab.cli.output.AllocatorSetting;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Field;
import org.heaplab.cli.output.Format;
import org.heaplab.cli.output.Listing;
import org.heaplab.cli.output.Wrapped;
import org.heaplab.results.metric.Unit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `heaplab list`: what there is to choose from.
@Command(
    name = "list",
    description = "Shows what there is to choose from.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab list",
      "  heaplab list allocators",
      "  heaplab list metrics --format json"
    })
public final class ListCommand implements Callable<Integer> {
  private record Name(String what, String name) {}

  private static final List<Field<Name>> NAMES =
      List.of(
          new Field<>("what", "what", Unit.NONE, Name::what),
          new Field<>("name", "name", Unit.NONE, Name::name));

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WHAT",
      description =
          "allocators, workloads, experiments or metrics (default: the names of them all)")
  private String what;

  @Mixin private Format.Choice choice;

  public ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Listing<?>> inventory = new Inventory(console).listings();
    if (what == null) {
      names(inventory);
    } else if (inventory.containsKey(what)) {
      if (what.equals("allocators")) sayWhatIsMissing();
      inventory.get(what).write(choice.format, console.out());
      if (what.equals("allocators")) showOptionsAndSettings();
    } else {
      throw new WrongArgument(
          "what to list must be one of %s: %s"
              .formatted(String.join(", ", inventory.keySet()), what));
    }
    return 0;
  }

  private void names(Map<String, Listing<?>> inventory) throws IOException {
    var names = new ArrayList<Name>();
    inventory.forEach(
        (kind, listing) -> {
          if (choice.format == Format.TABLE) {
            console.out().print(Wrapped.text(kind + ": ", String.join(", ", listing.names())));
          }
          for (String name : listing.names()) names.add(new Name(kind, name));
        });
    if (choice.format != Format.TABLE) {
      new Listing<>(NAMES, names).write(choice.format, console.out());
    }
  }

  /// A table has no room for options and named settings, so they stand below it.
  private void showOptionsAndSettings() throws IOException {
    if (choice.format != Format.TABLE) return;
    console.out().println();
    AllocatorOption.ofAll().write(choice.format, console.out());
    console.out().println();
    AllocatorSetting.ofAll().write(choice.format, console.out());
  }

  private void sayWhatIsMissing() {
    for (Entry entry : Catalogue.entries()) {
      AllocatorChoice.missing(entry).ifPresent(console::say);
    }
  }
}
