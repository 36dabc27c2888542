package org.heaplab.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.heaplab.workloads.Trace;

/// One trace on some allocators, side by side: space first, one allocator after the other; then
/// time, in rounds that visit every allocator, so that what happens to the machine happens to all
/// of them; then latency.
public final class Replay {
  private Replay() {}

  /// @param allocators specifications, as [org.heaplab.allocators.catalogue.Catalogue] knows them
  /// @return a result for each allocator that this machine has, in the order asked for
  /// @throws IllegalArgumentException when there is no such allocator
  /// @throws IOException when a child process cannot be started
  public static List<Result> run(
      Trace trace, List<String> allocators, ReplayOptions options, Progress progress)
      throws IOException {
    Subjects subjects = Subjects.resolve(allocators, options);
    subjects.note(progress);
    return run(trace, subjects.found(), options, progress);
  }

  static List<Result> run(
      Trace trace, Iterable<Subject> subjects, ReplayOptions options, Progress progress)
      throws IOException {
    return run(trace, subjects, options, Room.here(), progress);
  }

  static List<Result> run(
      Trace trace, Iterable<Subject> subjects, ReplayOptions options, Room room, Progress progress)
      throws IOException {
    var sessions = new ArrayList<Session>();
    try (ReplayFile file = ReplayFile.write(trace)) {
      var leftOut = LeftOut.of(trace.name(), file.plan(), subjects, options, room);
      leftOut.lines().forEach(progress::note);
      for (Subject subject : subjects) {
        if (leftOut.reasons().containsKey(subject)) continue;
        sessions.add(new Session(subject, trace.name(), file, options));
      }
      boolean pauses = options.rounds() > 0 && options.pauseRounds() > 0;
      int passes = 1 + (options.rounds() > 0 ? 1 + options.rounds() : 0);
      if (options.latency()) passes++;
      if (pauses) passes++;
      long total = (long) sessions.size() * passes;
      var steps = new Steps(progress, total, total);
      each(sessions, steps, "space", Session::space);
      if (options.rounds() > 0) each(sessions, steps, "warm-up", Session::warm);
      for (int round = 0; round < options.rounds(); round++) {
        each(sessions, steps, "time", Session::time);
      }
      if (options.latency()) each(sessions, steps, "latency", Session::latency);
      if (pauses) each(sessions, steps, "pauses", Session::pauses);
      for (Session session : sessions) {
        if (session.lacksMemory()) progress.note(session.shortage());
      }
      var results = new ArrayList<Result>();
      Iterator<Session> measured = sessions.iterator();
      for (Subject subject : subjects) {
        Room.Obstacle reason = leftOut.reasons().get(subject);
        results.add(
            reason == null
                ? measured.next().result()
                : Result.leftOut(subject, trace.name(), file.plan().ops(), reason.what()));
      }
      return results;
    } finally {
      sessions.forEach(Session::close);
    }
  }

  private static void each(
      List<Session> sessions, Steps steps, String what, Consumer<Session> pass) {
    for (Session session : sessions) {
      steps.begin(session.name() + ": " + what);
      pass.accept(session);
      steps.end(1);
    }
  }
}
