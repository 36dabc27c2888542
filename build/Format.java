import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks, or with `write` restores, the layout of every Java source under a directory:
/// google-java-format for code and the order of imports, while comments, and with them the drawings
/// in `///` comments, stay exactly as they were written.
final class Format {
  public static void main(String[] arguments) throws Exception {
    boolean write = arguments[0].equals("write");
    Path root = Path.of(arguments[1]);
    List<Path> sources;
    try (var files = Files.walk(root)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !root.relativize(file).toString().contains("target/"))
              .sorted()
              .toList();
    }
    var formatter = new Formatter();
    int wrong = 0;
    for (Path source : sources) {
      String text = Files.readString(source);
      String ordered =
          ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(text), Style.GOOGLE);
      String formatted = formatter.formatSource(ordered);
      if (formatted.equals(text)) continue;
      if (write) {
        Files.writeString(source, formatted);
      } else {
        System.err.println("not formatted: " + root.relativize(source));
        wrong++;
      }
    }
    if (wrong > 0) {
      System.err.println("To format them: mvn process-sources -N -Dformat.mode=write");
      System.exit(1);
    }
  }
}
