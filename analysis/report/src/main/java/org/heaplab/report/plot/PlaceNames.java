package org.heaplab.report.plot;

import java.util.List;
import java.util.stream.IntStream;

/// Short names for the places in a program that a figure shows. A place is a function with its
/// callers, and many places are the same function, one that wraps `malloc`: of each, the innermost
/// function stays that the others do not have there.
final class PlaceNames {
  /// Between a function and its caller.
  private static final String CALLED_BY = " ← ";

  /// Stands for functions or letters that are left out.
  private static final String LEFT_OUT = "…";

  private static final int LONGEST = 38;

  /// Letters that stay at the end of a name that is too long, where its line stands.
  private static final int AT_THE_END = 14;

  private PlaceNames() {}

  /// @param names as the tables have them, all different
  static List<String> inShort(List<String> names) {
    List<String[]> places = names.stream().map(name -> name.split(CALLED_BY, -1)).toList();
    return IntStream.range(0, places.size()).mapToObj(i -> inShort(i, places)).toList();
  }

  private static String inShort(int index, List<String[]> places) {
    String[] place = places.get(index);
    int shared = 0;
    for (int i = 0; i < places.size(); i++) {
      if (i != index) shared = Math.max(shared, shared(place, places.get(i)));
    }
    int kept = Math.min(shared, place.length - 1);
    return cut((kept > 0 ? LEFT_OUT + CALLED_BY : "") + place[kept]);
  }

  /// How many innermost functions two places have in common.
  private static int shared(String[] one, String[] other) {
    int shared = 0;
    int most = Math.min(one.length, other.length);
    while (shared < most && one[shared].equals(other[shared])) shared++;
    return shared;
  }

  private static String cut(String name) {
    if (name.length() <= LONGEST) return name;
    int atTheStart = LONGEST - AT_THE_END - LEFT_OUT.length();
    return name.substring(0, atTheStart) + LEFT_OUT + name.substring(name.length() - AT_THE_END);
  }
}
